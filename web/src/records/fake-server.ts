/** A server in memory behind our own transport port, for tests: pages, versions, conflicts and refusals. */
import type { Value } from "../grid/types.ts";
import { Refused, type Transport, type Turned, Unreachable } from "./transport.ts";
import type {
  CellError,
  ConflictAnswer,
  JobAnswer,
  LiveEvent,
  Operation,
  PageAnswer,
  PageRequest,
  RangeAnswer,
  RangeAsked,
  WriteAnswer,
} from "./wire.ts";

interface Held {
  id: number;
  version: number;
  values: Record<string, Value>;
  changed: Map<string, { version: number; by: string }>;
}

/** Keys of the fake table; `amount` takes numbers only and `name` must not be empty. */
export const KEYS = ["name", "amount"] as const;

const JOB: JobAnswer = {
  id: "job",
  label: "清空",
  state: "queued",
  done: 0,
  total: null,
  result: null,
  error: null,
};

/** The fake server; `away` makes it unreachable, `log` holds the requests it answered. */
export class FakeServer implements Transport {
  records: Held[] = [];
  log: { kind: string; request: unknown }[] = [];
  away = false;
  countDelay = 0;
  /** How many answers to writes are lost on the way from now on. */
  lost = 0;
  change = 0;
  /** Rows that a range doing writes at once; more become a job. */
  direct = 5000;
  jobs: JobAnswer[] = [];
  /** What questions about ranges are answered. */
  told: Record<string, unknown> = {};
  by = "王芳";
  private readonly answered = new Map<string, WriteAnswer>();
  private readonly listeners = new Set<(event: LiveEvent) => void>();

  constructor(rows: number) {
    for (let id = 1; id <= rows; id++)
      this.records.push({
        id,
        version: 1,
        values: { name: `客户${id}`, amount: String(id) },
        changed: new Map(),
      });
  }

  private answer(kind: string, request: unknown): void {
    if (this.away) throw new Unreachable("away");
    this.log.push({ kind, request });
  }

  /** Says of amounts above 1000 that they are worth a look. */
  async breaches(_table: string, ids: readonly number[]) {
    await Promise.resolve();
    this.answer("breaches", ids);
    const large = (record: Held) => ids.includes(record.id) && Number(record.values.amount) > 1000;
    return this.records.filter(large).map(({ id }) => ({ id, field: "amount", message: "金额很大" }));
  }

  async query(_table: string, request: PageRequest): Promise<PageAnswer> {
    await Promise.resolve();
    this.answer("query", request);
    const limit = request.limit ?? 100;
    const after = request.after
      ? this.records.findIndex((record) => record.id === Number(request.after)) + 1
      : 0;
    const start = after + (request.skip ?? 0);
    const page = this.records.slice(start, start + limit);
    const last = page.at(-1);
    return {
      fields: [...KEYS],
      records: page.map(({ id, version, values }) => ({
        id,
        version,
        values: KEYS.map((key) => values[key] ?? null),
      })),
      titles: { "@members": { "1": "王芳" } },
      next: last && start + limit < this.records.length ? String(last.id) : null,
    };
  }

