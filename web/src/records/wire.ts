/** The shapes of the record endpoints, as they travel. */
import type { Value } from "../grid/types.ts";

/** A field of a table as `GET /api/tables` tells it; only what the grid needs. */
export interface FieldShape {
  readonly key: string;
  readonly name: string;
  readonly short?: string | null;
  readonly type: string;
  readonly kind: string;
  readonly required?: boolean;
  readonly readonly?: boolean;
  readonly system?: boolean;
  readonly archived?: boolean;
  readonly config?: Readonly<Record<string, unknown>> | null;
  /** How its values come about, for the header's tooltip. */
  readonly note?: string;
}

/** A table, with the actions this person may do. */
export interface TableShape {
  readonly key: string;
  readonly title: string;
  readonly fields: readonly FieldShape[];
  /** The rules of the table; only whether there are any matters here. */
  readonly rules?: readonly unknown[];
  readonly can?: Readonly<Partial<Record<"create" | "edit" | "delete", boolean>>>;
}

/** How a view arranges one column. */
export interface ColumnSetting {
  readonly field: string;
  readonly width?: number | null;
  readonly hidden?: boolean;
}

/** A sort key; with `by` records of one group stand together. */
export interface SortShape {
  readonly field: string;
  readonly descending?: boolean;
  readonly by?: string;
}

/** What a view asks for and how it is arranged. */
export interface ViewShape {
  readonly filter?: unknown;
  readonly sorts?: readonly SortShape[];
  readonly search?: string | null;
  readonly archived?: boolean;
  readonly columns?: readonly ColumnSetting[];
}

/** A request for a page: the rows after a cursor, skipping some. */
export interface PageRequest {
  readonly filter?: unknown;
  readonly sorts?: readonly SortShape[];
  readonly fields?: readonly string[];
  readonly after?: string | null;
  readonly skip?: number;
  readonly limit?: number;
  readonly archived?: boolean;
  readonly search?: string;
}

/** Titles of linked records: table -> id -> title. */
export type Titles = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A page of records, values in the order of `fields`. */
export interface PageAnswer {
  readonly fields: readonly string[];
  readonly records: readonly {
    readonly id: number;
    readonly version: number;
    readonly values: readonly Value[];
  }[];
  readonly titles: Titles;
  readonly next: string | null;
  readonly catalog?: number;
}

/** A record that a link asks to be made. */
export interface NewLinked {
  readonly new: string;
}

/** What a write says of a cell: a value, or for links what is to be made, added and taken out. */
export type Given =
  | Value
  | NewLinked
  | readonly (number | string | NewLinked)[]
  | { readonly add: readonly (number | string | NewLinked)[]; readonly remove: readonly (number | string)[] };

/** One operation of a write. */
export type Operation =
  | { readonly do: "insert"; readonly values: Readonly<Record<string, Given>>; readonly ref?: string }
  | {
      readonly do: "update";
      readonly id: number;
      readonly version?: number;
      readonly values: Readonly<Record<string, Given>>;
    }
  | { readonly do: "archive"; readonly id: number; readonly version?: number }
  | { readonly do: "restore"; readonly id: number };

/** One refused cell; `field` is null when the whole operation was refused. */
export interface CellError {
  readonly index: number;
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
  readonly value?: Value;
}

/** One cell that somebody else changed meanwhile. */
export interface ConflictAnswer {
  readonly index: number;
  readonly id: number;
  readonly field: string;
  readonly yours: Value;
  readonly theirs: Value;
  readonly version: number;
  readonly by: string | { readonly id: number | null; readonly name: string } | null;
  readonly at: string | null;
}

/** What a write answers. */
export interface WriteAnswer {
  readonly change: number | null;
  readonly records: readonly {
    readonly index: number;
    readonly id: number;
    readonly version: number;
    readonly values: Readonly<Record<string, Value>>;
  }[];
  readonly titles?: Titles;
  readonly failed?: readonly CellError[];
  /** What is worth a look in records that were written all the same. */
  readonly warnings?: readonly (CellError & { readonly id: number })[];
}

/** A record in use that breaks a rule, told at a field. */
export interface BreachAnswer {
  readonly id: number;
  readonly field: string | null;
  readonly message: string;
}

/** Rows of a view, both ends included; null is the last one. */
export interface SpanAsked {
  readonly first: number;
  readonly last: number | null;
}

/** A record that was seen. */
export interface NamedAsked {
  readonly id: number;
  readonly version?: number;
  readonly row?: number;
}

/** Which rows are meant, and what this page saw of them. */
export interface RowsAsked extends Pick<PageRequest, "filter" | "sorts" | "search"> {
  readonly records?: readonly NamedAsked[];
  readonly spans?: readonly SpanAsked[];
  readonly count?: number;
  readonly fingerprint?: string;
  readonly seen?: readonly NamedAsked[];
}

/** One doing on a range. */
export interface RangeAsked {
  readonly do: "fill" | "paste" | "clear" | "set" | "archive";
  readonly rows: RowsAsked;
  readonly fields?: readonly string[];
  readonly values?: Readonly<Record<string, Value>>;
  readonly block?: readonly (readonly string[])[];
  readonly insert?: boolean;
  readonly seeds?: number;
  readonly direction?: "down" | "up" | "right" | "left";
  readonly mode?: string;
  readonly partial?: boolean;
}

/** What became of a doing; `job` when it goes on in the background. */
export interface RangeAnswer {
  readonly change: number | null;
  readonly rows: number;
  readonly written: number;
  readonly failures: number;
  readonly failed: readonly (CellError & { readonly row: number | null; readonly id: number | null })[];
  readonly job?: string | null;
}

/** Figures of a range by field. */
export interface LookAnswer {
  readonly rows: number;
  readonly fingerprint: string | null;
  readonly figures: readonly {
    readonly field: string;
    readonly filled: number;
    readonly sum: string | null;
    readonly min: string | null;
    readonly max: string | null;
  }[];
}

/** How far a background job is. */
export interface JobAnswer {
  readonly id: string;
  readonly label: string;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly done: number;
  readonly total: number | null;
  readonly result: RangeAnswer | null;
  readonly error: { readonly detail?: string } | null;
}

/** A live event of `GET /api/events`. */
export type LiveEvent =
  | {
      readonly event: "change";
      readonly table: string;
      readonly change: number;
      readonly actor: number | null;
      readonly ids: readonly number[] | null;
    }
  | { readonly event: "catalog"; readonly version: number }
  | { readonly event: "job"; readonly job: string; readonly actor: number | null }
  | { readonly event: "refetch" };
