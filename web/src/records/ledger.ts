/** Keeps what this person did until the server confirms it: shown at once, marked when refused, never lost silently. */
import type { CellEdit, NewRow, RowId, Value, WriteOptions, WriteOutcome } from "../grid/types.ts";
import type { Stored } from "./blocks.ts";
import type { Conflict } from "./given.ts";
import { givenLinks } from "./given-links.ts";
import { type Change, type RecordChanges, same } from "./operations.ts";
import { Overlay } from "./overlay.ts";
import type { RecordSource } from "./source.ts";
import { Steps } from "./steps.ts";
import { type Draft, Tail } from "./tail.ts";
import { Waiting } from "./waiting.ts";
import type { CellError, ConflictAnswer, Given, WriteAnswer } from "./wire.ts";
import type { WriterHost } from "./writer.ts";

/** The unconfirmed edits of one source. */
export class Ledger implements WriterHost {
  readonly overlay = new Overlay();
  readonly tail = new Tail();
  readonly turns = new Steps();
  /** Changes that this page made, whose live events it need not follow. */
  readonly own = new Set<number>();
  conflicts: readonly Conflict[] = [];
  private readonly queued = new Waiting();
  private readonly versions = new Map<string, number>();
  /** From version to version, where our own writes led without anybody else's in between. */
  private readonly steps = new Map<string, number>();
  private shadows: { readonly end: number; readonly records: readonly Stored[] } | undefined;
  private tokens = 0;

  constructor(private readonly source: RecordSource) {}

  get transport() {
    return this.source.transport;
  }

  get connection() {
    return this.source.connection;
  }

  table(): string {
    return this.source.table();
  }

  get unsaved(): number {
    return this.queued.size + this.tail.unsaved + this.overlay.refused;
  }

  private stored(id: RowId): Stored | undefined {
    return this.tail.find(id)?.stored ?? this.source.store.byId(this.tail.current(id));
  }

  private shown(): void {
    this.source.emit({ kind: "rows" });
    this.source.progressed();
  }

  /** Shows changed cells at once and sends them. */
  async write(edits: readonly CellEdit[], options: WriteOptions): Promise<WriteOutcome> {
    const changes = this.lay(edits);
    return this.settle(changes, () =>
      this.source.writer.enqueue(() => this.source.writer.changes(changes, options)),
    );
  }

  /** The same inside a turn of the write queue. */
  async writeNow(edits: readonly CellEdit[], options: WriteOptions): Promise<WriteOutcome> {
    const changes = this.lay(edits);
    return this.settle(changes, () => this.source.writer.changes(changes, options));
  }

  private lay(edits: readonly CellEdit[]): Change[] {
    const changes = edits.flatMap((edit) => (edit.id === undefined ? [] : [this.change(edit, edit.id)]));
    const mark = { kind: "pending", message: this.source.texts.pending } as const;
    for (const change of changes) {
      this.queued.add(change);
      this.overlay.lay(change.id, change.column, {
        value: change.value,
        mark: this.typed(change, mark),
        token: change.token,
      });
    }
    this.shown();
    return changes;
  }

  private async settle(changes: readonly Change[], send: () => Promise<WriteOutcome>): Promise<WriteOutcome> {
    if (changes.length === 0) return { written: 0, failed: 0, conflicts: 0 };
    try {
      return await send();
    } finally {
      for (const change of changes) this.queued.delete(change);
      this.shown();
    }
  }

  private change(edit: CellEdit, id: RowId): Change {
    const current = this.tail.current(id);
    const base = this.seen(current, edit.version ?? this.stored(current)?.version ?? 0);
    return {
      id: current,
      column: edit.column,
      value: edit.value,
      sent: givenLinks(
        this.source.column(edit.column),
        edit.value,
        this.stored(current)?.values[edit.column] ?? null,
      ),
      text: edit.text,
      base,
      token: ++this.tokens,
    };
  }

  given(values: Readonly<Record<string, Value>>): Readonly<Record<string, Given>> {
    const sent = Object.entries(values).map(([key, value]) => [
      key,
      givenLinks(this.source.column(key), value, null),
    ]);
    return Object.fromEntries(sent) as Record<string, Given>;
  }

  /** The version a person saw, or a later one that only this person's own writes led to. */
  private seen(id: RowId, version: number): number {
    let seen = version;
    for (
      let next = this.steps.get(`${id} ${seen}`);
      next !== undefined;
      next = this.steps.get(`${id} ${seen}`)
    )
      seen = next;
    return seen;
  }

  /** A text that is no value of its field yet is shown as typed. */
  private typed<M extends object>(change: Change, mark: M): M {
    const raw = typeof change.value === "string" && change.text !== undefined && change.text === change.value;
    return raw && change.text ? { ...mark, text: change.text } : mark;
  }

