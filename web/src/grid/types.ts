/** The values the grid speaks about: columns, rows, marks and the edits made to them. */

/** How a value is stored; the same closed set as in `GET /api/meta`. */
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

/** A file of a cell; `file` is the hash of its contents, `picture` says that there is a preview. */
export interface FileEntry {
  readonly file: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly picture: boolean;
}

/** A cell's value as it travels: numbers are decimal strings, links are record ids, empty is null. */
export type Value = string | number | boolean | null | readonly (string | number)[] | readonly FileEntry[];

/** The identity of a record; negative for a record that the server does not know yet. */
export type RowId = number;

/** A column as the grid sees it; `config` is passed to the field's look untouched. */
export interface Column {
  readonly key: string;
  readonly name: string;
  readonly kind: Kind;
  readonly type: string;
  readonly width: number;
  readonly readonly: boolean;
  readonly required?: boolean;
  readonly config: Readonly<Record<string, unknown>>;
  /** A note shown when the pointer rests on the header. */
  readonly note?: string;
  readonly sort?: "ascending" | "descending" | null;
  readonly filtered?: boolean;
}

/** What a cell wants to tell besides its value. */
export interface Mark {
  readonly kind: "error" | "conflict" | "pending" | "changed" | "warning";
  readonly message: string;
  /** The text the person typed and the server did not take; shown in place of the value. */
  readonly text?: string;
}

/** A row that is loaded. */
export interface Row {
  readonly id: RowId;
  /** Grows with every change of the record; tells a source what a person saw. */
  readonly version?: number;
  readonly values: Readonly<Record<string, Value>>;
  readonly marks?: Readonly<Record<string, Mark>>;
  /** The title of the record, for readable names. */
  readonly title?: string;
}

/** The head of a group, on a line of its own above its records. */
export interface GroupLine {
  /** How many levels stand above it. */
  readonly level: number;
  /** The name of the field that groups. */
  readonly name: string;
  readonly label: string;
  readonly count: number;
  readonly folded: boolean;
  /** Whether a record can be made that belongs to the group. */
  readonly addable: boolean;
  /** Figures of the group by column. */
  readonly figures: ReadonlyMap<string, string>;
}

/** A closed range of row indexes. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One cell to be written; `value` may be a wire value or a human text such as "¥1,200". */
export interface CellEdit {
  readonly row: number;
  /** The record meant; wins over `row`, which may have moved while somebody typed. */
  readonly id?: RowId;
  readonly column: string;
  readonly value: Value;
  /** The text the person typed, kept on screen when the server refuses it. */
  readonly text?: string;
  /** The version of the record when the edit began; the current one when absent. */
  readonly version?: number;
}

/** The values of one record to be made, by column key. */
export type NewRow = Readonly<Record<string, Value>>;

/** Where a write comes from; the server files it in the history. */
export type WriteSource = "grid" | "paste" | "clear" | "fill" | "form";

/** What may be said about any write. */
export interface WriteTold {
  /** Writes of one doing share a number, so that they are undone together. */
  readonly action?: number;
  readonly progress?: (done: number, total: number) => void;
}

/** How a write is to be done. */
export interface WriteOptions extends WriteTold {
  readonly source: WriteSource;
}

/** What became of a write; failed cells carry marks in their rows as well. */
export interface WriteOutcome {
  readonly written: number;
  readonly failed: number;
  readonly conflicts: number;
}

/** Something that can be picked in a popup list. */
export interface Option {
  readonly value: string | number;
  readonly label: string;
  readonly color?: string;
  readonly note?: string;
}

/** Figures over a range, loaded or not. */
export interface RangeFigures {
  readonly rows: number;
  readonly filled: number;
  readonly numbers: number;
  readonly sum: number | null;
  readonly average: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
}

/** How a fill goes on. */
export type FillMode = "auto" | "copy" | "series" | "workdays" | "months" | "years";

