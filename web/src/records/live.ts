/** Follows other people's changes: reads what is on screen again and lets changed cells flash. */
import type { Stored } from "./blocks.ts";
import { same } from "./operations.ts";
import type { RecordSource } from "./source.ts";
import type { LiveEvent } from "./wire.ts";

/** Changes within this time are read together. */
const GATHER = 120;

/** The live updates of one source. */
export class LiveUpdates {
  private readonly unlisten: () => void;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly held: number[] = [];
  private flashUntil = 0;

  constructor(private readonly source: RecordSource) {
    this.unlisten = source.transport.listen((event) => this.hear(event));
  }

  private hear(event: LiveEvent): void {
    if (event.event === "catalog") this.source.given.onCatalog?.(event.version);
    if (event.event === "refetch") this.gather();
    if (event.event !== "change" || event.table !== this.source.table()) return;
    if (this.source.ledger.own.delete(event.change)) return;
    this.held.push(event.change);
    this.gather();
  }

  private gather(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.follow(), GATHER);
  }

  /** Reads again, once our own writes are answered and their changes known for ours. */
  private follow(): void {
    const { source } = this;
    if (source.writer.busy && source.state() === "saving") return this.gather();
    const heard = this.held.splice(0);
    const others = heard.filter((change) => !source.ledger.own.delete(change));
    if (heard.length > 0 && others.length === 0) return;
    this.flashUntil = Date.now() + 3000;
    source.refresh();
  }

  /** Marks the cells that differ from before, when other people's changes were read. */
  flash(before: ReadonlyMap<number, Stored>, records: readonly Stored[]): void {
    if (Date.now() > this.flashUntil) return;
    for (const record of records) {
      const old = before.get(record.id);
      if (!old || old.version === record.version) continue;
      for (const [column, value] of Object.entries(record.values))
        if (column in old.values && !same(value, old.values[column]))
          this.source.ledger.flash(record.id, column);
    }
  }

  /** What is read next is this person's own doing and does not flash. */
  quiet(): void {
    this.flashUntil = 0;
  }

  stop(): void {
    clearTimeout(this.timer);
    this.unlisten();
  }
}
