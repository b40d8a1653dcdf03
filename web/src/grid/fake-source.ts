/** A grid source in memory behind our own port, for tests. */
import type { CellEdit, Column, GridSource, NewRow, Row, SourceEvent, Span, Value } from "./types.ts";

/** Columns of the fake: a text, a number, a checkbox, and one that the system fills. */
export const FAKE_COLUMNS: readonly Column[] = (
  [
    ["name", "text", "text"],
    ["amount", "number", "number"],
    ["done", "bool", "checkbox"],
    ["code", "text", "autonumber"],
  ] as const
).map(([key, kind, type]) => ({
  key,
  name: key,
  kind,
  type,
  width: 100,
  readonly: key === "code",
  config: {},
}));

/** Holds rows and remembers what was asked of it. */
export class FakeSource implements GridSource {
  rows: Row[];
  written: CellEdit[] = [];
  inserted: NewRow[] = [];
  cleared: { rows: readonly Span[]; columns: readonly string[] }[] = [];
  undone = 0;
  /** Rows that are still on their way. */
  readonly away = new Set<number>();
  private readonly listeners = new Set<(event: SourceEvent) => void>();

  constructor(count: number) {
    this.rows = Array.from({ length: count }, (_, index) => ({
      id: index + 1,
      version: 1,
      values: { name: `n${index}`, amount: String(index), done: false, code: `K${index}` },
    }));
  }

  emit(event: SourceEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  columns = () => FAKE_COLUMNS;
  rowCount = () => this.rows.length;
  countKnown = () => true;
  whenCounted = async () => {};
  row = (index: number) => (this.away.has(index) ? undefined : this.rows[index]);
  need = () => {};
  titleOf = () => undefined;
  learnTitle = () => {};
  dismiss = () => {};

  indexOf(id: number): number | undefined {
    const index = this.rows.findIndex((row) => row.id === id);
    return index < 0 ? undefined : index;
  }

  async fetchRows(from: number, to: number) {
    return this.rows.slice(from, to + 1);
  }

  subscribe(listener: (event: SourceEvent) => void) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async write(edits: readonly CellEdit[]) {
    this.written.push(...edits);
    for (const edit of edits) this.put(edit.id ?? 0, edit.column, edit.value);
    this.emit({ kind: "rows" });
    return { written: edits.length, failed: 0, conflicts: 0 };
  }

  private put(id: number, column: string, value: Value): void {
    this.rows = this.rows.map((row) =>
      row.id === id ? { ...row, values: { ...row.values, [column]: value } } : row,
    );
  }

  async clear(rows: readonly Span[], columns: readonly string[]) {
    this.cleared.push({ rows, columns });
    return { written: 0, failed: 0, conflicts: 0 };
  }

  async insert(rows: readonly NewRow[]) {
    this.inserted.push(...rows);
    for (const values of rows) this.rows = [...this.rows, { id: this.rows.length + 1, values }];
    this.emit({ kind: "count" });
    return { written: rows.length, failed: 0, conflicts: 0 };
  }

  async archive() {
    return { written: 0, failed: 0, conflicts: 0 };
  }

  async undo() {
    this.undone++;
  }

  async redo() {}

  async options() {
    return [];
  }
}
