/** Loads what is on screen: blocks first, the count beside them, other people's changes later. */
import type { Span } from "../grid/types.ts";
import { BLOCK, type BlockStore, type Stored } from "./blocks.ts";
import type { Connection } from "./connection.ts";
import type { Transport } from "./transport.ts";
import type { PageAnswer, PageRequest, Titles } from "./wire.ts";
import type { SourceTexts } from "./words.ts";

/** Requests for blocks at the same time. */
const LANES = 2;
/** Jumps closer together than this wait for a rest, in milliseconds. */
const OFTEN = 200;
const REST = 80;
/** Rows that the server may have to pass over for a block that is merely fetched ahead. */
const FAR = 4000;

/** What a loader asks of its source. */
export interface LoaderHost {
  readonly transport: Transport;
  readonly connection: Connection;
  readonly store: BlockStore;
  readonly texts: SourceTexts;
  table(): string;
  query(): PageRequest;
  learn(titles: Titles): void;
  /** A block came; `before` are the records it replaced. */
  loaded(before: ReadonlyMap<number, Stored>, records: readonly Stored[]): void;
  counted(count: number): void;
  failed(error: unknown): void;
}

/** The records of a page by field key. */
export function storedOf(answer: PageAnswer): Stored[] {
  return answer.records.map(({ id, version, values }) => ({
    id,
    version,
    values: Object.fromEntries(answer.fields.map((key, index) => [key, values[index] ?? null])),
  }));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Loads the blocks of one source. */
export class Loader {
  private generation = 0;
  private readonly lanes = new Map<number, AbortController>();
  private seen = { from: 0, to: 0 };
  private apart: readonly number[] | undefined;
  private counting: AbortController | undefined;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private lastJump = Number.NEGATIVE_INFINITY;

  constructor(private readonly host: LoaderHost) {}

  /** Starts over, after another filter or order. */
  reset(): void {
    this.stop();
    this.seen = { from: 0, to: 0 };
    this.apart = undefined;
    this.host.store.clear();
    this.pump();
    void this.count();
  }

  /** Says which rows are on screen. */
  want(from: number, to: number): void {
    this.apart = undefined;
    this.look(from, to);
  }

  /** Says which rows are on screen when folded groups stand between them: what is folded is not read. */
  wantApart(spans: readonly Span[]): void {
    const [first] = spans;
    if (!first) return;
    const numbers = spans.flatMap(({ from, to }) => range(Math.floor(from / BLOCK), Math.floor(to / BLOCK)));
    this.apart = [...new Set(numbers)];
    this.look(first.from, spans.at(-1)?.to ?? first.to);
  }

  private look(from: number, to: number): void {
    const blocks = { from: Math.floor(from / BLOCK), to: Math.floor(to / BLOCK) };
    const jump = blocks.from > this.seen.to + 1 || blocks.to < this.seen.from - 1;
    this.seen = blocks;
    for (const [block, abort] of this.lanes)
      if (block < blocks.from - 1 || block > blocks.to + 1) {
        this.lanes.delete(block);
        abort.abort();
      }
    if (jump) this.jumped();
    if (this.resting === undefined) this.pump();
  }

  /** A scroll bar being dragged jumps many times a second: only where it rests is read. */
  private jumped(): void {
    const now = performance.now();
    const often = now - this.lastJump < OFTEN;
    this.lastJump = now;
    if (!often) return;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.resting = undefined;
      this.pump();
    }, REST);
  }

  /** Reads what is on screen again, and the count. */
  refresh(): void {
    this.host.store.age(this.seen.from);
    for (const abort of this.lanes.values()) abort.abort();
    this.lanes.clear();
    this.pump();
    void this.count();
  }

  /** The blocks in view and one beyond each end, those in view first. */
  private next(): number | undefined {
    const { from, to } = this.seen;
    const order = [...(this.apart ?? range(from, to)), to + 1, from - 1];
    return order.find((block) => block >= 0 && !this.lanes.has(block) && this.due(block) && this.near(block));
  }

  /** Whether a block is worth its way: far from any cursor only a block in view is, and only one at a time. */
  private near(block: number): boolean {
    if (this.host.store.wayTo(block).skip <= FAR) return true;
    const seen = block >= this.seen.from && block <= this.seen.to;
    return seen && this.lanes.size === 0;
  }

  private due(block: number): boolean {
    const beyond = this.end !== undefined && block * BLOCK >= this.end && block > 0;
    return !beyond && this.host.store.lacks(block);
  }

  /** One past the last row when it is known. */
  end: number | undefined;

  private pump(): void {
    while (this.lanes.size < LANES) {
      const block = this.next();
      if (block === undefined) return;
      const abort = new AbortController();
      this.lanes.set(block, abort);
      void this.load(block, abort);
    }
  }

  private async load(block: number, abort: AbortController): Promise<void> {
    const { generation, host } = this;
    try {
      const answer = await this.page(block, BLOCK, abort.signal);
      if (generation !== this.generation || abort.signal.aborted) return;
      this.take(block, answer);
    } catch (error) {
      if (!abort.signal.aborted) host.failed(error);
      return;
    } finally {
      if (this.lanes.get(block) === abort) this.lanes.delete(block);
    }
    this.pump();
  }

  private page(block: number, limit: number, signal?: AbortSignal): Promise<PageAnswer> {
    const { host } = this;
    const request = { ...host.query(), ...host.store.wayTo(block), limit };
    return host.connection.run(() => host.transport.query(host.table(), request, signal), signal);
  }

  private take(block: number, answer: PageAnswer): void {
    const { host } = this;
    const records = storedOf(answer);
    const before = new Map<number, Stored>();
    for (const record of records) {
      const known = host.store.byId(record.id);
      if (known) before.set(record.id, known);
    }
    host.learn(answer.titles);
    host.store.put(block, records, answer.next);
    host.store.evict();
    if (answer.next === null && (records.length > 0 || block === 0)) {
      this.end = block * BLOCK + records.length;
      host.counted(this.end);
    }
    host.loaded(before, records);
  }

  /** Reads a span of rows in large pages, for copying and clearing. */
  async span(from: number, to: number): Promise<Stored[]> {
    const rows: Stored[] = [];
    const { generation } = this;
    let block = Math.floor(from / BLOCK);
    while (block * BLOCK <= to) {
      const answer = await this.page(block, BLOCK * 5);
      if (generation !== this.generation) throw new Error(this.host.texts.viewChanged);
      const records = storedOf(answer);
      this.host.learn(answer.titles);
      for (const [offset, record] of records.entries()) {
        const index = block * BLOCK + offset;
        if (index >= from && index <= to) rows[index - from] = record;
      }
      this.host.store.put(block, records, answer.next);
      this.host.store.evict();
      if (answer.next === null) break;
      block += 5;
    }
    return rows;
  }

  private async count(): Promise<void> {
    const { host, generation } = this;
    this.counting?.abort();
    const abort = new AbortController();
    this.counting = abort;
    const { filter, search, archived } = host.query();
    try {
      const count = await host.connection.run(
        () => host.transport.count(host.table(), { filter, search, archived }, abort.signal),
        abort.signal,
      );
      if (generation !== this.generation || abort.signal.aborted) return;
      this.end = count;
      host.counted(count);
    } catch (error) {
      if (!abort.signal.aborted) host.failed(error);
    }
  }

  /** Gives everything up that is under way. */
  stop(): void {
    this.generation++;
    this.end = undefined;
    this.counting?.abort();
    clearTimeout(this.resting);
    this.resting = undefined;
    for (const abort of this.lanes.values()) abort.abort();
    this.lanes.clear();
  }
}
