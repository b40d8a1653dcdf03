/** The records made here since the view was read: they stand at the end until it is read again. Pure. */
import type { NewRow, RowId } from "../grid/types.ts";
import type { Stored } from "./blocks.ts";

/** Whether the server holds a new record, is asked to, or would not. */
export type DraftState = "sending" | "failed" | "saved";

/** A record made here; negative ids are not yet known to the server. */
export interface Draft {
  stored: Stored;
  state: DraftState;
}

/** The new records and the names they had before the server knew them. */
export class Tail {
  drafts: Draft[] = [];
  /** Records the server does not hold. */
  unsaved = 0;
  private readonly names = new Map<RowId, RowId>();
  private places = new Map<RowId, number>();
  private last = 0;

  /** Appends a record. */
  add(values: NewRow): Draft {
    const draft: Draft = { stored: { id: --this.last, version: 0, values }, state: "sending" };
    this.places.set(draft.stored.id, this.drafts.push(draft) - 1);
    this.unsaved++;
    return draft;
  }

  /** The id a record has now. */
  current(id: RowId): RowId {
    return this.names.get(id) ?? id;
  }

  find(id: RowId): Draft | undefined {
    return this.drafts[this.placeOf(id)];
  }

  /** Where a record stands among the new ones, or -1. */
  placeOf(id: RowId): number {
    return this.places.get(this.current(id)) ?? -1;
  }

  /** Says how far a record has come. */
  turn(draft: Draft, state: DraftState): void {
    this.unsaved += Number(state !== "saved") - Number(draft.state !== "saved");
    draft.state = state;
  }

  /** The server knows a record now. */
  saved(draft: Draft, stored: Stored): void {
    const before = draft.stored.id;
    const place = this.placeOf(before);
    this.names.set(before, stored.id);
    this.places.delete(before);
    if (place >= 0) this.places.set(stored.id, place);
    draft.stored = stored;
    this.turn(draft, "saved");
  }

  /** Takes records out. */
  remove(ids: ReadonlySet<RowId>): void {
    this.keep((draft) => !ids.has(draft.stored.id));
  }

  /** Gives up what the server holds, because the view is read again; the rest stays. */
  release(): Draft[] {
    const released = this.drafts.filter((draft) => draft.state === "saved");
    if (released.length > 0) this.keep((draft) => draft.state !== "saved");
    return released;
  }

  private keep(stays: (draft: Draft) => boolean): void {
    this.drafts = this.drafts.filter(stays);
    this.places = new Map(this.drafts.map((draft, place) => [draft.stored.id, place]));
    this.unsaved = this.drafts.filter((draft) => draft.state !== "saved").length;
  }
}
