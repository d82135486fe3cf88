// The settings: each choice holds at once.

import { choices, h, labelledSelect } from "./dom.js";

/**
 * @import { Body, Context } from "./context.d.ts"
 * @import { SettingRow, SettingsFace } from "./faces.d.ts"
 */

/** @typedef {HTMLElement & { set(value: string): void }} Control */

const FEW = 3;

/**
 * @param {Context<SettingsFace>} context
 * @param {HTMLElement} root
 * @returns {Body}
 */
export function settings(context, root) {
  /** @type {Map<string, Control>} */
  const controls = new Map();
  const body = h("div", { class: "imw-settings" });
  root.append(h("section", { class: "imw-card" }, body, context.notice.line));

  /**
   * @param {SettingRow} row
   * @returns {Control}
   */
  function control(row) {
    const pick = (/** @type {string} */ value) => context.ask("set", { key: row.key, value });
    if (row.options.length <= FEW) return choices(row.label, row.options, row.value, pick);
    const { block, select } = labelledSelect(row.label, row.options, pick, { class: "imw-input imw-narrow" });
    const set = (/** @type {string} */ value) => {
      select.value = value;
    };
    set(row.value);
    return Object.assign(block, { set });
  }

  return {
    /** @param {SettingsFace} face */
    update(face) {
      if (!face.rows) {
        controls.clear();
        body.replaceChildren(h("p", { class: "imw-quiet" }, context.word("settings", "closed")));
        return;
      }
      if (!controls.size) body.replaceChildren();
      for (const row of face.rows) {
        const known = controls.get(row.key);
        if (known) {
          known.set(row.value);
          continue;
        }
        const made = control(row);
        controls.set(row.key, made);
        body.append(h("div", { class: "imw-setting" }, made, row.help && h("p", { class: "imw-help" }, row.help)));
      }
    },
  };
}
