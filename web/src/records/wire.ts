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
  readonly can?: Readonly<Partial<Record<"create" | "edit" | "delete", boolean>>>;
}

/** How a view arranges one column. */
export interface ColumnSetting {
  readonly field: string;
  readonly width?: number | null;
  readonly hidden?: boolean;
}

/** What a view asks for and how it is arranged. */
export interface ViewShape {
  readonly filter?: unknown;
  readonly sorts?: readonly { readonly field: string; readonly descending?: boolean }[];
  readonly search?: string | null;
  readonly archived?: boolean;
  readonly columns?: readonly ColumnSetting[];
}

/** A request for a page: the rows after a cursor, skipping some. */
export interface PageRequest {
  readonly filter?: unknown;
  readonly sorts?: readonly { readonly field: string; readonly descending?: boolean }[];
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

/** One operation of a write. */
export type Operation =
  | { readonly do: "insert"; readonly values: Readonly<Record<string, Value>>; readonly ref?: string }
  | {
      readonly do: "update";
      readonly id: number;
      readonly version?: number;
      readonly values: Readonly<Record<string, Value>>;
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
