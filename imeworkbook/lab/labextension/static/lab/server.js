/**
 * @import { Kernel, Services, SessionContext } from "./jupyterlab.d.ts"
 * @typedef {import("../page/main.js").Page} Page
 */

const PAGES = '__import__("imeworkbook.widgets.pages", fromlist=["x"])';
const ANSWER_MS = 4000;
const CHECKS = 3;
const PAUSE_MS = 700;
const WAIT_MS = 3000;
const ESCAPED = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** The server and the kernel behind the page: questions to them, and whether they are still there. */
export class Server {
  /**
   * @param {Services} services
   * @param {Page} page
   */
  constructor(services, page) {
    this.settings = services.serverSettings;
    this.page = page;
    this.checking = false;
    services.connectionFailure?.connect(() => this.check());
    if (page.data.hosted) window.addEventListener("offline", () => this.check());
  }

  /**
   * Ask `pages.<call>` of the kernel. Gives the text it returned, or null where nothing answers.
   *
   * @param {Kernel | null} kernel
   * @param {string} call
   */
  async ask(kernel, call) {
    if (!kernel) return null;
    const expression = `${PAGES}.${call}`;
    const future = kernel.requestExecute({
      code: "",
      silent: true,
      store_history: false,
      user_expressions: { answer: expression },
    });
    const reply = await Promise.race([future.done, later(ANSWER_MS)]);
    const answer = reply?.content?.user_expressions?.answer;
    return answer?.status === "ok" ? unquote(answer.data["text/plain"]) : null;
  }

  async shutDown() {
    await this.request("api/shutdown", { method: "POST" }).catch(() => null);
  }

  /**
   * Notice when a chapter loses its kernel, and say calmly that the workbook is closed if the server went too.
   *
   * @param {SessionContext} sessionContext
   */
  watch(sessionContext) {
    sessionContext.connectionStatusChanged.connect((_, status) => {
      if (status !== "connected") this.check();
    });
  }

  /** Say what became of the server. One that only cannot be reached is waited for, and then all goes on where it was. */
  async check() {
    if (this.checking) return;
    this.checking = true;
    let found = await this.presence();
    const lost = found !== "here";
    for (let attempt = 1; attempt < CHECKS && found !== "here"; attempt += 1) {
      await later(PAUSE_MS);
      found = await this.presence();
    }
    if (found === "away") this.page.closing.away();
    while (found === "away") {
      await later(WAIT_MS);
      found = await this.presence();
    }
    if (found === "gone") this.page.closing.gone();
    else if (lost) {
      this.page.closing.back();
      this.page.lab?.reconnect();
    }
    this.checking = false;
  }

  /**
   * Whether the server answers. On a computer of one's own, one that does not is gone. On a server that many share the
   * network may be, or its proxy, while the workbook is open there all the same; of one that is gone, the proxy tells.
   *
   * @returns {Promise<"here" | "gone" | "away">}
   */
  async presence() {
    const silent = this.page.data.hosted ? "away" : "gone";
    try {
      const response = await this.request("imeworkbook/alive", { redirect: "manual" });
      if (response.ok && (await response.json()).imeworkbook === true) return "here";
      return response.status >= 500 ? silent : "gone";
    } catch {
      return silent;
    }
  }

  /**
   * What a request shows: the token of this tab or, on a server that many share, what goes with the cookie there.
   *
   * @returns {Record<string, string>}
   */
  proof() {
    return this.page.data.hosted
      ? { "X-XSRFToken": forgeryCheck(document.cookie) }
      : { Authorization: `token ${this.settings.token}` };
  }

  /**
   * @param {string} path
   * @param {RequestInit} options
   */
  request(path, options = {}) {
    return fetch(new URL(path, this.settings.baseUrl), { cache: "no-store", ...options, headers: this.proof() });
  }
}

/**
 * The cookie that a server behind JupyterHub wants to see in a header, too.
 *
 * @param {string} cookies
 */
export function forgeryCheck(cookies) {
  return /(?:^|; )_xsrf=([^;]*)/.exec(cookies)?.[1] ?? "";
}

/**
 * Resolve after some milliseconds.
 *
 * @param {number} ms
 * @returns {Promise<null>}
 */
export function later(ms) {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
}

/**
 * Python's repr of a text as the text itself; None and numbers as null.
 *
 * @param {string} repr
 */
export function unquote(repr) {
  if (!/^(['"]).*\1$/s.test(repr)) return null;
  return repr
    .slice(1, -1)
    .replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)/gs, (_, /** @type {string} */ escaped) => {
      if (/^[xuU]./.test(escaped)) return String.fromCodePoint(parseInt(escaped.slice(1), 16));
      return ESCAPED.get(escaped) ?? escaped;
    });
}
