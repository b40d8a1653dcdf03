import type { Titles, Wire } from "./types";

type Values = Record<string, Wire>;
export type Kind = "changed" | "added" | "archived";

/** What a change did to one record. */
export interface Did {
  place: number;
  table: string;
  id: number;
  title: string;
  operation: string;
  before: Values;
  after: Values;
  titles: Titles;
}

/** A picture of the past, or the job that makes it. */
export interface OpenedPast {
  at: string;
  past: number | null;
  job: string | null;
}

/** What happened to a field since. */
export interface PastNote {
  field: string;
  name: string;
  what: "added" | "retyped" | "archived" | "computed";
  at: string | null;
  lost: number;
}

export interface Past {
  id: number;
  table: string;
  at: string;
  fields: string[];
  notes: PastNote[];
}

/** Which differences are meant. */
export interface Choosing {
  kinds?: Kind[];
  ids?: number[];
  fields?: string[];
}

export interface Difference {
  id: number;
  kind: Kind;
  was: Values;
  now: Values;
}

export interface Differences {
  found: Difference[];
  titles: Titles;
  next: number | null;
}

export interface Totals {
  kinds: Record<Kind, number>;
  fields: Record<string, number>;
}

/** A deleted table, field or view. */
export interface Gone {
  what: "table" | "field" | "view";
  table: string;
  table_name: string;
  key: string;
  name: string;
  at: string;
  actor: { id: number | null; name: string };
}

export interface Bin {
  records: Record<string, number>;
  shapes: Gone[];
}

export interface Keeping {
  bin_days: number | null;
  ledger_months: number | null;
  kept_from: string | null;
}
