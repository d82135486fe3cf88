"""What surrounds the two histories: consequences, connections, people, records, and what to talk about."""

from __future__ import annotations

from collections.abc import Set

from imeworkbook import prompts, vocabulary
from imeworkbook.asked import question_of
from imeworkbook.dates import clock, long_day
from imeworkbook.language import colon
from imeworkbook.records import (
    Answer,
    Appointment,
    CheckIn,
    Connection,
    Consequence,
    Contact,
    Correction,
    Document,
    Entry,
    Note,
    Plan,
    Record,
    When,
)
from imeworkbook.report.blocks import Paragraph, Section
from imeworkbook.report.direction import apart, beside
from imeworkbook.report.sections import beneath, section, table
from imeworkbook.report.source import Source
from imeworkbook.report.told import in_own_words
from imeworkbook.report.wording import date, details, lower, period, plan_line, said_of, words
from imeworkbook.review import PREFIX, is_about_a_finding
from imeworkbook.review import findings as worth_another_look


def consequences(source: Source) -> Section | None:
    """What went along with use, by area, in the person's words."""
    none_seen = words("text")["none_seen"]
    rows = [
        (
            vocabulary.label("consequence_domain", item.domain or ""),
            date(item.when) if item.when else "",
            _lines(none_seen if item.none else "", item.text, details(item, "notes")),
            item.record_exists,
        )
        for item in source.of_kind(Consequence)
    ]
    return table("consequences", "domain when what record", (0.9, 1.1, 2.4, 1.2), rows)


def connections(source: Source) -> Section | None:
    """What lined up, in the person's own words, under the numbers that the chart gives."""
    there = {entry.id for entry in source.timeline.entries}
    lines = [f"{number}. {_linked(link, there)}" for number, link in enumerate(source.timeline.linked, 1)]
    never_why = Paragraph(words("text")["never_why"], "small")
    return section("connections", never_why, *(Paragraph(line) for line in lines)) if lines else None


def _linked(link: Connection, there: Set[str]) -> str:
    """A line with how its sides stand to each other, unless one of them is not there for this reader."""
    told = link.relation != "unsure" and there >= {*link.use, *link.other}
    relation = vocabulary.label("relation", link.relation if told else "unsure") if told or not link.text else ""
    sure = vocabulary.terms("how_sure").get(link.how_sure)
    how_sure = lower(sure) if sure else link.how_sure
    if not link.text:
        return beside("; ", (relation, how_sure))
    said = beside("; ", (lower(relation), how_sure))
    return apart(link.text) + (f" ({apart(said)})" if said else "")


def people(source: Source) -> Section | None:
    """People who may be asked, where they agreed; in the person's own copy everyone, with telephone and questions."""
    mine = source.audience == "private"
    fields = ("knows", "phone", "consent", "ask", "notes") if mine else ("knows", "notes")
    rows = [
        (contact.name, vocabulary.label("support_role", contact.role or ""), details(contact, *fields))
        for contact in source.of_kind(Contact)
        if mine or contact.consent == "yes"
    ]
    return table("people", "name role details", (1.2, 1.2, 2.2), rows)


def documents(source: Source) -> Section | None:
    """Records that exist under their numbers, who holds them, where the request stands, and what cites them."""
    asking = () if source.audience == "evaluator" else ("release_signed", "who_chases")
    rows = [
        (
            source.citing.numbered(item),
            item.holder,
            item.covers,
            _lines(said_of(item.state), details(item, "asked_on", "arrived_on", *asking, "notes")),
            source.citing.citing(item),
        )
        for item in source.of_kind(Document)
    ]
    return table("documents", "what holder covers state cited", (1.7, 1.1, 0.9, 0.9, 2.6), rows)


def unsure(source: Source) -> Section | None:
    """What is stated as not sure: dates marked so, entries without a date, and what is not remembered."""
    said, lines = words("unsure"), []
    for entry in source.timeline.entries:
        what = apart(entry.label)
        stated = [one for one in (entry.start, entry.end) if one is not None]
        lines += [said["date"].format(what=what, when=apart(date(one))) for one in stated if _doubted(one)]
        lines += [] if stated or entry.id in source.withheld else [said["no_date"].format(what=what)]
    for substance in source.timeline.answered("dont_remember"):
        lines.append(said["class"].format(what=vocabulary.label("substance", substance)))
    for answer in source.of_kind(Answer):
        usual = question_of(answer)
        if usual and answer.state == "dont_remember" and not any(map(usual.is_given_by, source.records)):
            lines.append(said["question"].format(what=usual.name))
    return section("unsure", *(Paragraph(line, "item") for line in dict.fromkeys(lines))) if lines else None


