import type { Given } from "../records/wire.ts";
import type { CellConflict } from "./problem";

/** The values that travel: numbers come as decimal strings, links as record ids, empty is null. */
export type Wire = string | number | boolean | null | string[] | number[] | FileEntry[];

/** A file of a cell; `file` is the hash of its contents, `picture` says that there is a preview. */
export interface FileEntry {
  file: string;
  name: string;
  type: string;
  size: number;
  picture: boolean;
}

export type Kind =
  | "text"
  | "number"
  | "date"
  | "datetime"
  | "bool"
  | "choice"
  | "choices"
  | "link"
  | "links"
  | "files"
  | "json";

export type Role = "owner" | "member" | "reader";
export type Language = "zh-CN" | "en";

export interface Member {
  id: number;
  name: string;
  email: string;
  role: Role;
  language?: Language;
  active?: boolean;
}

export interface Company {
  name: string;
  goal: string;
  language: Language;
  time_zone: string;
  /** The month in which the fiscal year begins, 1 to 12. */
  fiscal_start: number;
}

export interface Me {
  member: (Member & { language: Language }) | null;
  company: Company | null;
  state: "no_owner" | "no_company" | "ready";
  csrf_token: string;
  version: string;
}

export interface Choice {
  id: string;
  label: string;
  color: string;
}

export interface FieldConfig {
  choices?: Choice[];
  target?: string;
  [setting: string]: unknown;
}

/** What fills a field that nobody filled: a value, `@today`, `@now`, `@me`, or a formula over other fields. */
export type FieldDefault = Wire | { formula: string };

export interface Field {
  key: string;
  name: string;
  short: string | null;
  type: string;
  kind: Kind;
  required: boolean;
  unique: boolean;
  default: FieldDefault;
  config: FieldConfig;
  position: number;
  origin: string;
  readonly: boolean;
  system: boolean;
  archived: boolean;
}

export interface Condition {
  field: string;
  operator: string;
  value?: unknown;
}

export interface Group {
  join: "and" | "or";
  items: Filter[];
}

export type Filter = Condition | Group;

export interface Sort {
  field: string;
  descending: boolean;
}

export interface ViewColumn {
  field: string;
  width?: number;
  hidden?: boolean;
  /** The figure at its foot. */
  summary?: string | null;
}

/** One level of groups: equal values, or `by` a unit of the calendar or `band:1000`. */
export interface GroupLevel {
  field: string;
  by?: string | null;
  descending?: boolean;
}

/** A colour for the records that pass a filter: on the cell of `field`, or on the whole row. */
export interface ColorRule {
  filter: Filter;
  color: string;
  field?: string | null;
}

export type RowHeight = "short" | "medium" | "tall";

export interface ViewConfig {
  filter?: Filter | null;
  sorts?: Sort[];
  columns?: ViewColumn[];
  frozen?: number;
  row_height?: RowHeight | number;
  groups?: GroupLevel[];
  colors?: ColorRule[];
}

export interface View {
  id: number;
  key: string;
  name: string;
  type: string;
  audience: "mine" | "company";
  owner: number | { id: number; name: string } | null;
  /** Only those who shape tables change it. */
  locked: boolean;
  config: ViewConfig;
}

export type Action = "read" | "create" | "edit" | "delete" | "import" | "export" | "design";

/** What the records of a table must keep, as it is told. */
export interface RuleWish {
  kind: string;
  fields: string[];
  config: Record<string, unknown>;
  applies: Filter | null;
  warns: boolean;
  message: string;
}

/** A rule that is kept; `sleeps` says why it is not kept now. */
export interface Rule extends RuleWish {
  id: number;
  text: string;
  sleeps: string | null;
}

/** The records that break a rule; `groups` are the ids of those that share their values. */
export interface RuleTrial {
  total: number;
  broken: number;
  records: { id: number; title: string }[];
  groups: number[][];
}

/** A record that breaks a rule, told at a field or at the record as a whole; `warns` when it could be saved like this. */
export interface Breach {
  id: number;
  rule: number;
  field: string | null;
  message: string;
  warns: boolean;
}

/** What becomes of records that break a new rule: they stay, or the rule only warns. */
export type Existing = "ask" | "keep" | "warn";

export interface Table {
  key: string;
  name: string;
  short?: string | null;
  icon: string;
  origin: string;
  title: string;
  note: string | null;
  archived?: boolean;
  can: Record<Action, boolean>;
  fields: Field[];
  rules: Rule[];
  views: View[];
  count?: number;
}

export interface Tables {
  version: number;
  tables: Table[];
}

export interface Operator {
  key: string;
  name: string;
  takes: "none" | "one" | "many" | "range" | "period";
}