  /** Just before sending: new records have got their ids; drafts that failed take the change and are tried again. */
  prepare(changes: readonly Change[]): readonly Change[] {
    const ready: Change[] = [];
    const again = new Set<Draft>();
    for (const change of changes) {
      this.queued.move(change, this.tail.current(change.id));
      const draft = this.tail.find(change.id);
      if (draft && draft.state !== "saved") {
        draft.stored = { ...draft.stored, values: { ...draft.stored.values, [change.column]: change.value } };
        this.overlay.lift(change.id, change.column, change.token);
        again.add(draft);
      } else {
        if (change.base === 0) change.base = this.stored(change.id)?.version ?? 0;
        ready.push(change);
      }
    }
    if (again.size > 0) void this.sendDrafts([...again], { source: "grid" });
    return ready;
  }

  /** Shows new records at the end at once and sends them. */
  async insert(rows: readonly NewRow[], options: WriteOptions): Promise<WriteOutcome> {
    const drafts = rows.map((values) => this.tail.add(values));
    this.source.emit({ kind: "count" });
    return this.sendDrafts(drafts, options);
  }

  private async sendDrafts(drafts: readonly Draft[], options: WriteOptions): Promise<WriteOutcome> {
    for (const draft of drafts) this.tail.turn(draft, "sending");
    this.source.progressed();
    try {
      return await this.source.writer.enqueue(() => {
        for (const draft of drafts) this.clearMarks(draft);
        return this.source.writer.inserts(drafts, options);
      });
    } finally {
      this.shown();
    }
  }

  private clearMarks(draft: Draft): void {
    const row = this.overlay.over(draft.stored, this.source.titleField);
    for (const column of Object.keys(row.marks ?? {})) this.overlay.lift(draft.stored.id, column);
  }

  inserted(draft: Draft, answer: WriteAnswer["records"][number]): void {
    const { id, version, values } = answer;
    const before = draft.stored.id;
    this.tail.saved(draft, { id, version, values });
    this.overlay.rename(before, id);
  }

  draftFailed(draft: Draft): void {
    this.tail.turn(draft, "failed");
  }

  draftRefused(draft: Draft, error: Pick<CellError, "field" | "message">): void {
    const column = error.field ?? this.source.titleField;
    // The first reason counts: a value left out for being wrong is not also missing.
    if (this.overlay.get(draft.stored.id, column)?.mark.kind === "error") return;
    const value = draft.stored.values[column] ?? null;
    const text = typeof value === "string" ? value : undefined;
    this.overlay.lay(draft.stored.id, column, {
      value,
      mark: { kind: "error", message: error.message, text },
      token: ++this.tokens,
    });
  }

  written(batch: readonly RecordChanges[], answer: WriteAnswer): void {
    for (const record of answer.records) {
      const changes = batch[record.index];
      if (changes) this.confirm(changes, record);
    }
    this.shown();
  }

  private confirm(changes: RecordChanges, record: WriteAnswer["records"][number]): void {
    const before = this.stored(record.id);
    const stored = {
      id: record.id,
      version: record.version,
      values: { ...before?.values, ...record.values },
    };
    for (const change of changes) {
      this.queued.delete(change);
      this.overlay.lift(record.id, change.column, change.token);
    }
    const base = Math.min(...changes.map((change) => change.base));
    if (stored.version === base + 1) this.steps.set(`${stored.id} ${base}`, stored.version);
    this.rebase(changes, stored, before);
    const draft = this.tail.find(record.id);
    if (draft) draft.stored = stored;
    else this.source.store.replace(stored);
  }

  /**
   * Edits that wait saw the record before our own write: they take its new version, unless somebody else changed the
   * same field in between, which must stay a conflict.
   */
  private rebase(changes: RecordChanges, stored: Stored, before: Stored | undefined): void {
    for (const waiting of this.queued.of(stored.id)) {
      if (waiting.base >= stored.version) continue;
      const now = stored.values[waiting.column];
      const ours = changes.find((change) => change.column === waiting.column);
      const untouched = ours ? true : same(now, before?.values[waiting.column]);
      const alone = stored.version === Math.min(...changes.map((change) => change.base)) + 1;
      if (alone || untouched) waiting.base = stored.version;
    }
  }

  refused(change: Change, message: string): void {
    this.queued.delete(change);
    if (this.overlay.get(change.id, change.column)?.token !== change.token) return;
    const text = change.text || this.source.show(change.column, change.value);
    this.overlay.lay(change.id, change.column, {
      mark: { kind: "error", message, text },
      token: change.token,
    });
    this.shown();
  }