def _doubted(when: When) -> bool:
    """Whether the person marked a date as possibly wrong, or its words could not be read."""
    return when.date is None or when.date.qualifier in ("?", "%")


def talk(source: Source) -> Section | None:
    """What is flagged to talk about, first, and what was talked through."""
    talked = words("text")["talked"]
    rows = [
        (
            _named(record),
            _lines(period(record), *beneath(record, source)) if isinstance(record, Entry) else "",
            f"{talked} {long_day(record.talked_on)}" if record.talked_on else "",
        )
        for record in source.records
        if record.talk or record.talked_on
    ]
    return table("talk", "what when state", (2.2, 1.6, 1.2), rows)


def findings(source: Source) -> Section | None:
    """What does not go together in what this reader may see, as questions that nobody has settled or flagged yet.

    What is not there is left out: it may be there for the person alone.
    """
    flagged = {record.id for record in source.of_kind(Answer) if record.talk}
    open_ = [one for one in worth_another_look(source.timeline) if not one.blank and PREFIX + one.key not in flagged]
    return section("findings", *(Paragraph(one.question) for one in open_)) if open_ else None


def _named(record: Record) -> str:
    """What a record is called in a list, whatever its kind."""
    match record:
        case Entry():
            return record.label
        case Answer():
            return _lines(_question(record), record.text)
        case Document():
            return record.what
        case Contact():
            return record.name
        case Correction():
            return beside(colon(), (record.page, record.label))
        case _:
            return str(getattr(record, "text", "")) or record.notes or record.kind


def notes(source: Source) -> Section | None:
    """Notes, the clinician's told apart from the person's own."""
    text = words("text")
    rows = [
        (text["clinician_note" if note.author == "clinician" else "my_note"], _lines(note.text, note.notes))
        for note in source.of_kind(Note)
    ]
    return table("notes", "author what", (1, 4), rows)


def answers(source: Source) -> Section | None:
    """Questions and what was answered, but for what was not asked yet and what stands in its own section."""
    rows = [
        (_question(answer), _lines(_state(answer), answer.text, answer.notes))
        for answer in source.of_kind(Answer)
        if not _stands_elsewhere(answer) and in_own_words(answer, source.audience)
    ]
    return table("answers", "question answer", (1.4, 3), rows)


def _stands_elsewhere(answer: Answer) -> bool:
    """Whether an answer is told in the section that it is about, as all but "I prefer not to say" are."""
    usual = question_of(answer) is not None or answer.question.startswith("use:")
    return is_about_a_finding(answer) or (usual and answer.state != "prefer_not")


def _question(answer: Answer) -> str:
    if is_about_a_finding(answer):
        return ""
    if usual := question_of(answer):
        return usual.name
    if answer.question.startswith("use:"):
        substance = vocabulary.label("substance", answer.question.removeprefix("use:"))
        return str(words("answers")["use"]).format(substance=substance)
    prompt = prompts.asked(answer.question)
    return prompt.title if prompt else answer.question


def _state(answer: Answer) -> str:
    return "" if answer.state in ("given", "not_asked") else vocabulary.label("answer_state", answer.state)


def appointment(source: Source) -> Section | None:
    """When and where, for the person's own copy."""
    found = source.of_kind(Appointment)
    day = long_day(found[0].day) if found and found[0].day else ""
    time = clock(found[0].time) if found and found[0].time else ""
    at = ", ".join(part for part in (day, time) if part)
    fields = ("time_zone", "format", "place", "asked_by", "evaluator", "notes")
    said = _lines(at, details(found[0], *fields)) if found else ""
    return section("appointment", Paragraph(said)) if said else None


def plans(source: Source) -> Section | None:
    """Plans for the day and for the time after it, for the person's own copy."""
    lines = [plan_line(plan) for plan in source.of_kind(Plan)]
    return section("plans", *(Paragraph(line) for line in lines if line)) if any(lines) else None


def checkins(source: Source) -> Section | None:
    """How sittings felt, for the person's own copy."""
    rows = [
        (f"{long_day(item.at.date())}, {item.moment}", _lines(str(item.level), item.notes))
        for item in source.of_kind(CheckIn)
    ]
    return table("checkins", "when level", (1.4, 3), rows)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