  async count(): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, this.countDelay));
    this.answer("count", {});
    return this.records.length;
  }

  async write(
    _table: string,
    operations: readonly Operation[],
    source: string,
    key: string,
  ): Promise<WriteAnswer> {
    await Promise.resolve();
    this.answer("write", { operations, source });
    const answer = this.answered.get(key) ?? this.perform(operations);
    this.answered.set(key, answer);
    if (this.lost-- > 0) throw new Unreachable("the answer was lost");
    return answer;
  }

  private perform(operations: readonly Operation[]): WriteAnswer {
    const conflicts = operations.flatMap((operation, index) => this.conflictsOf(operation, index));
    if (conflicts.length > 0) throw new Refused(409, "conflict", "conflict", [], conflicts);
    const errors = operations.flatMap((operation, index) => errorsOf(operation, index));
    if (errors.length > 0) throw new Refused(422, "invalid", "invalid", errors);
    this.change++;
    const written = operations.flatMap((operation, index) => {
      const held = this.apply(operation);
      return held ? [{ index, id: held.id, version: held.version, values: { ...held.values } }] : [];
    });
    return { change: this.change, records: written, failed: [] };
  }

  private conflictsOf(operation: Operation, index: number): ConflictAnswer[] {
    if (operation.do !== "update") return [];
    const held = this.held(operation.id);
    return Object.entries(operation.values as Record<string, Value>).flatMap(([field, yours]) => {
      const last = held?.changed.get(field);
      if (!held || !last || last.by === "me" || last.version <= (operation.version ?? 0)) return [];
      const theirs = held.values[field] ?? null;
      return [
        {
          index,
          id: held.id,
          field,
          yours,
          theirs,
          version: held.version,
          by: { id: 2, name: last.by },
          at: null,
        },
      ];
    });
  }

  private held(id: number): Held | undefined {
    const guess = this.records[id - 1];
    return guess?.id === id ? guess : this.records.find((record) => record.id === id);
  }

  private apply(operation: Operation, by = "me"): Held | undefined {
    if (operation.do === "insert") {
      const id = Math.max(0, ...this.records.map((record) => record.id)) + 1;
      const held = {
        id,
        version: 1,
        values: { name: null, amount: null, ...operation.values },
        changed: new Map(),
      };
      this.records.push(held);
      return held;
    }
    const held = this.held(operation.id);
    if (operation.do === "archive")
      this.records = this.records.filter((record) => record.id !== operation.id);
    if (!held || operation.do !== "update") return undefined;
    held.version++;
    for (const [field, value] of Object.entries(operation.values as Record<string, Value>)) {
      held.values[field] = value;
      held.changed.set(field, { version: held.version, by });
    }
    return held;
  }

  /** Somebody else writes; live events follow. */
  other(operation: Operation): void {
    this.apply(operation, this.by);
    const change = ++this.change;
    for (const listener of this.listeners)
      listener({ event: "change", table: "t", change, actor: 2, ids: null });
  }

  async range(_table: string, asked: RangeAsked): Promise<RangeAnswer> {
    await Promise.resolve();
    this.answer("range", asked);
    if (asked.rows.count !== undefined && asked.rows.count !== this.records.length)
      throw new Refused(409, "range.moved", "moved");
    const named = asked.rows.records?.flatMap(({ id }) => this.held(id) ?? []);
    const placed = (asked.rows.spans ?? []).flatMap(({ first, last }) =>
      this.records.slice(first, last === null ? undefined : last + 1),
    );
    const meant = named ?? placed;
    for (const [index, { id }] of meant.entries()) {
      const line = asked.block?.[index % asked.block.length];
      const values = Object.fromEntries((asked.fields ?? []).map((key, at) => [key, line?.[at] ?? null]));
      this.apply(asked.do === "archive" ? { do: "archive", id } : { do: "update", id, values });
    }
    const answer = {
      change: ++this.change,
      rows: meant.length,
      written: meant.length,
      failures: 0,
      failed: [],
    };
    if (meant.length <= this.direct) return { ...answer, job: null };
    this.jobs = [
      { ...JOB, state: "running", done: 1, total: meant.length },
      { ...JOB, state: "done", done: meant.length, total: meant.length, result: answer },
    ];
    return { ...answer, change: null, written: 0, job: JOB.id };
  }

  async ask<T>(_table: string, what: string, asked: object): Promise<T> {
    this.answer(what, asked);
    return this.told[what] as T;
  }

  async text(_table: string, asked: object): Promise<string> {
    this.answer("text", asked);
    return String(this.told.text);
  }

  async job(): Promise<JobAnswer> {
    this.answer("job", {});
    return (this.jobs.length > 1 ? this.jobs.shift() : this.jobs[0]) ?? JOB;
  }

  async cancel(): Promise<JobAnswer> {
    this.jobs = [{ ...JOB, state: "cancelled" }];
    return JOB;
  }

  async find(): Promise<readonly { id: number; title: string }[]> {
    return [{ id: 1, title: "王芳" }];
  }

  async undo(): Promise<Turned> {
    this.answer("undo", {});
    return { change: ++this.change };
  }

  async redo(): Promise<Turned> {
    this.answer("redo", {});
    return { change: ++this.change };
  }

  listen(listener: (event: LiveEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

function errorsOf(operation: Operation, index: number): CellError[] {
  if (operation.do !== "insert" && operation.do !== "update") return [];
  const errors: CellError[] = [];
  const { amount, name } = operation.values;
  if (typeof amount === "string" && Number.isNaN(Number(amount)))
    errors.push({ index, field: "amount", code: "number", message: "不是数字", value: amount });
  const lacks = operation.do === "insert" ? !name : "name" in operation.values && !name;
  if (lacks) errors.push({ index, field: "name", code: "required", message: "必填", value: null });
  return errors;
}
