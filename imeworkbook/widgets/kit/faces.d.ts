// What the kernel shows in each card, as its Python (`views_*.py`, `form_part.py`) makes it, and the messages it sends.
// `tests/test_javascript.py` checks real faces against these types.

/** The words of one part of a card, by their key. */
export type Said = Record<string, string>;

/** A value, and the words for it. */
export type Option = [value: string, label: string];

export type Audience = "private" | "clinician" | "evaluator";

/** What every card shows. */
export interface Face {
  state: "none" | "locked" | "open" | "sample";
  lead: boolean;
  /** Tells the cards of one kernel from those of another. */
  run: string;
  /** What is spoken, as a tag of BCP 47. */
  language_code: string;
  /** The words of the parts that a card names, by part and key, as they stand in `words.toml`. */
  words: Record<string, Record<string, unknown>>;
  /** One calm sentence where the card could not be drawn. */
  trouble?: string;
  /** The person's initials or name, of an open workbook. */
  name?: string;
  page?: PageSettings;
}

/** What the page follows of the settings of an open workbook. */
export interface PageSettings {
  country: string;
  text: string;
  contrast: string;
  motion: string;
}

// --- forms ---

export type FieldType =
  | "line"
  | "text"
  | "date"
  | "day"
  | "time"
  | "zone"
  | "number"
  | "select"
  | "choices"
  | "check"
  | "citations"
  | "entries";

export interface FieldSpec {
  key: string;
  label: string;
  type: FieldType;
  width?: string;
  help?: string;
  terms?: string;
  options?: Option[];
  blank?: string;
  top?: number;
  example?: number;
  more?: boolean;
  foot?: boolean;
  beside?: string;
  still?: string;
  hide_for_point?: boolean;
  point_label?: string;
}

/** The field of the records that an entry cites, with the words of its rows. */
export interface CitedSpec extends Omit<FieldSpec, "help" | "blank">, ListWords {
  type: "citations";
  record: string;
  place: string;
  says: string;
  side?: string;
  sides?: Option[];
}

/** The field of the entries that a record is about, with the words of its rows. */
export interface ChosenSpec extends Omit<FieldSpec, "help" | "blank">, ListWords {
  type: "entries";
}

/** The words of a field whose rows each have something chosen. */
export interface ListWords {
  help: string;
  /** What stands in a row in which nothing is chosen, and in one whose choice is not there any more. */
  blank: string;
  gone: string;
  /** What stands there while there is nothing to choose from. */
  none: string;
  add: string;
  row: string;
  remove: string;
}

/** An entry to be chosen: its id, its name with its dates, and its kind. */
export type EntryOption = [id: string, label: string, kind: string];

export type FieldValue = string | boolean;

/** With which values a form is about a single moment: always, never, or with some of one field. */
export type Moments = boolean | { field: string; values: string[] };

/** What a date leans on. */
export interface Lean {
  said: string[];
  why: string;
  may_stand_alone: boolean;
  alone: boolean;
}

/** One of several ways in which a date can be read. */
export interface Reading {
  key: string;
  label: string;
  /** What it is about: "words" where it is the nearest to what was not understood. */
  part: string;
}

export interface FormFace {
  session: number;
  /** The last turn that was taken: the one that began the session, unless that was begun elsewhere. */
  turn: string;
  key: string;
  kind: string;
  id: string;
  label: string;
  title: string;
  keep: string;
  fields: (FieldSpec | CitedSpec | ChosenSpec)[];
  moments: Moments;
  values: Record<string, FieldValue>;
  readings: Record<string, string>;
  choices: Record<string, Reading[]>;
  problems: Record<string, string>;
  leans: Record<string, Lean>;
  asks: string;
  landmarks: string[];
  records: Option[];
  entries: EntryOption[];
  resumed: boolean;
  can_bring_back: boolean;
}

export interface FormCardFace extends Face {
  form: FormFace | null;
}

// --- the list of entries ---

/** A version of an entry or an answer; `now` is the present one, and one that was removed cannot come back. */
export interface Version {
  number: number;
  at: string;
  text: string;
  kept: boolean;
  now: boolean;
}

