/** @import { App, AppUtils, Widget } from "./jupyterlab.d.ts" */

const PANELS = ["jp-top-panel", "jp-header-panel", "jp-menu-panel", "jp-title-panel", "jp-bottom-panel"];

/** JupyterLab's own menus, bars and dialogs: back while a chapter is read, forth for a curious person. */
export class LabChrome {
  /**
   * @param {App} app
   * @param {AppUtils["Dialog"]} Dialog
   */
  constructor(app, Dialog) {
    this.shell = app.shell;
    this.shown = false;
    this.apply();
    app.restored.then(() => this.apply());
    Dialog.tracker.widgetAdded.connect((_, dialog) => {
      if (!this.shown) setTimeout(() => dialog.reject());
    });
  }

  toggle() {
    this.shown = !this.shown;
    this.apply();
  }

  apply() {
    document.body.classList.toggle("imw-made-visible", this.shown);
    for (const button of document.querySelectorAll(".imw-made"))
      button.setAttribute("aria-pressed", String(this.shown));
    for (const widget of this.bars()) widget.setHidden(!this.shown);
    this.shell.collapseLeft?.();
    this.shell.collapseRight?.();
  }

  /**
   * @param {Widget} widget
   * @param {number} depth
   * @returns {Generator<Widget>}
   */
  *bars(widget = this.shell, depth = 0) {
    if (depth > 3 || !widget.layout) return;
    for (const child of widget.layout) {
      if (PANELS.includes(child.id) || child.hasClass("jp-SideBar")) yield child;
      else yield* this.bars(child, depth + 1);
    }
  }
}
