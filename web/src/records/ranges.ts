/** Doings on rows of the view that need not be loaded: the server does them, guarded by what this page saw. */
import type {
  Filling,
  Pasting,
  RangeFigures,
  RangeSource,
  Span,
  WriteOptions,
  WriteOutcome,
  WriteTold,
} from "../grid/types.ts";
import type { RecordSource } from "./source.ts";
import { newKey } from "./transport.ts";
import type { JobAnswer, LookAnswer, NamedAsked, RangeAnswer, RangeAsked, RowsAsked } from "./wire.ts";

/** Rows of which the server is told what this page saw. */
const MOST_SEEN = 2000;
/** Rows up to which a look also asks for the fingerprint of the records. */
const MOST_PRINTED = 100_000;
const POLL = 400;

/** The range doings of one source. */
export class Ranges implements RangeSource {
  /** The fingerprint of the selection looked at last. */
  private printed: { readonly key: string; readonly fingerprint: string } | undefined;

  constructor(private readonly source: RecordSource) {}

  private view(): Pick<RowsAsked, "filter" | "sorts" | "search"> {
    const { filter, sorts, search } = this.source.query();
    return { ...(filter ? { filter } : {}), ...(sorts ? { sorts } : {}), ...(search ? { search } : {}) };
  }

  async edge(row: number, column: string, direction: "up" | "down"): Promise<number | undefined> {
    const { source } = this;
    const found = source.row(row) ?? (await source.fetchRows(row, row))[0];
    const id = found?.id ?? 0;
    if (id <= 0 || source.query().archived || source.ledger.tail.drafts.length > 0) return undefined;
    const asked = { ...this.view(), id, field: column, direction };
    const stop = await source.connection.run(() =>
      source.transport.ask<{ row: number }>(source.table(), "edge", asked),
    );
    return stop.row;
  }

  /** The row of a record; undefined when the view does not show it. */
  async place(id: number): Promise<number | undefined> {
    const { source } = this;
    const known = source.indexOf(id);
    if (known !== undefined) return known;
    const answer = await source.connection.run(() =>
      source.transport.ask<{ row: number | null }>(source.table(), "place", { ...this.view(), id }),
    );
    return answer.row ?? undefined;
  }

  async figures(rows: readonly Span[], columns: readonly string[]): Promise<RangeFigures> {
    const { source } = this;
    const spans = spansOf(rows);
    const total = rows.reduce((sum, span) => sum + span.to - span.from + 1, 0);
    const fingerprint = total <= MOST_PRINTED;
    const asked = { ...this.view(), spans, fields: columns.slice(0, 200), fingerprint };
    const look = await source.connection.run(() =>
      source.transport.ask<LookAnswer>(source.table(), "look", asked),
    );
    if (look.fingerprint) this.printed = { key: this.key(rows), fingerprint: look.fingerprint };
    return sumUp(look);
  }

  private key(rows: readonly Span[]): string {
    return JSON.stringify([this.view(), rows]);
  }

  text(rows: readonly Span[], columns: readonly string[]): Promise<string> {
    const { source } = this;
    const asked = { ...this.view(), spans: spansOf(rows), fields: columns };
    return source.connection.run(() => source.transport.text(source.table(), asked));
  }

  fill(filling: Filling, options: WriteOptions): Promise<WriteOutcome> {
    const { columns, direction, seeds, mode } = filling;
    return this.carry("fill", [filling.rows], { fields: columns, direction, seeds, mode }, options);
  }

  paste(pasting: Pasting, options: WriteOptions): Promise<WriteOutcome> {
    const { columns, block, insert } = pasting;
    return this.carry("paste", [pasting.rows], { fields: columns, block, insert }, options);
  }

  clear(rows: readonly Span[], columns: readonly string[], told: WriteTold = {}): Promise<WriteOutcome> {
    return this.carry("clear", rows, { fields: columns }, told);
  }

  archive(rows: readonly Span[]): Promise<WriteOutcome> {
    return this.carry("archive", rows, {}, {});
  }

  private carry(
    doing: RangeAsked["do"],
    rows: readonly Span[],
    more: Partial<RangeAsked>,
    told: WriteTold,
  ): Promise<WriteOutcome> {
    const { source } = this;
    return source.writer.enqueue(async () => {
      const asked = { ...more, do: doing, rows: await this.rows(rows), partial: true };
      const key = newKey();
      const answer = await source.connection.run(() => source.transport.range(source.table(), asked, key));
      const outcome = answer.job ? await this.follow(answer.job, told) : answer;
      if (outcome.change !== null)
        source.ledger.noted(told.action ?? source.ledger.newAction(), outcome.change);
      this.mark(outcome);
      source.again(outcome.change);
      return { written: outcome.written, failed: outcome.failures, conflicts: 0 };
    });
  }