export interface EntryRow {
  id: string;
  kind: string;
  kind_label: string;
  label: string;
  detail: string;
  when: string;
  audience: string;
  audience_label: string;
  talk: boolean;
  draft: boolean;
  /** What a record says in its own words, where the entry was brought in from one. */
  quote?: string;
  /** What is asked beside it of how someone was doing then, and how that stands. */
  doing?: { part: string; label: string; options: Option[]; went: string }[];
}

export interface EntriesFace extends FormCardFace {
  rows: EntryRow[];
  mixed: boolean;
  undo: string;
  redo: string;
  history: { id: string; versions: Version[] } | null;
  title?: string;
  empty?: string;
  about?: string;
  /** The words of a button that prints the list, and what that is. */
  sheet?: string;
  sheet_text?: string;
  /** One more thing that can be done with each entry. */
  extra?: { do: string; label: string } | null;
}

// --- histories ---

export interface AskedPart {
  key: string;
  said: Said;
  title: string;
  rows: { id: string; label: string; given: string; state: string; options: Option[]; write: boolean }[];
  audience: string;
  audiences: Option[];
}

export interface AskedFace extends Face {
  asked: AskedPart | null;
}

export interface SubstancesFace extends FormCardFace {
  chips: { key: string; label: string; entries: boolean; answer: string; draft: boolean }[];
  chosen: string;
  intro: string;
  answer: string;
  used: boolean;
  next: { key: string; label: string } | null;
  asked: AskedPart;
}

export interface LandmarksFace extends FormCardFace {
  landmarks: Said;
  chips: { key: string; label: string; state: string; draft: boolean }[];
  chosen: string;
  ask: string;
  why: string;
  none: boolean;
  seen: boolean;
}

export interface MemoryFace extends FormCardFace {
  said: Said;
  line: string;
  proposed: boolean;
  kind: string;
  kinds: Option[];
  substance: string;
  substances: Option[];
  notes: string[];
}

export interface PlacingFace extends Face {
  said: Said;
  to_place: Option[];
  chosen: string;
  asked: { now: string; question: string; done?: string; landmark?: string } | null;
  entries: Option[];
  relations: Option[];
  audiences: Option[];
  orderings: { id: string; text: string; audience: string }[];
}

export type QuickCell = "what" | "where" | "start" | "end";

/** What a pasted line carries along beside its cells. */
export type QuickBeside = "type" | "source";

/** One line of the table of work. */
export type QuickLine = Record<QuickCell | QuickBeside, string>;

export interface QuickFace extends Face {
  said: Said;
  session: number;
  /** `became` says what a pasted line was taken for. */
  rows: (QuickLine & { became: string; readings: Partial<QuickLine>; problems: Partial<QuickLine> })[];
  /** What was pasted and became no line. */
  left: string[];
  gaps: (QuickLine & { text: string })[];
}

// --- recent weeks by day ---

export interface Day {
  on: string;
  day: string;
  month: string;
  name: string;
  state: string;
  amount: string;
  shown: string;
  mark: string;
  label: string;
}

/** Seven days; null for those outside of what is asked about. */
export type Week = (Day | null)[];

export interface DaysFace extends FormCardFace {
  said: Said;
  /** The words of the form of a pattern. */
  phase: Said;
  states: { key: string; label: string; short: string; spoken: string }[];
  substance: string;
  substances: Option[];
  length: string;
  lengths: Option[];
  until: string;
  weeks: Week[];
  weekdays: string[];
  unit: string;
  unit_says: string;
  audience: string;
  audiences: Option[];
  tally: string[];
  can_make: boolean;
  changed: boolean;
  resumed: boolean;
  can_go_back: boolean;
  kept_days: number;
  earlier: string;
}

// --- the chart ---

export interface Band {
  key: string;
  label: string;
  folded: boolean;
}

export interface ChartFace extends FormCardFace {
  empty: boolean;
  bands: Band[];
  /** Whether rows are as high as they can be, whatever room there is. */
  roomy: boolean;
}

/** Where a mark lies: first and last day, lower and upper height. */
export type Box = [first: number, last: number, low: number, high: number];

/** An entry as it stands on the chart, `words` for who hears it. */
export interface Place {
  id: string;
  words: string;
  label: string;
  phase: boolean;
  box: Box;
}

