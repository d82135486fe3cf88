// A calendar file in, as a JSON string; its events come out, read strictly.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const ICAL = (await import(createRequire(`${process.env.PACKAGES}/`).resolve("ical.js"))).default;
ICAL.design.strict = true;
const utc = (time) => time.toJSDate().toISOString();

const calendar = new ICAL.Component(ICAL.parse(JSON.parse(readFileSync(0, "utf8"))));
const read = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  const alarms = component.getAllSubcomponents("valarm").map((alarm) => {
    const trigger = alarm.getFirstPropertyValue("trigger");
    const moment = event.startDate.clone();
    if (trigger instanceof ICAL.Duration) moment.addDuration(trigger);
    return utc(trigger instanceof ICAL.Duration ? moment : trigger);
  });
  const { uid, sequence, summary, description, location } = event;
  return {
    uid,
    sequence,
    summary,
    description,
    location,
    start: utc(event.startDate),
    end: utc(event.endDate),
    alarms,
  };
});
console.log(JSON.stringify(read));
