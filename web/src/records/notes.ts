/** Asks which rules the records on screen break, and marks their cells; a table without rules is never asked. */
import type { Overlay } from "./overlay.ts";
import type { Transport } from "./transport.ts";
import type { TableShape } from "./wire.ts";

/** What notes need of their source. */
export interface NotesHost {
  readonly transport: Transport;
  shapeNow(): TableShape;
  overlay(): Overlay;
  emitRows(): void;
}

/** How long records gather before they are asked about, in milliseconds. */
const GATHER = 60;
const MOST = 1000;

/** The notes of one source. */
export class Notes {
  private readonly waiting = new Set<number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  constructor(private readonly host: NotesHost) {}

  /** Asks about records that were read or written. */
  ask(ids: Iterable<number>): void {
    if (!this.host.shapeNow().rules?.length) {
      for (const id of ids) this.host.overlay().note(id, undefined);
      return;
    }
    for (const id of ids) if (id > 0) this.waiting.add(id);
    if (this.waiting.size === 0 || this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.send();
    }, GATHER);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async send(): Promise<void> {
    const ids = [...this.waiting].slice(0, MOST);
    for (const id of ids) this.waiting.delete(id);
    try {
      const found = await this.host.transport.breaches?.(this.host.shapeNow().key, ids);
      if (this.stopped || !found) return;
      const marks = new Map<number, Record<string, string>>();
      for (const { id, field, message } of found) {
        const own = marks.get(id) ?? {};
        if (field) own[field] = own[field] ? `${own[field]} ${message}` : message;
        marks.set(id, own);
      }
      const changed = ids.filter((id) => this.host.overlay().note(id, marks.get(id)));
      if (changed.length > 0) this.host.emitRows();
    } catch {
      // Marks are a help: what cannot be asked now is asked with the next page.
    }
    if (this.waiting.size > 0) this.ask([]);
  }
}
