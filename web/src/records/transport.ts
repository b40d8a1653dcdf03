/** The port through which a record source speaks to the server, and its HTTP form. */
import type {
  BreachAnswer,
  CellError,
  ConflictAnswer,
  JobAnswer,
  LiveEvent,
  Operation,
  PageAnswer,
  PageRequest,
  RangeAnswer,
  RangeAsked,
  WriteAnswer,
} from "./wire.ts";

/** A refusal of the server, read from its problem+json. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: readonly CellError[] = [],
    readonly conflicts: readonly ConflictAnswer[] = [],
  ) {
    super(message);
  }
}

/** A new key for a request, by which the server knows a repetition. */
export function newKey(): string {
  // `randomUUID` exists on secure origins only, and an intranet may be served without TLS.
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) =>
    part.toString(36).padStart(7, "0"),
  ).join("");
}

/** The server cannot be reached, or is restarting. */
export class Unreachable extends Error {}

/** What an undo or redo did: the change it made and the one it turned back. */
export interface Turned {
  readonly change: number | null;
  readonly undone?: { readonly id: number } | null;
  /** The job that does it, when it is large; the change comes with its result. */
  readonly job?: string | null;
}

/** Everything a record source asks of the server. */
export interface Transport {
  query(table: string, request: PageRequest, signal?: AbortSignal): Promise<PageAnswer>;
  count(
    table: string,
    request: Pick<PageRequest, "filter" | "search" | "archived">,
    signal?: AbortSignal,
  ): Promise<number>;
  /** Writes; sent again with the same `key` when the answer was lost, it happens once. */
  write(table: string, operations: readonly Operation[], source: string, key: string): Promise<WriteAnswer>;
  find(table: string, query: string, limit: number): Promise<readonly { id: number; title: string }[]>;
  /** Takes a change back, the person's last one unless told. */
  undo(change: number | undefined, key: string): Promise<Turned>;
  redo(key: string): Promise<Turned>;
  /** Writes a range of a view; a large one goes on as a job. */
  range(table: string, asked: RangeAsked, key: string): Promise<RangeAnswer>;
  /** Asks about a range: `look` for figures, `edge` for the next stop, `place` for the row of a record. */
  ask<T>(table: string, what: "look" | "edge" | "place", asked: object): Promise<T>;
  /** The tab-separated text of a range. */
  text(table: string, asked: object): Promise<string>;
  job(id: string): Promise<JobAnswer>;
  cancel(id: string): Promise<JobAnswer>;
  /** The rules that records break. */
  breaches?(table: string, ids: readonly number[]): Promise<readonly BreachAnswer[]>;
  /** Live events, until the returned function is called. */
  listen(listener: (event: LiveEvent) => void): () => void;
}