  /** Names the rows: by id where new rows make places uncertain, else by place with what was seen there. */
  private async rows(rows: readonly Span[]): Promise<RowsAsked> {
    const { source } = this;
    const [first] = rows;
    const shown = source.rowCount();
    const drafts = source.ledger.tail.drafts.length > 0;
    const behind = first !== undefined && first.from >= shown;
    const all = rows.length === 1 && first?.from === 0 && first.to === shown - 1;
    if (drafts && !behind) {
      const records = this.named(rows);
      if (records) return { records };
      source.refresh();
      if (!all) throw new Error(source.texts.unsettled);
    }
    const view = this.view();
    const count = (drafts ? undefined : source.known) ?? (await this.count());
    if (behind) return { ...view, spans: [{ first: count, last: count + first.to - first.from }], count };
    const printed = !all && this.printed?.key === this.key(rows) ? this.printed.fingerprint : undefined;
    return {
      ...view,
      spans: all ? [{ first: 0, last: null }] : spansOf(rows),
      count,
      ...(drafts ? {} : { seen: this.seen(rows) }),
      ...(printed ? { fingerprint: printed } : {}),
    };
  }

  private count(): Promise<number> {
    const { source } = this;
    const { filter, search } = this.view();
    return source.connection.run(() => source.transport.count(source.table(), { filter, search }));
  }

  /** The records of rows when all of them are loaded and known to the server. */
  private named(rows: readonly Span[]): NamedAsked[] | undefined {
    const records: NamedAsked[] = [];
    for (const span of rows)
      for (let row = span.from; row <= span.to; row++) {
        const found = this.source.row(row);
        if (!found || found.id <= 0 || records.length >= 10_000) return undefined;
        records.push({ id: found.id, version: found.version, row });
      }
    return records;
  }

  private seen(rows: readonly Span[]): NamedAsked[] {
    const seen: NamedAsked[] = [];
    for (const span of rows)
      for (const [row, found] of this.source.store.loaded(span.from, span.to)) {
        if (seen.length >= MOST_SEEN) return seen;
        seen.push({ id: found.id, version: found.version, row });
      }
    return seen;
  }

  /** Waits for a job, telling how far it is. */
  async follow(id: string, told: WriteTold = {}): Promise<RangeAnswer> {
    const { source } = this;
    const cancel = () => void source.transport.cancel(id).catch(() => undefined);
    source.given.onFollow?.(id);
    try {
      for (;;) {
        const job = await source.connection.run(() => source.transport.job(id));
        if (job.state === "done" && job.result) return job.result;
        if (job.state === "failed" || job.state === "cancelled") throw new Error(this.why(job));
        source.given.onWork?.({ label: job.label, done: job.done, total: job.total, cancel });
        if (job.total !== null) told.progress?.(job.done, job.total);
        await new Promise((resolve) => setTimeout(resolve, POLL));
      }
    } finally {
      source.given.onWork?.(null);
    }
  }

  private why(job: JobAnswer): string {
    return job.state === "cancelled" ? this.source.texts.cancelled : (job.error?.detail ?? job.label);
  }

  private mark(answer: RangeAnswer): void {
    for (const { id, field, message, value } of answer.failed)
      if (id !== null && field !== null)
        this.source.ledger.failedCell(id, field, message, typeof value === "string" ? value : undefined);
  }
}

function spansOf(rows: readonly Span[]) {
  return rows.map(({ from, to }) => ({ first: from, last: to }));
}

/** The figures of all columns together. */
export function sumUp(look: LookAnswer): RangeFigures {
  const summed = look.figures.filter((figure) => figure.sum !== null);
  const numbers = summed.reduce((count, figure) => count + figure.filled, 0);
  const sum = summed.reduce((total, figure) => total + Math.round(Number(figure.sum) * 10_000), 0) / 10_000;
  const filled = look.figures.reduce((count, figure) => count + figure.filled, 0);
  if (numbers === 0)
    return { rows: look.rows, filled, numbers, sum: null, average: null, minimum: null, maximum: null };
  return {
    rows: look.rows,
    filled,
    numbers,
    sum,
    average: sum / numbers,
    minimum: Math.min(...summed.map((figure) => Number(figure.min))),
    maximum: Math.max(...summed.map((figure) => Number(figure.max))),
  };
}