/** What Plotly draws, with what our page knows of it. */
export interface Figure {
  data: object[];
  layout: FigureLayout;
  config: object;
  alt: string;
  places: Place[];
  /** Days as the kernel counts them. */
  first: number;
  last: number;
  as_of: number;
  /** The upper and the lower height of the axis of years. */
  axis: [top: number, base: number];
  plot_width: number;
  /** The height that both histories were to end above, in pixels; null where there was no such limit. */
  room: number | null;
}

export interface FigureLayout {
  height: number;
  margin: { l: number; r: number; t: number; b: number; pad: number };
  xaxis2?: { tickvals?: string[]; ticktext?: string[]; [name: string]: unknown };
  [name: string]: unknown;
}

/** One thing that can be said of some days. Open ends are left out. */
export interface Fact {
  part: string;
  text: string;
  entry?: string;
  label?: string;
  first?: number;
  last?: number;
  perhaps?: boolean;
  /** It was a moment, and is told of the days around it as well; then `doubt` says it where it may be another day. */
  moment?: boolean;
  doubt?: string;
}

export interface Telling {
  facts: Fact[];
  parts: Said;
  until?: number;
  undated?: { id: string; label: string }[];
}

export interface TableRow {
  id: string;
  what: string;
  kind: string;
  when: string;
  age: string;
}

/** The values that the chart shows beside its face; empty while there is nothing to draw. */
export interface ChartValues {
  figure: Figure | { data?: undefined };
  telling: Telling | { facts?: undefined };
  table: TableRow[];
}

// --- review, connections, clinician ---

export interface ReviewRow {
  key: string;
  question: string;
  impossible: boolean;
  flagged: boolean;
  entries: { id: string; label: string; detail: string; when: string }[];
  orderings: { id: string; text: string }[];
  chapter: string;
}

export interface ReviewFace extends FormCardFace {
  said: Said;
  rows: ReviewRow[];
  /** The question under which the form stands. */
  at: string;
  right: number;
}

export interface TakenLine {
  number: number;
  id: string;
  text: string;
  typed: string;
  relation: string;
  how_sure: string;
  audience: string;
}

export type LineChoice = "relation" | "how_sure" | "audience";

export interface ConnectionsFace extends Face {
  one: { key: string; certainty: string; sentence: string; typed: string } | null;
  /** What stands out, by theme, and how many more like it there are. */
  themes: { key: string; label: string; rows: { key: string; sentence: string }[]; more: number }[];
  own: string;
  left: number;
  aside: number;
  none: boolean;
  lines: TakenLine[];
  choices: Record<LineChoice, Option[]>;
}

export interface AgendaItem {
  key: string;
  text: string;
  when: string;
  detail: string;
  impossible: boolean;
  day: string;
}

export interface AgendaGroup {
  about: string;
  items: AgendaItem[];
  n: number;
}

export interface AgendaFace extends Face {
  said: Said;
  today: string;
  groups: AgendaGroup[];
  done: AgendaItem[];
}

/** A record, how far it goes, and for each reader why a copy does not hold it after all. */
export interface SeenRow {
  id: string;
  label: string;
  when: string;
  audience: Audience;
  /** Who may see a record of this kind at all. */
  may_see: Audience[];
  why: Record<Audience, string>;
  day: string;
}

export interface SeenGroup {
  heading: string;
  rows: SeenRow[];
  count: string;
}

export interface WhoSeesFace extends Face {
  said: Said;
  groups: SeenGroup[];
}

// --- copies ---

export interface CopyTitle {
  id: string;
  label: string;
  when: string;
  audience: Audience;
  why: string;
}

export interface CopyTitles {
  words: string;
  groups: { heading: string; rows: CopyTitle[] }[];
}

export interface CopyPart {
  key: string;
  heading: string;
  in: boolean;
  fixed: boolean;
  movable: boolean;
  line: string;
}

export interface Doubt {
  printed: string;
  text: string;
  field: string;
}

