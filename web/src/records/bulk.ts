/** Doings over many rows, loaded or not: reading, then writing, in one turn of the write queue. */
import type { CellEdit, Row, RowId, Span, WriteOutcome } from "../grid/types.ts";
import { CHUNK, parts } from "./operations.ts";
import type { RecordSource } from "./source.ts";

/** Rows that are cleared or archived at once. */
const MOST_ROWS = 20_000;

/** Clears and archives for one source. */
export class Bulk {
  constructor(private readonly source: RecordSource) {}

  /** Empties cells; only those that hold something are written. */
  async clear(spans: readonly Span[], columns: readonly string[], action?: number): Promise<WriteOutcome> {
    const { ledger, writer } = this.source;
    const options = { source: "clear", action } as const;
    const loaded = this.loaded(spans);
    if (loaded) return ledger.write(clearing(loaded, columns), options);
    this.check(spans);
    return writer.enqueue(async () => ledger.writeNow(clearing(await this.read(spans), columns), options));
  }

  /** Archives records; those the server never knew are dropped. */
  async archive(spans: readonly Span[]): Promise<WriteOutcome> {
    const { ledger, writer } = this.source;
    this.check(spans);
    const ids = await writer.enqueue(async () => {
      const rows = this.loaded(spans) ?? (await this.read(spans));
      const ids = rows.map((row) => row.id);
      await this.send(ledger.dropDrafts(ids).known);
      return ids;
    });
    this.source.emit({ kind: "count" });
    this.source.refresh();
    return { written: ids.length, failed: 0, conflicts: 0 };
  }

  private async send(ids: readonly RowId[]): Promise<void> {
    const options = { source: "grid", action: this.source.ledger.newAction() } as const;
    for (const part of parts(ids, CHUNK)) {
      const operations = part.map((id) => ({ do: "archive" as const, id }));
      await this.source.writer.whole(operations, options);
    }
  }

  private check(spans: readonly Span[]): void {
    const total = spans.reduce((sum, span) => sum + span.to - span.from + 1, 0);
    if (total > MOST_ROWS) throw new Error(this.source.texts.tooMany(MOST_ROWS));
  }

  /** The rows when all of them are loaded. */
  private loaded(spans: readonly Span[]): Row[] | undefined {
    const rows: Row[] = [];
    for (const span of spans)
      for (let index = span.from; index <= span.to; index++) {
        const row = this.source.row(index);
        if (!row) return undefined;
        rows.push(row);
      }
    return rows;
  }

  private async read(spans: readonly Span[]): Promise<Row[]> {
    const rows: Row[] = [];
    for (const span of spans) rows.push(...(await this.source.fetchRows(span.from, span.to)));
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