/** A fill: the first rows or columns in its direction are the ones it starts from. */
export interface Filling {
  readonly rows: Span;
  readonly columns: readonly string[];
  readonly direction: "down" | "up" | "right" | "left";
  readonly seeds: number;
  readonly mode: FillMode;
}

/** A block that is laid over rows again and again; rows behind the last record become new ones when asked. */
export interface Pasting {
  readonly rows: Span;
  readonly columns: readonly string[];
  readonly block: readonly (readonly string[])[];
  readonly insert: boolean;
}

/** Doings on rows that need not be loaded. */
export interface RangeSource {
  /** The row where Ctrl and an arrow lead; undefined when only loaded rows can tell. */
  edge(row: number, column: string, direction: "up" | "down"): Promise<number | undefined>;
  figures(rows: readonly Span[], columns: readonly string[]): Promise<RangeFigures>;
  /** Tab-separated text of the cells. */
  text(rows: readonly Span[], columns: readonly string[]): Promise<string>;
  fill(filling: Filling, options: WriteOptions): Promise<WriteOutcome>;
  paste(pasting: Pasting, options: WriteOptions): Promise<WriteOutcome>;
}

/** What a source tells its listeners. */
export type SourceEvent =
  | { readonly kind: "columns" }
  | { readonly kind: "rows" }
  /** Values were written: figures over rows that are not loaded are to be asked for again. */
  | { readonly kind: "written" }
  | { readonly kind: "count" }
  | { readonly kind: "reset" };

/** What the grid shows and writes to. Indexes count from 0 in the order of the current view. */
export interface GridSource {
  columns(): readonly Column[];
  /** Rows to be shown: exact when known, else a lower bound that grows. */
  rowCount(): number;
  /** Whether `rowCount` is exact. */
  countKnown(): boolean;
  /** Waits until `rowCount` is exact; at once when it is. */
  whenCounted(): Promise<void>;
  /** Whether it is known yet what stands on the lines: before that they only wait. */
  settled?(): boolean;
  /** The row when it is loaded. */
  row(index: number): Row | undefined;
  /** The head of a group when one stands there instead of a record. */
  group?(index: number): GroupLine | undefined;
  /** Folds or unfolds the group whose head stands there, or all groups of its level. */
  fold?(index: number, all?: boolean): void;
  /** The parts of a span on which records stand, heads of groups left out; the whole span unless told. */
  withoutHeads?(span: Span): readonly Span[];
  /** The number that the row shows; its place counted from 1 unless told. */
  number?(index: number): number;
  /** Where a record stands when it is loaded. */
  indexOf(id: RowId): number | undefined;
  /** Says which rows are on screen; the source loads what lacks. */
  need(from: number, to: number): void;
  /** Loads rows for copying; refuses by rejecting. */
  fetchRows(from: number, to: number): Promise<readonly Row[]>;
  subscribe(listener: (event: SourceEvent) => void): () => void;
  /** Writes cells: shown at once, marked when refused. */
  write(edits: readonly CellEdit[], options: WriteOptions): Promise<WriteOutcome>;
  /** Empties the cells of the columns in the row spans, loaded or not. */
  clear(rows: readonly Span[], columns: readonly string[], options?: WriteTold): Promise<WriteOutcome>;
  /** Appends records; they are shown at the end at once. */
  insert(rows: readonly NewRow[], options: WriteOptions): Promise<WriteOutcome>;
  archive(rows: readonly Span[]): Promise<WriteOutcome>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** What a popup offers for a column and a search text. */
  options(column: Column, query: string): Promise<readonly Option[]>;
  /** The title of a linked record when it is known. */
  titleOf(target: string, id: number): string | undefined;
  /** Teaches the source a title that a popup has just shown. */
  learnTitle(target: string, id: number, title: string): void;
  /** Forgets the marks of one cell. */
  dismiss(id: RowId, column: string): void;
  /** Doings on rows that are not loaded; undefined where the source knows none. */
  readonly ranges?: RangeSource;
}