export interface CopiesFace extends Face {
  reader: Audience;
  document: string;
  paper: string;
  inside: CopyTitles;
  outside: CopyTitles;
  /** What the copy is worded in. */
  language: string;
  languages: Option[];
  sections: CopyPart[];
  safety: string;
  doubts: Doubt[];
  /** A folder to write to; null on a server. */
  folder: string | null;
  unreadable: string;
}

// --- preparing, afterwards, about the page ---

export interface ChecklistItem {
  key: string;
  text: string;
  own: boolean;
  done: boolean;
}

export interface DayFace extends FormCardFace {
  day: Said;
  leave: string;
  known: boolean;
  phone: boolean;
  /** A small JPEG in base 64, or nothing. */
  photo: string;
  items: ChecklistItem[];
}

export interface ExaminationFace extends FormCardFace {
  left: string;
  short: boolean;
  steps: { chapter: string; text: string; title: string }[];
}

export interface ExpectFace extends Face {
  expect: {
    title: string;
    worries_title: string;
    country_title: string;
    country_choose: string;
    source: string;
    ask: string;
    nothing_known: string;
    topic: { title: string; text?: string[]; list?: string[]; source?: string; checked?: string }[];
    worry: { question: string; answer: string }[];
    country: { code: string; name: string; notes: string[]; source: string; checked: string }[];
  };
}

export interface CircleFace extends Face {
  people: {
    words: CircleWords;
    circle: { role: string; title: string; ask: string[]; names: string; note?: string }[];
    step_work: { title: string; text: string };
  };
}

export interface CircleWords {
  [key: string]: string | string[];
  circle_title: string;
  circle_text: string;
  have: string;
  ask_title: string;
  tell_title: string;
  labs_title: string;
  tell: string[];
  labs: string[];
}

export type PlanText = { heading: string; text: string };

export interface PlanPart {
  key: string;
  label: string;
  help?: string;
}

export type AftercareWords = {
  [key in
    | "plan_title"
    | "plan_text"
    | "signs_title"
    | "sign"
    | "action"
    | "row"
    | "suggestions"
    | "people_title"
    | "no_people"
    | "safety_title"
    | "unreviewed"
    | "card"
    | "card_text"
    | "card_title"
    | "emergency"
    | "help"]: string;
} & { safety: string[] };

export interface AftercareFace extends Face {
  after: { words: AftercareWords; part: PlanPart[]; suggestion: { sign: string; action: string }[] };
  /** The safety lines in the language in which a clinician has reviewed them. */
  reviewed: string[];
  values: Record<string, PlanText>;
  signs: number;
  people: string[];
}

export interface Prompt {
  key: string;
  title: string;
  help: string[];
  why: string;
  hard: boolean;
  text: string;
  draft: boolean;
  mode: "open" | "aside" | "answered";
  state: string;
  talk: boolean;
  audience: string;
  past: boolean;
  history: Version[] | null;
}

export interface ReflectFace extends Face {
  said: Said;
  audiences: Option[];
  topics: { key: string; title: string; intro: string; prompts: Prompt[] }[];
}

export interface CheckInFace extends Face {
  rows: { id: string; level: number; when: string; moment: string }[];
  more: number;
}

export interface ProgressFace extends Face {
  said: Said;
  chapters: { key: string; title: string; has: boolean }[];
  asks: { text: string; chapter: string; title: string }[];
}

export interface SettingRow {
  key: string;
  label: string;
  help?: string;
  options: Option[];
  value: string;
}

/** Without rows while no workbook is open. */
export interface SettingsFace extends Face {
  rows?: SettingRow[];
}

export interface WelcomeFace extends Face {
  languages: Option[];
  language: string;
  /** What to know before the first word, each with a title. */
  honest: Option[];
  synced: string;
  begun?: boolean;
  counts?: string;
  where?: string;
  news?: string[];
}

/** What another copy of the workbook holds and this one does not. */
export interface Meeting {
  rows: { id: string; kind: string; name: string; how: string }[];
  drafts: number;
  unreadable: string;
}

export interface SafeFace extends Face {
  /** A folder; null on a server. */
  backup_path?: string | null;
  code_is_needed?: boolean;
  meeting?: Meeting | null;
}

/** A value in somebody's own notebook, which is no card of the workbook: a page without scripts, or a figure. */
export interface PictureFace {
  name: string;
  page?: string;
  figure?: { data: object[]; layout: object; config: object };
}