  clashed(change: Change, answer: ConflictAnswer): void {
    this.queued.delete(change);
    const { texts } = this.source;
    const by = typeof answer.by === "string" ? answer.by : (answer.by?.name ?? "");
    const conflict: Conflict = {
      id: change.id,
      field: change.column,
      yours: change.value,
      theirs: answer.theirs,
      by: by || texts.somebody,
      at: answer.at,
    };
    const message = texts.conflict(
      conflict.by,
      this.source.show(change.column, conflict.theirs),
      this.source.show(change.column, conflict.yours),
    );
    this.overlay.lay(change.id, change.column, {
      value: change.value,
      mark: { kind: "conflict", message },
      token: change.token,
    });
    this.versions.set(`${change.id} ${change.column}`, answer.version);
    const others = this.conflicts.filter((known) => known.id !== change.id || known.field !== change.column);
    this.conflicts = [...others, conflict];
    this.source.given.onConflict?.(this.conflicts);
    this.shown();
  }

  /** A doing on many rows did not write this cell: it tells why. */
  failedCell(id: RowId, column: string, message: string, text?: string): void {
    this.overlay.lay(id, column, { mark: { kind: "error", message, text }, token: ++this.tokens });
  }

  /** Settles a conflict. */
  async resolve(conflict: Conflict, choice: "mine" | "theirs"): Promise<void> {
    const { id, field } = conflict;
    this.dismiss(id, field);
    const stored = this.stored(id);
    const version = this.versions.get(`${id} ${field}`) ?? stored?.version ?? 0;
    if (stored)
      this.put({
        ...stored,
        values: { ...stored.values, [field]: conflict.theirs },
        version: Math.max(version, stored.version),
      });
    this.shown();
    if (choice === "mine")
      await this.write([{ row: -1, id, column: field, value: conflict.yours }], { source: "grid" });
  }

  private put(stored: Stored): void {
    const draft = this.tail.find(stored.id);
    if (draft) draft.stored = stored;
    else this.source.store.replace(stored);
  }

  /** Forgets the mark of a cell and what was typed there. */
  dismiss(id: RowId, column: string): void {
    const current = this.tail.current(id);
    const laid = this.overlay.get(current, column);
    if (!laid || laid.mark.kind === "pending") return;
    this.overlay.lift(current, column);
    const before = this.conflicts.length;
    this.conflicts = this.conflicts.filter((known) => known.id !== current || known.field !== column);
    if (this.conflicts.length !== before) this.source.given.onConflict?.(this.conflicts);
    this.shown();
  }

  answered(answer: WriteAnswer): void {
    this.shown();
    if (answer.change !== null) {
      this.own.add(answer.change);
      this.source.emit({ kind: "written" });
    }
    if (answer.titles) this.source.learn(answer.titles);
    this.source.notes.ask(answer.records.map((record) => record.id));
    const [first] = answer.warnings ?? [];
    if (first)
      this.source.given.onWarned?.(this.source.texts.warned(answer.warnings?.length ?? 1, first.message));
  }

  told(message: string): void {
    this.source.given.onRefused?.(message);
  }

  noted(action: number, change: number): void {
    this.turns.note(action, change);
  }

  newAction(): number {
    return this.turns.begin();
  }

  progressed(): void {
    this.source.progressed();
  }

  /** Takes drafts out that the server never knew; gives the ids it knows. */
  dropDrafts(ids: readonly RowId[]): { dropped: number; known: RowId[] } {
    const drafts = ids.filter((id) => this.tail.current(id) < 0);
    this.tail.remove(new Set(drafts));
    for (const id of drafts) this.overlay.drop(id);
    return { dropped: drafts.length, known: ids.map((id) => this.tail.current(id)).filter((id) => id > 0) };
  }

  /** The view is read again: new records take the places the server gives them. */
  release(): void {
    const start = this.source.rowCount() - this.tail.drafts.length;
    const records = this.tail.release().map((draft) => draft.stored);
    if (records.length === 0 || !this.source.countKnown()) return;
    this.shadows = { end: start + records.length, records };
    this.source.counted(start + records.length);
  }

  /** What to show for a row that was just released and is not read yet. */
  shadow(index: number): Stored | undefined {
    const { shadows } = this;
    return shadows?.records[index - (shadows.end - shadows.records.length)];
  }

  /** A value of another person shows for a moment. */
  flash(id: RowId, column: string): void {
    if (this.overlay.get(id, column)) return;
    const token = ++this.tokens;
    this.overlay.lay(id, column, { mark: { kind: "changed", message: this.source.texts.changed }, token });
    setTimeout(() => {
      this.overlay.lift(id, column, token);
      this.source.emit({ kind: "rows" });
    }, 2600);
  }
}
