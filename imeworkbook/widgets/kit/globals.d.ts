// What our scripts share through the window, and what they find there.

import type { PageSettings } from "./faces.d.ts";
import type { Plotly } from "./context.d.ts";
import type { Container } from "../../lab/labextension/static/lab/jupyterlab.d.ts";
import type { Page } from "../../lab/labextension/static/page/main.js";

/** How the workbook stands, as the cards tell the page around them. */
interface WorkbookState {
  state: string;
  /** "" where all that is typed is kept. */
  saving: string;
  name: string;
  settings: PageSettings | null;
}

declare global {
  interface Window {
    Plotly?: Plotly;
    imeworkbookState?: WorkbookState;
    /** The page around the chapters, in a page that is ours. */
    imeworkbookPage?: Page;
    /** Where the kit is in a JupyterLab in which our extension is installed. */
    imeworkbookKit?: { version: string; address: string };
    /** Where JupyterLab looks for extensions. */
    _JUPYTERLAB?: Record<string, Container>;
  }

  interface WindowEventMap {
    "imeworkbook:state": CustomEvent<WorkbookState>;
    "imeworkbook:go": CustomEvent<{ chapter: string }>;
    "imeworkbook:memory": CustomEvent;
  }
}
