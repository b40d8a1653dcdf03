/** What a person did to cells that the server has not confirmed, and what it refused. Pure. */
import type { Mark, Row, RowId, Value } from "../grid/types.ts";
import type { Stored } from "./blocks.ts";

/** One cell above the server's value. */
export interface Laid {
  /** The value shown; undefined shows the server's. */
  readonly value?: Value;
  readonly mark: Mark;
  /** Which edit laid it; a later edit of the same cell wins. */
  readonly token: number;
}

/** Cells laid over the stored records. */
export class Overlay {
  private readonly cells = new Map<RowId, Map<string, Laid>>();
  /** What the rules of the table say of stored records, by field. */
  private readonly notes = new Map<RowId, Readonly<Record<string, string>>>();
  /** How many cells were refused or are in conflict. */
  refused = 0;
  private readonly made = new Map<RowId, { stored: Stored; row: Row }>();

  lay(id: RowId, column: string, laid: Laid): void {
    const row = this.cells.get(id) ?? new Map<string, Laid>();
    this.refused += isRefused(laid) - isRefused(row.get(column));
    this.cells.set(id, row.set(column, laid));
    this.made.delete(id);
  }

  get(id: RowId, column: string): Laid | undefined {
    return this.cells.get(id)?.get(column);
  }

  /** Lifts a cell; with a token only what that edit laid. */
  lift(id: RowId, column: string, token?: number): void {
    const row = this.cells.get(id);
    const laid = row?.get(column);
    if (!row || !laid || (token !== undefined && laid.token !== token)) return;
    row.delete(column);
    this.refused -= isRefused(laid);
    if (row.size === 0) this.cells.delete(id);
    this.made.delete(id);
  }

  /** Notes which cells of a record break a rule; tells whether that is news. */
  note(id: RowId, cells: Readonly<Record<string, string>> | undefined): boolean {
    if (JSON.stringify(this.notes.get(id) ?? {}) === JSON.stringify(cells ?? {})) return false;
    if (cells) this.notes.set(id, cells);
    else this.notes.delete(id);
    this.made.delete(id);
    return true;
  }

  /** Moves everything of a new record to the id that the server gave it. */
  rename(from: RowId, to: RowId): void {
    const row = this.cells.get(from);
    this.made.delete(from);
    if (!row) return;
    this.cells.delete(from);
    this.cells.set(to, row);
  }

  drop(id: RowId): void {
    for (const laid of this.cells.get(id)?.values() ?? []) this.refused -= isRefused(laid);
    this.cells.delete(id);
    this.made.delete(id);
  }

  /** The row as shown: the same object as long as nothing of it changed. */
  over(stored: Stored, title: string): Row {
    const known = this.made.get(stored.id);
    if (known?.stored === stored) return known.row;
    const row = this.compose(stored, title);
    this.made.set(stored.id, { stored, row });
    if (this.made.size > 20_000) this.made.clear();
    return row;
  }

  private compose(stored: Stored, title: string): Row {
    const cells = this.cells.get(stored.id);
    const name = stored.values[title];
    const base = {
      id: stored.id,
      version: stored.version,
      title: typeof name === "string" ? name : undefined,
    };
    const notes = this.notes.get(stored.id);
    if (!cells && !notes) return { ...base, values: stored.values };
    const values = { ...stored.values };
    const marks: Record<string, Mark> = {};
    for (const [column, message] of Object.entries(notes ?? {})) marks[column] = { kind: "warning", message };
    for (const [column, laid] of cells ?? []) {
      if (laid.value !== undefined) values[column] = laid.value;
      marks[column] = laid.mark;
    }
    return { ...base, values, marks };
  }
}

function isRefused(laid: Laid | undefined): number {
  return laid?.mark.kind === "error" || laid?.mark.kind === "conflict" ? 1 : 0;
}
