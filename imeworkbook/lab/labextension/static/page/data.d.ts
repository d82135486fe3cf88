// What the page is told at its start, as `page.py` makes it; `tests/test_javascript.py` checks the real one against this.

export interface Chapter {
  key: string;
  part: string;
  /** The file of its notebook. */
  path: string;
  title: string;
  short: string;
  /** The code of its cells, as it was shipped. */
  code: string[];
  /** Its first words, to be shown while JupyterLab gets ready. */
  opening: { tag: "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"; text: string }[];
}

export interface Part {
  key: string;
  title: string;
}

export interface SupportLine {
  name: string;
  phone: string;
  what: string;
  source: string;
  checked?: string;
}

export interface Country {
  code: string;
  name: string;
  emergency: string;
  line: SupportLine[];
}

/** Where the page goes on a server that many share, once the workbook is closed. */
export interface Hosted {
  again: string;
  sign_out: string;
}

export interface PageData {
  /** What is spoken, as a tag of BCP 47. */
  language: string;
  /** Null on the person's own computer. */
  hosted: Hosted | null;
  chapters: Chapter[];
  parts: Part[];
  words: PageWords;
  support: { country: Country[] };
}

/** The words of the part of that name in `page.toml`. */
type Words<Key extends string> = Record<Key, string>;

export type ClosingWords = Words<
  | "ask_title"
  | "ask_text"
  | "low"
  | "high"
  | "rest"
  | "rest_first"
  | "back"
  | "without"
  | "closing_title"
  | "closing_text"
  | "closed_title"
  | "closed_text"
  | "gone_title"
  | "gone_text"
  | "away_title"
  | "away_text"
  | "again"
  | "shared"
  | "sign_out"
>;

export type ExerciseWords = Words<"invite" | "begin" | "next" | "again" | "count"> & { steps: string[] };

export type HeaderWords = Words<
  "mine" | "chapters" | "memory" | "memory_tip" | "hide" | "hide_tip" | "close" | "more" | "help" | "help_tip"
> & { states: Record<string, string> };

export type HelpWords = Words<
  "title" | "back" | "stop" | "people" | "lines" | "country" | "emergency" | "source" | "checked" | "close_today"
> & { exercise: ExerciseWords };

export interface PageWords {
  page: Words<"tab" | "getting_ready">;
  header: HeaderWords;
  cover: Words<"text">;
  help: HelpWords;
  rest: Words<"text" | "rest" | "go_on">;
  closing: ClosingWords;
  one_tab: Words<"title" | "text" | "here">;
  footer: Words<"before" | "after" | "made">;
}

/** One of the person's own people, as the help page shows them. */
export interface OwnPerson {
  name: string;
  role: string;
  phone: string;
}
