/** The records made here since the view was read: they stand at the end until it is read again. Pure. */
import type { NewRow, RowId } from "../grid/types.ts";
import type { Stored } from "./blocks.ts";

/** A record made here; negative ids are not yet known to the server. */
export interface Draft {
  stored: Stored;
  state: "sending" | "failed" | "saved";
}

/** The new records and the names they had before the server knew them. */
export class Tail {
  drafts: Draft[] = [];
  private readonly names = new Map<RowId, RowId>();
  private last = 0;

  /** Appends a record. */
  add(values: NewRow): Draft {
    const draft: Draft = { stored: { id: --this.last, version: 0, values }, state: "sending" };
    this.drafts.push(draft);
    return draft;
  }

  /** The id a record has now. */
  current(id: RowId): RowId {
    return this.names.get(id) ?? id;
  }

  find(id: RowId): Draft | undefined {
    const current = this.current(id);
    return this.drafts.find((draft) => draft.stored.id === current);
  }

  placeOf(id: RowId): number {
    const current = this.current(id);
    return this.drafts.findIndex((draft) => draft.stored.id === current);
  }

  /** The server knows a record now. */
  saved(draft: Draft, stored: Stored): void {
    this.names.set(draft.stored.id, stored.id);
    draft.stored = stored;
    draft.state = "saved";
  }

  remove(id: RowId): void {
    const current = this.current(id);
    this.drafts = this.drafts.filter((draft) => draft.stored.id !== current);
  }

  /** Gives up what the server holds, because the view is read again; the rest stays. */
  release(): Draft[] {
    const released = this.drafts.filter((draft) => draft.state === "saved");
    this.drafts = this.drafts.filter((draft) => draft.state !== "saved");
    return released;
  }

  /** Records the server does not hold. */
  get unsaved(): number {
    return this.drafts.filter((draft) => draft.state !== "saved").length;
  }
}
