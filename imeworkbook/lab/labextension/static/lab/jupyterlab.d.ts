// Of JupyterLab, what the plugin uses: its own types come with a build, which ours does without.

/** Whoever connects hears the sender and what it tells. */
export interface Signal<Told> {
  connect(hear: (sender: unknown, told: Told) => void): void;
}

export interface Kernel {
  status: string;
  connectionStatus: string;
  requestExecute(content: object): { done: Promise<Reply | null> };
  reconnect(): Promise<void>;
}

export interface Reply {
  content?: { user_expressions?: { answer?: { status: string; data: Record<string, string> } } };
}

export interface SessionContext {
  ready: Promise<void>;
  isReady: boolean;
  session?: { kernel?: Kernel | null } | null;
  statusChanged: Signal<string>;
  connectionStatusChanged: Signal<string>;
}

export interface CodeCell {
  type: string;
  sharedModel: { getSource(): string };
}

/** An open notebook. */
export interface NotebookPanel {
  context: { path: string; ready: Promise<void>; model: { dirty: boolean } };
  content: { node: HTMLElement; model: { cells: Iterable<CodeCell> }; activeCellIndex: number };
  sessionContext: SessionContext;
  node: HTMLElement;
  toolbar: { hide(): void };
  isVisible: boolean;
  disposed: Signal<void>;
  addClass(name: string): void;
}

export interface Widget {
  id: string;
  layout?: Iterable<Widget> | null;
  hasClass(name: string): boolean;
  setHidden(hidden: boolean): void;
}

export interface Shell extends Widget {
  collapseLeft?(): void;
  collapseRight?(): void;
}

export interface Services {
  serverSettings: { token: string; baseUrl: string };
  connectionFailure?: Signal<unknown>;
}

export interface App {
  shell: Shell;
  restored: Promise<void>;
  serviceManager: Services;
  commands: { execute(name: string, words: object): Promise<unknown> };
}

export interface NotebookTracker {
  widgetAdded: Signal<NotebookPanel>;
}

/** `@jupyterlab/notebook` */
export interface NotebookLibrary {
  INotebookTracker: unknown;
  NotebookActions: { runAll(notebook: object, session: SessionContext): Promise<unknown> };
}

/** `@jupyterlab/apputils` */
export interface AppUtils {
  Dialog: { tracker: { widgetAdded: Signal<{ reject(): void }> } };
}

export interface Libraries {
  notebook: NotebookLibrary;
  apputils: AppUtils;
}

export interface Plugin {
  id: string;
  autoStart: boolean;
  requires?: unknown[];
  activate(app: App, tracker: NotebookTracker): void;
}

/** The libraries that the running JupyterLab shares, by name and version. */
export type SharedScope = Record<string, Record<string, { get(): Promise<() => unknown> }> | undefined>;

/** What JupyterLab loads of an extension. */
export interface Container {
  init(scope: SharedScope): void;
  get(name: string): Promise<() => { __esModule: true; default: Plugin }>;
}
