/** Doings over many rows, loaded or not: reading, then writing, in one turn of the write queue. */
import type { CellEdit, Row, RowId, Span, WriteOutcome, WriteTold } from "../grid/types.ts";
import type { RecordSource } from "./source.ts";

/** Rows that this page clears or archives itself when they are loaded; more are the server's. */
const FEW_ROWS = 500;

/** Clears and archives for one source. */
export class Bulk {
  constructor(private readonly source: RecordSource) {}

  /** Empties cells; only those that hold something are written. */
  async clear(
    spans: readonly Span[],
    columns: readonly string[],
    told: WriteTold = {},
  ): Promise<WriteOutcome> {
    const loaded = this.loaded(spans);
    if (!loaded) return this.source.ranges.clear(spans, columns, told);
    return this.source.ledger.write(clearing(loaded, columns), { ...told, source: "clear" });
  }

  /** Archives records; those the server never knew are dropped. */
  async archive(spans: readonly Span[]): Promise<WriteOutcome> {
    const { ledger, writer } = this.source;
    const rows = this.loaded(spans);
    if (!rows) return this.source.ranges.archive(spans);
    const ids = await writer.enqueue(async () => {
      const ids = rows.map((row) => row.id);
      await this.send(ledger.dropDrafts(ids).known);
      return ids;
    });
    this.source.emit({ kind: "count" });
    this.source.refresh();
    return { written: ids.length, failed: 0, conflicts: 0 };
  }

  private async send(ids: readonly RowId[]): Promise<void> {
    if (ids.length === 0) return;
    const options = { source: "grid", action: this.source.ledger.newAction() } as const;
    await this.source.writer.whole(
      ids.map((id) => ({ do: "archive" as const, id })),
      options,
    );
  }

  /** The rows when they are few and all of them are loaded. */
  private loaded(spans: readonly Span[]): Row[] | undefined {
    const rows: Row[] = [];
    if (spans.reduce((sum, span) => sum + span.to - span.from + 1, 0) > FEW_ROWS) return undefined;
    for (const span of spans)
      for (let index = span.from; index <= span.to; index++) {
        const row = this.source.row(index);
        if (!row) return undefined;
        rows.push(row);
      }
    return rows;
  }
}

function clearing(rows: readonly Row[], columns: readonly string[]): CellEdit[] {
  return rows.flatMap((row) =>
    columns.flatMap((column) => {
      const value = row.values[column] ?? null;
      const holds = value !== null && value !== "" && value !== false;
      return holds || row.marks?.[column] ? [{ row: -1, id: row.id, column, value: null }] : [];
    }),
  );
}