/** What each view shows. */
// --- bring in a file ---

/** One line of a file, and how it stands to what is there. */
export interface FoundRow {
  number: number;
  /** What tells the line again when its file is read once more. */
  key: string;
  /** What was typed to change it and waits as a draft. */
  mended: Record<string, string> | null;
  kind: string;
  title: string;
  when: string;
  typed: { title: string; start: string; end: string };
  point: boolean;
  /** What it stands in, and where there. */
  from: string;
  place: string;
  looks: string[];
  standing: "new" | "same" | "near";
  mine: { label: string; when: string } | null;
  quote: string;
  sensitive: boolean;
}

/** How the columns of a table were read: of each its name, its words, and its number or -1. */
export interface FoundTable {
  header: string[];
  columns: [name: string, label: string, at: number][];
  kinds: Option[];
  kind: string;
  /** Whether its days can be read two ways. */
  asks: boolean;
}

export interface BringInFace extends Face {
  said: Said;
  files: { what: string; notices: string[]; passed: string }[];
  rows: FoundRow[];
  apart: { what: string; reason: string; quote: string }[];
  table: FoundTable | null;
  /** Those whom the last file is about, where they are several: a key and what the file calls them. */
  people: [string, string][];
  /** The numbers of the rows that may be taken without a question. */
  plain: number[];
}

/** What was chosen of one line. */
export interface Chosen {
  number: number;
  how: "new" | "mine" | "theirs" | "both";
  mended: Record<string, string>;
}

export interface Faces {
  bring_in: BringInFace;
  form: FormCardFace;
  entries: EntriesFace;
  asked: AskedFace;
  chart: ChartFace;
  check_in: CheckInFace;
  agenda: AgendaFace;
  who_sees: WhoSeesFace;
  connections: ConnectionsFace;
  copies: CopiesFace;
  days: DaysFace;
  expect: ExpectFace;
  landmarks: LandmarksFace;
  memory: MemoryFace;
  placing: PlacingFace;
  circle: CircleFace;
  day: DayFace;
  aftercare: AftercareFace;
  progress: ProgressFace;
  quick: QuickFace;
  reflect: ReflectFace;
  review: ReviewFace;
  settings: SettingsFace;
  substances: SubstancesFace;
  welcome: WelcomeFace;
  examination: ExaminationFace;
  safe: SafeFace;
  picture: PictureFace;
}

// --- messages ---

/** From one value to the next: a new value at a path, a key that went, or items in the place of some of a list. */
export type Step =
  | [path: Path, value: unknown]
  | [path: Path]
  | [path: Path, at: number, many: number, items: unknown[]];

export type Path = (string | number)[];

/** What a kernel tells a card beside what it shows. Each message holds a few of these. */
export interface Message {
  show?: Record<string, unknown>;
  /** The steps from what was shown before, by name; see `changes.js`. */
  changes?: Record<string, Step[]>;
  /** Messages that show something are numbered; an answer brings all that there is. */
  number?: number;
  answer?: boolean;
  /** The page is to come anew, in another language; in a page that is not ours, what to do instead. */
  reload?: string;
  /** Which turn of a drawing was done; see `turns.js`. */
  done?: string;
  heard?: string;
  gone?: string;
  download?: string;
  mime?: string;
  notice?: string;
  good?: boolean;
  offer?: "undo";
  /** Show which field needs a look. */
  look?: boolean;
  /** What was kept or opened: the id of a record, or that it was. */
  kept?: string | boolean;
  opened?: string | boolean;
  turned?: string | boolean;
  emptied?: boolean;
  focus?: number;
  strength?: string;
  weak?: boolean;
  code?: string;
  checked_in?: boolean;
  busy?: string;
  page?: number;
  of?: number;
  shown?: number;
  warning?: string;
  web?: string;
  /** Of a file that comes in pieces: where the next begins, that no more come, that it was read. */
  next?: number;
  ended?: boolean;
  arrived?: boolean;
  /** Why lines could not be taken, by their numbers, and which were. */
  trouble?: Record<string, string>;
  taken?: number[];
}
