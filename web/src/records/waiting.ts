/** Changes on their way to the server, by record. Pure. */
import type { RowId } from "../grid/types.ts";
import type { Change } from "./operations.ts";

/** The changes that wait. */
export class Waiting {
  private readonly records = new Map<RowId, Set<Change>>();
  size = 0;

  add(change: Change): void {
    const record = this.records.get(change.id) ?? new Set<Change>();
    if (record.has(change)) return;
    this.records.set(change.id, record.add(change));
    this.size++;
  }

  delete(change: Change): void {
    const record = this.records.get(change.id);
    if (!record?.delete(change)) return;
    this.size--;
    if (record.size === 0) this.records.delete(change.id);
  }

  /** A record got another id. */
  move(change: Change, to: RowId): void {
    if (change.id === to) return;
    this.delete(change);
    change.id = to;
    this.add(change);
  }

  /** What waits for a record. */
  of(id: RowId): Iterable<Change> {
    return this.records.get(id) ?? [];
  }
}