export interface KindMeta {
  key: Kind;
  operators: Operator[];
  aggregates: (string | { key: string; name: string })[];
  editor: string;
  groupable?: boolean;
}

export interface Setting {
  key: string;
  type: string;
  name: string;
  default?: unknown;
  options?: { key: string; name: string }[] | string[];
}

export interface TypeMeta {
  key: string;
  kind: Kind;
  name: string;
  icon: string;
  computed: boolean;
  /** Given by the system to every table, never chosen by a person. */
  system: boolean;
  settings: Setting[];
  align: string;
}

/** A span of days relative to today; the key of one that `counts` holds `{n}` for the number of days. */
export interface PeriodMeta {
  key: string;
  name: string;
  counts: boolean;
}

/** A kind of rule: about one field or the table, how many fields of which kinds it names. */
export interface RuleKind {
  key: string;
  name: string;
  note: string;
  about: "field" | "table";
  kinds: Kind[];
  least: number;
  most: number;
  settings: Setting[];
}

export interface Meta {
  kinds: KindMeta[];
  types: TypeMeta[];
  rules: RuleKind[];
  periods: PeriodMeta[];
  /** Stretches of the calendar to group by. */
  units: { key: string; name: string }[];
  colors: string[];
  limits: Record<string, number>;
  languages: (string | { key: string; name: string })[];
}

export type Titles = Record<string, Record<string, string>>;

export interface RecordBody {
  id: number;
  version: number;
  values: Record<string, Wire>;
  titles: Titles;
}

export interface HistoryEntry {
  change: number;
  at: string;
  actor: { id: number | null; name: string } | null;
  source: string;
  operation: string;
  before: Record<string, Wire> | null;
  after: Record<string, Wire> | null;
  label?: string;
  titles?: Titles;
}

export type Operation =
  | { do: "insert"; values: Record<string, Wire | Given>; ref?: string }
  | { do: "update"; id: number; version?: number; values: Record<string, Wire | Given> }
  | { do: "archive"; id: number; version?: number }
  | { do: "restore"; id: number };

export interface WriteAnswer {
  change: number | null;
  records: { index: number; id: number; version: number; values: Record<string, Wire> }[];
  titles: Titles;
  failed: { index: number; field: string | null; code: string; message: string; value: unknown }[];
  warnings: { index: number; id: number; field: string | null; code: string; message: string }[];
}

export interface Change {
  id: number;
  at: string;
  actor: { id: number | null; name: string } | null;
  source: string;
  kind: "do" | "undo" | "redo" | "purge";
  label: string;
  tables: {
    table: string;
    inserted: number;
    updated: number;
    archived: number;
    restored: number;
    purged: number;
  }[];
  undone_by: number | null;
}

export interface UndoAnswer {
  change: number | null;
  undone: { id: number; label: string } | null;
  tables: string[];
  failed: number;
  /** The job that does it when it is large. */
  job: string | null;
}

export type JobState = "queued" | "running" | "done" | "failed" | "cancelled";

export interface Job {
  id: string;
  kind: string;
  label: string;
  state: JobState;
  done: number;
  total: number | null;
  note: string | null;
  result: Record<string, unknown> | null;
  error: { code?: string; title?: string; detail?: string; conflicts?: CellConflict[] } | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  cancellable: boolean;
}

export interface RetypePreview {
  total: number;
  filled: number;
  converts: number;
  lost: number;
  /** The settings as the server would store them, choices found in the values among them. */
  config?: FieldConfig;
  samples: { id: number; before: string; after: string | null; message: string | null }[];
}

/** What a table made of a column would hold. */
export interface SplitLook {
  titles: number;
  filled: number;
  looked: number;
  /** Fields beside the column, with the number of its values for which they hold more than one thing. */
  beside: { field: string; name: string; differing: number }[];
}

export interface FieldDraft {
  name: string;
  type: string;
  config?: FieldConfig;
  required?: boolean;
  unique?: boolean;
  default?: FieldDefault;
  after?: string | null;
}

/** A function of the formula language. */
export interface FormulaFunction {
  key: string;
  name: string;
  names: string[];
  category: string;
  help: string;
  example: string;
  result: string;
}

/** What a formula that makes sense gives, with its values for the first records. */
export interface FormulaCheck {
  kind: Kind;
  formula: string;
  inputs: string[];
  uses_today: boolean;
  samples: { id: number; title: string; value: Wire }[];
}

/** A record that answers a search; `field` and `text` tell where, when it is not the title. */
export interface SearchFound {
  table: string;
  id: number;
  title: string;
  field: string | null;
  text: string | null;
}

/** What a search found, best first, and the tables whose records are still being prepared. */
export interface SearchAnswer {
  found: SearchFound[];
  pending: string[];
}
