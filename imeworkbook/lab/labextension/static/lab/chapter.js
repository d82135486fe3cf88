import { footer } from "./footer.js";
import { later } from "./server.js";

/**
 * @import { NotebookPanel } from "./jupyterlab.d.ts"
 * @typedef {import("./plugin.js").Lab} Lab
 * @typedef {import("../page/data.d.ts").Chapter} Shipped
 */

const TOLD_MS = 3000;
const ENDED = new Set(["restarting", "autorestarting", "terminating", "dead"]);

/** One open chapter. It is dressed and run only if its code is, byte for byte, the code that was shipped. */
export class Chapter {
  /**
   * @param {NotebookPanel} panel
   * @param {Shipped} shipped
   * @param {Lab} lab
   */
  constructor(panel, shipped, lab) {
    this.panel = panel;
    this.shipped = shipped;
    this.lab = lab;
    this.dressed = false;
    this.worded = false;
    this.returning = false;
    this.stale = false; // whether its cards belong to a kernel that has ended
    /** @type {Promise<unknown>} */
    this.begun = Promise.resolve();
  }

  async begin() {
    await this.panel.context.ready;
    this.dressed = this.isAsShipped();
    if (this.dressed) this.dress();
    this.worded = true;
    this.lab.page.shown(this.shipped);
    if (!this.dressed) return;
    this.panel.sessionContext.statusChanged.connect((_, status) => this.rerunAfterRestart(status));
    this.panel.sessionContext.connectionStatusChanged.connect(() => this.lab.tellConnection());
    await this.panel.sessionContext.ready;
    this.lab.server.watch(this.panel.sessionContext);
    await this.run();
    this.panel.content.activeCellIndex = 0; // the keyboard begins at the top, and not at the cell that ran last
  }

  isAsShipped() {
    const cells = [...this.panel.content.model.cells].filter((cell) => cell.type === "code");
    const code = cells.map((cell) => cell.sharedModel.getSource());
    return code.length === this.shipped.code.length && code.every((source, at) => source === this.shipped.code[at]);
  }

  dress() {
    const { panel } = this;
    panel.addClass("imw-chapter");
    panel.node.dataset.chapter = this.shipped.key;
    panel.toolbar.hide();
    panel.content.node.querySelector(".jp-WindowedPanel-inner")?.append(footer(this.lab.page, this.shipped));
    panel.node.addEventListener("dblclick", (event) => event.stopPropagation(), { capture: true });
    panel.node.addEventListener("contextmenu", (event) => event.stopPropagation(), { capture: true });
  }

  async run() {
    const { panel } = this;
    delete panel.node.dataset.imwReady;
    await this.lab.run(panel);
    panel.context.model.dirty = false;
    panel.node.dataset.imwReady = "true";
  }

  /**
   * One kernel serves every chapter: whichever hears first that it was restarted tells the others.
   *
   * @param {string} status
   */
  rerunAfterRestart(status) {
    if (status === "restarting" || status === "autorestarting") this.lab.restarted();
    else if (status === "idle" && this.stale) this.lab.returned();
    this.lab.tellConnection();
  }

  async runAgain() {
    this.stale = false;
    this.returning = true;
    await this.run().catch(() => null); // that kernel has ended, too
    this.returning = false;
    later(TOLD_MS).then(() => this.lab.found()); // where the new cards have nothing else to say than the old ones had
  }

  /** Whether what is typed here reaches no kernel just now; null while there is none yet. */
  get away() {
    const kernel = this.panel.sessionContext.session?.kernel;
    if (!kernel) return null;
    return this.stale || this.returning || ENDED.has(kernel.status) || kernel.connectionStatus !== "connected";
  }
}
