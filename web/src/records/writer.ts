/** Sends edits one batch after the other, takes refused cells out and sends the rest. */
import type { Value, WriteOptions, WriteOutcome } from "../grid/types.ts";
import type { Connection } from "./connection.ts";
import { byRecord, CHUNK, type Change, parts, type RecordChanges, updateOf, without } from "./operations.ts";
import type { Draft } from "./tail.ts";
import { newKey, Refused, type Transport } from "./transport.ts";
import type { CellError, ConflictAnswer, Given, Operation, WriteAnswer } from "./wire.ts";

/** What a writer tells its source. */
export interface WriterHost {
  readonly transport: Transport;
  readonly connection: Connection;
  table(): string;
  /** Values of a new record as they are sent. */
  given(values: Readonly<Record<string, Value>>): Readonly<Record<string, Given>>;
  /** Gives changes their current ids and versions just before they are sent. */
  prepare(changes: readonly Change[]): readonly Change[];
  written(batch: readonly RecordChanges[], answer: WriteAnswer): void;
  refused(change: Change, message: string): void;
  clashed(change: Change, conflict: ConflictAnswer): void;
  inserted(draft: Draft, answer: WriteAnswer["records"][number]): void;
  draftFailed(draft: Draft): void;
  draftRefused(draft: Draft, error: Pick<CellError, "field" | "message">): void;
  answered(answer: WriteAnswer): void;
  told(message: string): void;
  progressed(): void;
  /** A change was made as a part of one doing. */
  noted(action: number, change: number): void;
  newAction(): number;
}

const TRIES = 6;

/** The write queue of one source. */
export class Writer {
  private tail: Promise<unknown> = Promise.resolve();
  private jobs = 0;

  constructor(private readonly host: WriterHost) {}

  /** Whether something is under way. */
  get busy(): boolean {
    return this.jobs > 0;
  }

  /** Runs a job after all earlier ones. */
  enqueue<T>(job: () => Promise<T>): Promise<T> {
    this.jobs++;
    this.host.progressed();
    const run = this.tail.then(job);
    this.tail = run
      .catch(() => undefined)
      .then(() => {
        this.jobs--;
        this.host.progressed();
      });
    return run;
  }

  private async send(operations: readonly Operation[], options: WriteOptions): Promise<WriteAnswer> {
    const { host } = this;
    const [table, key] = [host.table(), newKey()];
    const answer = await host.connection.run(() =>
      host.transport.write(table, operations, options.source, key),
    );
    if (answer.change !== null && options.action !== undefined) host.noted(options.action, answer.change);
    return answer;
  }

  /** Sends changed cells. */
  async changes(changes: readonly Change[], options: WriteOptions): Promise<WriteOutcome> {
    const total = changes.length;
    const outcome = { written: 0, failed: 0, conflicts: 0 };
    const action = options.action ?? this.host.newAction();
    for (const part of parts(byRecord(this.host.prepare(changes)), CHUNK)) {
      await this.batch(part, { ...options, action }, outcome);
      options.progress?.(outcome.written + outcome.failed + outcome.conflicts, total);
    }
    return outcome;
  }

  private async batch(
    part: readonly RecordChanges[],
    options: WriteOptions,
    outcome: { written: number; failed: number; conflicts: number },
  ): Promise<void> {
    let batch = part;
    for (let left = TRIES; left > 0 && batch.length > 0; left--) {
      try {
        const answer = await this.send(batch.map(updateOf), options);
        this.host.written(batch, answer);
        this.host.answered(answer);
        outcome.written += batch.flat().length;
        return;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        batch = this.sort(batch, error, left === 1, outcome);
      }
    }
  }

  /** Marks what was refused; gives what may be sent again. */
  private sort(
    batch: readonly RecordChanges[],
    refusal: Refused,
    final: boolean,
    outcome: { failed: number; conflicts: number },
  ): readonly RecordChanges[] {
    const told = refusal.conflicts.length > 0 ? refusal.conflicts : refusal.errors;
    const { left, out } = without(batch, told);
    if (out.length === 0 || final) {
      for (const change of batch.flat()) this.host.refused(change, refusal.message);
      outcome.failed += batch.flat().length;
      this.host.told(refusal.message);
      return [];
    }
    for (const { change, at } of out) {
      const conflict = refusal.conflicts[at];
      if (conflict) this.host.clashed(change, conflict);
      else this.host.refused(change, refusal.errors[at]?.message ?? refusal.message);
    }
    if (refusal.conflicts.length > 0) outcome.conflicts += out.length;
    else outcome.failed += out.length;
    return left;
  }

  /** Sends new records; a cell that is refused is left out and marked, a record that lacks something stays a draft. */
  async inserts(drafts: readonly Draft[], options: WriteOptions): Promise<WriteOutcome> {
    const outcome = { written: 0, failed: 0, conflicts: 0 };
    const action = options.action ?? this.host.newAction();
    for (const part of parts(drafts, CHUNK)) {
      await this.insertPart(part, { ...options, action }, outcome);
      options.progress?.(outcome.written + outcome.failed, drafts.length);
    }
    return outcome;
  }

  private async insertPart(
    part: readonly Draft[],
    options: WriteOptions,
    outcome: { written: number; failed: number },
  ): Promise<void> {
    let rows = part.map((draft) => ({ draft, values: { ...draft.stored.values } }));
    for (let left = TRIES; left > 0 && rows.length > 0; left--) {
      try {
        const answer = await this.send(
          rows.map(({ values }) => ({ do: "insert", values: this.host.given(values) })),
          options,
        );
        for (const record of answer.records) {
          const row = rows[record.index];
          if (row) this.host.inserted(row.draft, record);
        }
        this.host.answered(answer);
        outcome.written += rows.reduce((sum, { values }) => sum + Object.keys(values).length, 0);
        return;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        rows = this.leaveOut(rows, error, left === 1, outcome);
      }
    }
  }

  private leaveOut<T extends { draft: Draft; values: Record<string, unknown> }>(
    rows: readonly T[],
    refusal: Refused,
    final: boolean,
    outcome: { failed: number },
  ): T[] {
    const errors = refusal.errors.filter((error) => rows[error.index]);
    if (errors.length === 0 || final) {
      for (const { draft } of rows) this.host.draftRefused(draft, { field: null, message: refusal.message });
      for (const { draft } of rows) this.host.draftFailed(draft);
      outcome.failed += rows.length;
      this.host.told(refusal.message);
      return [];
    }
    for (const error of errors) {
      const row = rows[error.index];
      if (!row) continue;
      this.host.draftRefused(row.draft, error);
      outcome.failed++;
      if (error.field !== null && error.field in row.values) delete row.values[error.field];
      else this.host.draftFailed(row.draft);
    }
    return rows.filter(({ draft, values }) => {
      if (Object.keys(values).length === 0) this.host.draftFailed(draft);
      return draft.state !== "failed";
    });
  }

  /** Sends operations that are all or nothing. */
  async whole(operations: readonly Operation[], options: WriteOptions): Promise<WriteAnswer> {
    const answer = await this.send(operations, options);
    this.host.answered(answer);
    return answer;
  }
}
