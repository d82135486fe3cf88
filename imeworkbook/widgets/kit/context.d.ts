// What the parts of the kit hand to each other, and what they know of the page around them.

import type {
  Audience,
  ChartValues,
  EntryOption,
  Face,
  FieldValue,
  Lean,
  Message,
  Option,
  Reading,
} from "./faces.d.ts";

/** The part of a widget's model that a card may use: messages, and which card it is. */
export interface Model {
  get(name: "view" | "card"): string;
  send(message: object, callbacks?: undefined, buffers?: ArrayBuffer[]): void;
  on(event: "msg:custom", hear: Hear): void;
  off(event: "msg:custom", hear: Hear): void;
}

export type Hear = (message: Message, buffers: DataView<ArrayBuffer>[]) => void;

/** What all cards of a page share. */
export interface PageState {
  /** Tells the pages of a kernel from each other. */
  name?: string;
  run?: string;
  plotly?: Promise<Plotly> | null;
}

/** What the card shows beside its face, by name. */
export type Values<F> = { face: F } & Partial<ChartValues>;

export interface Shown<F> {
  get<K extends keyof Values<F>>(name: K): Values<F>[K];
  on(name: keyof Values<F>, follower: () => void): () => void;
  take(message: Message): void;
  ask(): void;
  end(): void;
}

export interface Notice {
  line: HTMLElement;
  say(text: string, good?: boolean, action?: HTMLElement | null): void;
}

/** What one drawing of a card asks in turn; see `turns.js`. */
export interface Turns {
  next(): string;
  settled(): boolean;
  done(at: string): boolean;
}

/** What a card is drawn with. */
export interface Context<F = Face> {
  page: PageState;
  /** Whether the page is the workbook's own. */
  ours: boolean;
  /** The sheets and scripts of the kit, where the kernel sent them. */
  files?: Record<string, string>;
  fetch(part: string): Promise<BlobPart>;
  root: HTMLElement;
  shown: Shown<F>;
  /** Which card of the pages it is, the same in every kernel. */
  card: string;
  /** The state of the workbook when the card was drawn. */
  opened: string;
  notice: Notice;
  /** Say that something went wrong, wherever the card has room for it. */
  tell(sentence: string): void;
  /** Say what a message says, with a button that takes it back. */
  offerUndo(message: Message, label: string): true;
  turns: Turns;
  ask(what: string, fields?: object, buffers?: ArrayBuffer[]): void;
  go(chapter: string): void;
  word(part: string, key: string): string;
  /** Hears that what a draft was about is not there any more. */
  gone?: (key: string) => void;
  /** The lines of advice on passphrases. */
  strengths?: { input: HTMLInputElement; advice: HTMLElement }[];
}

/** A drawn card. `hear` tells whether it took the message. */
export interface Body {
  update(face: object): void;
  hear?(message: Message, buffers: DataView<ArrayBuffer>[]): boolean | undefined;
  destroy?(): void;
}

/** Draws a card for one kind of face; the kernel sees to it that a view gets its own. */
export type View = { draw(context: Context<object>, root: HTMLElement): Body }["draw"];

// --- fields of forms ---

/** What a form tells its fields, and hears from them. */
export interface FieldEvents {
  typed(key: string): void;
  changed(key: string): void;
  choose(field: string, key: string): void;
  standAlone(field: string, alone: boolean): void;
  landmarks(): string[];
  records(): Option[];
  entries(): EntryOption[];
  /** What stands in another field of the form. */
  value(key: string): FieldValue;
  word(key: string): string;
}

/** One field of a form, as it is drawn. */
export interface Field<S> {
  spec: S;
  block: HTMLElement;
  label?: HTMLElement;
  labelRow?: HTMLElement;
  value(): FieldValue;
  set(now: FieldValue): void;
  say(reading: string, problem: string, readings?: Reading[], insist?: boolean, lean?: Lean | null): void;
  /** Hears whether the form is about a single moment. */
  arrange?(moment: boolean): void;
  focus(): void;
}

// --- drafts ---

/** The fields of a draft, by name. */
export type Fields = Record<string, unknown>;

/** What the message that brings a draft holds beside its fields: its number, and whether it was sent before. */
export interface Sending {
  n?: string;
  again?: boolean;
}

/** Sends what is typed in one draft until the kernel has it; see `typing.js`. */
export interface Saver<F extends Fields = Fields> {
  /** Which draft it stands over. */
  readonly key: string | null;
  /** Whether anything typed in it is not kept yet. */
  readonly holding: boolean;
  readonly alive: boolean;
  begin(next: string | null, fields: F): Partial<F>;
  changed(): void;
  now(): void;
  along(): Sending;
  drop(): void;
  elsewhere(): string[];
  heard(which: string, fields: Fields): void;
  forget(other: string): void;
  end(): void;
}

// --- plotly.js, as far as it is used ---

export interface Plotly {
  newPlot(plot: HTMLElement, data: object[], layout: object, config: object): Promise<unknown>;
  react(plot: HTMLElement, data: object[], layout: object, config: object): Promise<unknown>;
  relayout(plot: HTMLElement, change: object): Promise<unknown>;
  purge(plot: HTMLElement): void;
}

/** A point of a drawn trace: `customdata` is the id of an entry, or what several marks in one place are. */
export interface PlotPoint {
  customdata?: PointData;
  data?: { customdata?: PointData };
}

export type PointData = string | (string | string[])[] | { id?: string; closer?: [number, number] };

/** An element in which plotly.js has drawn. */
export interface DrawnPlot extends HTMLElement {
  data?: { name: string; x: string[]; y: number[] }[];
  _fullLayout: { _size: PlotSize; yaxis: { range: [number, number] } };
  on(event: "plotly_click", hear: (event: { points: PlotPoint[] }) => void): void;
  on(event: "plotly_relayout" | "plotly_relayouting", hear: (change: Relayout) => void): void;
  on(event: "plotly_doubleclick", hear: () => void): void;
}

/** The margins and the size of what is drawn, in pixels. */
export interface PlotSize {
  l: number;
  t: number;
  w: number;
  h: number;
}

export interface Relayout {
  "xaxis.range"?: [string, string];
  "xaxis.range[0]"?: string;
  "xaxis.range[1]"?: string;
}

/** Who may see something, with the words for a button that says so. */
export type AudienceChoice = [Audience, string];
