/** The loaded rows in blocks of 200, with the cursors that lead to them. Pure. */
import type { RowId, Value } from "../grid/types.ts";

/** Rows per block, and per request. */
export const BLOCK = 200;

/** A record as the server told it last. */
export interface Stored {
  readonly id: RowId;
  readonly version: number;
  readonly values: Readonly<Record<string, Value>>;
}

interface Block {
  records: Stored[];
  stale: boolean;
  used: number;
}

/** Blocks by number; the least recently used ones are forgotten. */
export class BlockStore {
  private readonly blocks = new Map<number, Block>();
  private readonly cursors = new Map<number, string | null>([[0, null]]);
  private readonly places = new Map<RowId, number>();
  private clock = 0;

  constructor(private readonly most = 60) {}

  /** The record at an index when it is loaded. */
  at(index: number): Stored | undefined {
    const block = this.blocks.get(Math.floor(index / BLOCK));
    if (!block) return undefined;
    block.used = ++this.clock;
    return block.records[index % BLOCK];
  }

  /** The fresh records between two indexes, with their indexes. */
  *loaded(from: number, to: number): Iterable<[number, Stored]> {
    const numbers = [...this.blocks.keys()].sort((a, b) => a - b);
    for (const number of numbers) {
      const block = this.blocks.get(number);
      if (!block || block.stale) continue;
      for (const [offset, record] of block.records.entries()) {
        const index = number * BLOCK + offset;
        if (index >= from && index <= to) yield [index, record];
      }
    }
  }

  /** Where a record stands. */
  placeOf(id: RowId): number | undefined {
    return this.places.get(id);
  }

  /** Whether a block must be asked for. */
  lacks(block: number): boolean {
    const found = this.blocks.get(block);
    return !found || found.stale;
  }

  /** How a block is reached from the nearest cursor before it. */
  wayTo(block: number): { after: string | null; skip: number } {
    let near = block;
    while (!this.cursors.has(near)) near--;
    return { after: this.cursors.get(near) ?? null, skip: (block - near) * BLOCK };
  }

  /** Takes a page; it may hold several blocks. `next` is the cursor behind its last record. */
  put(block: number, records: readonly Stored[], next: string | null): void {
    for (let start = 0; start === 0 || start < records.length; start += BLOCK) {
      const number = block + start / BLOCK;
      this.forget(number);
      const part = records.slice(start, start + BLOCK);
      this.blocks.set(number, { records: part, stale: false, used: ++this.clock });
      for (const [offset, record] of part.entries()) this.places.set(record.id, number * BLOCK + offset);
    }
    if (next !== null && records.length % BLOCK === 0 && records.length > 0)
      this.cursors.set(block + records.length / BLOCK, next);
  }

  private forget(number: number): void {
    const block = this.blocks.get(number);
    if (!block) return;
    for (const [offset, record] of block.records.entries())
      if (this.places.get(record.id) === number * BLOCK + offset) this.places.delete(record.id);
    this.blocks.delete(number);
  }

  /** Replaces a record wherever it stands. */
  replace(record: Stored): void {
    const place = this.places.get(record.id);
    if (place === undefined) return;
    const block = this.blocks.get(Math.floor(place / BLOCK));
    if (block) block.records[place % BLOCK] = record;
  }

  /** A record by its id. */
  byId(id: RowId): Stored | undefined {
    const place = this.places.get(id);
    return place === undefined ? undefined : this.at(place);
  }

  /** Marks everything as old; shown until it is read again. Cursors behind a block are dropped. */
  age(keepCursorsTo: number): void {
    for (const block of this.blocks.values()) block.stale = true;
    for (const number of this.cursors.keys()) if (number > keepCursorsTo) this.cursors.delete(number);
  }

  /** Drops blocks that were not used lately. */
  evict(): void {
    if (this.blocks.size <= this.most) return;
    const order = [...this.blocks.entries()].sort((a, b) => a[1].used - b[1].used);
    for (const [number] of order.slice(0, this.blocks.size - this.most)) this.forget(number);
  }

  /** Cuts rows behind an end, after the count shrank. */
  cut(count: number): void {
    for (const [number, block] of this.blocks) {
      const keep = count - number * BLOCK;
      if (keep <= 0) this.forget(number);
      else if (block.records.length > keep) block.records = block.records.slice(0, keep);
    }
  }

  /** One past the last loaded row. */
  get end(): number {
    let end = 0;
    for (const [number, block] of this.blocks) end = Math.max(end, number * BLOCK + block.records.length);
    return end;
  }

  clear(): void {
    this.blocks.clear();
    this.places.clear();
    this.cursors.clear();
    this.cursors.set(0, null);
  }
}
