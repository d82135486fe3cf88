const KEY = "imeworkbook.look";
const LOOKS = { text: "larger", contrast: "high", motion: "less" };
const NAMES = /** @type {(keyof typeof LOOKS)[]} */ (Object.keys(LOOKS));

/** How the person wants the page to look: from the open workbook; before it is open, as it was the last time. */
export class Looks {
  constructor() {
    this.apply(remembered());
  }

  /**
   * Take up the settings of an open workbook; nothing changes while it is locked.
   *
   * @param {Partial<Record<keyof typeof LOOKS, string>> | null} settings
   */
  follow(settings) {
    if (!settings) return;
    const chosen = NAMES.filter((look) => settings[look] === LOOKS[look]);
    this.apply(chosen);
    if (chosen.length) localStorage.setItem(KEY, chosen.join(" "));
    else localStorage.removeItem(KEY);
  }

  /** @param {string[]} chosen */
  apply(chosen) {
    for (const look of NAMES) document.documentElement.classList.toggle(`imw-look-${look}`, chosen.includes(look));
  }
}

function remembered() {
  return (localStorage.getItem(KEY) ?? "").split(" ");
}
