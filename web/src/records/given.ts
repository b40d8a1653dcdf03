/** What a record source is made with and tells its host. */
import type { Language, LookBook } from "../grid/look.ts";
import type { Value } from "../grid/types.ts";
import type { Transport } from "./transport.ts";
import type { TableShape, ViewShape } from "./wire.ts";

/** How far the person's edits have come. */
export type SaveState = "saved" | "saving" | "offline" | "signed_out";

/** A cell that two people changed; both values are here and `resolve` settles it. */
export interface Conflict {
  readonly id: number;
  readonly field: string;
  readonly yours: Value;
  readonly theirs: Value;
  readonly by: string;
  readonly at: string | null;
}

/** A doing on many rows that is under way. */
export interface RangeWork {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  readonly cancel: () => void;
}

/** What a record source is made with. */
export interface RecordSourceOptions {
  readonly table: TableShape;
  readonly view: ViewShape;
  readonly transport: Transport;
  readonly looks: LookBook;
  readonly language?: Language;
  readonly onState?: (state: SaveState, unsaved: number) => void;
  readonly onConflict?: (conflicts: readonly Conflict[]) => void;
  /** A refusal that belongs to no cell, as a sentence. */
  readonly onRefused?: (message: string) => void;
  /** A doing on many rows goes on in the background, or has come to its end (null). */
  readonly onWork?: (work: RangeWork | null) => void;
  /** A job is followed here to its end, so that nobody else need tell it. */
  readonly onFollow?: (job: string) => void;
  /** What is worth a look in what was just saved, as a sentence. */
  readonly onWarned?: (message: string) => void;
  /** Everything on screen is read again. */
  readonly onRefresh?: () => void;
  /** The server speaks of a newer catalog: columns should be read again. */
  readonly onCatalog?: (version: number) => void;
}
