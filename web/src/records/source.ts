/** A grid source over the server's records: blocks on demand, edits shown at once, live updates. */
import type { LookContext } from "../grid/look.ts";
import type {
  CellEdit,
  Column,
  GridSource,
  NewRow,
  Option,
  Row,
  RowId,
  SourceEvent,
  Span,
  Value,
  WriteOptions,
  WriteOutcome,
  WriteTold,
} from "../grid/types.ts";
import { BlockStore, type Stored } from "./blocks.ts";
import { Bulk } from "./bulk.ts";
import { columnsOf } from "./columns.ts";
import { Connection } from "./connection.ts";
import type { Conflict, RecordSourceOptions, SaveState } from "./given.ts";
import { Ledger } from "./ledger.ts";
import { LiveUpdates } from "./live.ts";
import { Loader } from "./loader.ts";
import { Notes } from "./notes.ts";
import { Ranges } from "./ranges.ts";
import { newKey, type Transport, type Turned } from "./transport.ts";
import type { PageRequest, TableShape, Titles, ViewShape } from "./wire.ts";
import { type SourceTexts, sourceTexts } from "./words.ts";
import { Writer } from "./writer.ts";

/** Rows shown as waiting before anything is known. */
const WAITING_ROWS = 40;

/** The records of one table under one view. */
export class RecordSource implements GridSource {
  readonly store = new BlockStore();
  readonly transport: Transport;
  readonly connection: Connection;
  readonly ledger: Ledger;
  readonly writer: Writer;
  readonly loader: Loader;
  readonly texts: SourceTexts;
  readonly notes: Notes;
  private readonly live: LiveUpdates;
  readonly ranges = new Ranges(this);
  private readonly bulk = new Bulk(this);
  private readonly listeners = new Set<(event: SourceEvent) => void>();
  private readonly titles = new Map<string, Map<number, string>>();
  private shape: TableShape;
  private view: ViewShape;
  private shownColumns: readonly Column[];
  private count: number | undefined;
  private started = false;
  private lastState = "";

  constructor(readonly given: RecordSourceOptions) {
    this.shape = given.table;
    this.view = given.view;
    this.transport = given.transport;
    this.texts = sourceTexts(given.language ?? "zh-CN");
    this.shownColumns = columnsOf(this.shape, this.view);
    this.connection = new Connection(() => this.progressed());
    this.ledger = new Ledger(this);
    this.writer = new Writer(this.ledger);
    this.notes = new Notes({
      transport: this.transport,
      shapeNow: () => this.shape,
      overlay: () => this.ledger.overlay,
      emitRows: () => this.emit({ kind: "rows" }),
    });
    this.loader = new Loader(this);
    this.live = new LiveUpdates(this);
    this.loader.reset();
  }

  // What the loader, the ledger and the live updates ask

  table(): string {
    return this.shape.key;
  }

  get titleField(): string {
    return this.shape.title;
  }

  query(): PageRequest {
    const { filter, sorts, search, archived } = this.view;
    return {
      ...(filter ? { filter } : {}),
      ...(sorts && sorts.length > 0 ? { sorts } : {}),
      ...(search ? { search } : {}),
      ...(archived ? { archived } : {}),
      fields: this.fieldKeys(),
    };
  }

  private fieldKeys(): string[] {
    const keys = new Set(this.shownColumns.map((column) => column.key));
    return [...keys.add(this.shape.title)];
  }

  learn(titles: Titles): void {
    for (const [table, names] of Object.entries(titles))
      for (const [id, title] of Object.entries(names)) this.learnTitle(table, Number(id), title);
  }

  loaded(before: ReadonlyMap<number, Stored>, records: readonly Stored[]): void {
    this.started = true;
    this.live.flash(before, records);
    this.notes.ask(records.map((record) => record.id));
    this.emit({ kind: "rows" });
  }

  counted(count: number): void {
    if (this.count === count && this.started) return;
    const first = this.count === undefined;
    this.count = count;
    this.loader.end = count;
    this.started = true;
    if (!first) this.store.cut(count);
    this.emit({ kind: "count" });
  }

  failed(error: unknown): void {
    this.given.onRefused?.(error instanceof Error ? error.message : String(error));
  }

  emit(event: SourceEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  /** Tells the host how far saving has come, when that changed. */
  progressed(): void {
    const key = `${this.state()} ${this.unsaved()}`;
    if (key === this.lastState) return;
    this.lastState = key;
    this.given.onState?.(this.state(), this.unsaved());
  }

  get context(): LookContext {
    return {
      language: this.given.language ?? "zh-CN",
      now: () => new Date(),
      titleOf: (target, id) => this.titleOf(target, id),
    };
  }

  /** A field as a column, shown or not. */
  column(field: string): Pick<Column, "kind" | "type" | "config"> | undefined {
    const found = this.shape.fields.find((one) => one.key === field);
    return found && { kind: found.kind as Column["kind"], type: found.type, config: found.config ?? {} };
  }

  /** A value as the cell would show it. */
  show(field: string, value: Value): string {
    const column = this.shownColumns.find((found) => found.key === field);
    if (!column) return String(value ?? "");
    return this.given.looks(column).show(value, column, this.context) || this.texts.empty;
  }

  // GridSource: reading

  columns(): readonly Column[] {
    return this.shownColumns;
  }

  /** Records of the server that are shown, without the new ones at the end. */
  private get served(): number {
    if (!this.started) return WAITING_ROWS;
    return this.count ?? this.store.end + WAITING_ROWS;
  }

  rowCount(): number {
    return this.served + this.ledger.tail.drafts.length;
  }

  countKnown(): boolean {
    return this.count !== undefined;
  }

  whenCounted(): Promise<void> {
    return until(this, () => this.countKnown());
  }

  /** Whether anything of the view was read yet. */
  settled(): boolean {
    return this.started;
  }

  row(index: number): Row | undefined {
    const stored = this.storedAt(index);
    return stored && this.ledger.overlay.over(stored, this.shape.title);
  }

  private storedAt(index: number): Stored | undefined {
    const { served } = this;
    if (index >= served) return this.ledger.tail.drafts[index - served]?.stored;
    return this.store.at(index) ?? this.ledger.shadow(index);
  }

  indexOf(id: RowId): number | undefined {
    const place = this.ledger.tail.placeOf(id);
    if (place >= 0) return this.served + place;
    return this.store.placeOf(this.ledger.tail.current(id));
  }

  need(from: number, to: number): void {
    this.loader.want(Math.min(from, this.served), Math.max(0, Math.min(to, this.served - 1)));
  }

  /** Says which rows are on screen when they stand apart. */
  needApart(spans: readonly Span[]): void {
    const last = Math.max(0, this.served - 1);
    const inside = spans
      .filter((span) => span.from <= last)
      .map(({ from, to }) => ({ from, to: Math.min(to, last) }));
    this.loader.wantApart(inside);
  }

  async fetchRows(from: number, to: number): Promise<readonly Row[]> {
    const { served } = this;
    const known = from < served ? await this.loader.span(from, Math.min(to, served - 1)) : [];
    const drafts = this.ledger.tail.drafts.slice(Math.max(0, from - served), Math.max(0, to - served + 1));
    const all = [...known, ...drafts.map((draft) => draft.stored)];
    return all.map((stored) => this.ledger.overlay.over(stored, this.shape.title));
  }

  subscribe(listener: (event: SourceEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async options(column: Column, query: string): Promise<readonly Option[]> {
    const target = typeof column.config.target === "string" ? column.config.target : "@members";
    const found = await this.transport.find(target, query, 30);
    return found.map(({ id, title }) => ({ value: id, label: title }));
  }

  titleOf(target: string, id: number): string | undefined {
    return this.titles.get(target)?.get(id);
  }

  learnTitle(target: string, id: number, title: string): void {
    const names = this.titles.get(target) ?? new Map<number, string>();
    this.titles.set(target, names.set(id, title));
  }

  dismiss(id: RowId, column: string): void {
    this.ledger.dismiss(id, column);
  }

  // GridSource: writing

  async write(edits: readonly CellEdit[], options: WriteOptions): Promise<WriteOutcome> {
    const unknown = edits.filter((edit) => edit.id === undefined && !this.row(edit.row));
    // Known rows are written without waiting, so that edits show and queue in the order they were made.
    if (unknown.length === 0) return this.ledger.write(this.locate(edits, new Map()), options);
    return this.writer.enqueue(async () => {
      const rows = await this.readRows(unknown.map((edit) => edit.row));
      const located = this.locate(edits, rows);
      const lost = edits.length - located.length;
      if (lost > 0) this.given.onRefused?.(this.texts.nowhere(lost));
      return this.ledger.writeNow(located, options);
    });
  }

  private async readRows(indexes: readonly number[]): Promise<Map<number, Row>> {
    const from = indexes.reduce((a, b) => Math.min(a, b));
    const to = indexes.reduce((a, b) => Math.max(a, b));
    const read = await this.fetchRows(from, to);
    return new Map(read.map((row, offset) => [from + offset, row]));
  }

  /** Names the records of edits. */
  private locate(edits: readonly CellEdit[], rows: ReadonlyMap<number, Row>): CellEdit[] {
    return edits.flatMap((edit) => {
      const id = edit.id ?? (this.row(edit.row) ?? rows.get(edit.row))?.id;
      return id === undefined ? [] : [{ ...edit, id }];
    });
  }

  async clear(rows: readonly Span[], columns: readonly string[], told?: WriteTold): Promise<WriteOutcome> {
    return this.bulk.clear(rows, columns, told);
  }

  async insert(rows: readonly NewRow[], options: WriteOptions): Promise<WriteOutcome> {
    return this.ledger.insert(rows, options);
  }

  async archive(rows: readonly Span[]): Promise<WriteOutcome> {
    return this.bulk.archive(rows);
  }

  /** Records of the server in the view, as far as it told; undefined before it did. */
  get known(): number | undefined {
    return this.count;
  }

  /** Reads the view again after a doing of this person on many rows. */
  again(change: number | null): void {
    if (change !== null) this.ledger.own.add(change);
    this.live.quiet();
    this.refresh();
  }

  async undo(): Promise<void> {
    await this.turn(() =>
      this.ledger.turns.undo((change) => this.turnedBy((key) => this.transport.undo(change, key))),
    );
  }

  async redo(): Promise<void> {
    await this.turn(() => this.ledger.turns.redo(() => this.turnedBy((key) => this.transport.redo(key))));
  }

  /** Waits for a large undo or redo, which goes on as a job. */
  private async turnedBy(request: (key: string) => Promise<Turned>): Promise<Turned> {
    const turned = await this.ask(request);
    if (!turned.job) return turned;
    const { change } = await this.ranges.follow(turned.job);
    return { ...turned, change };
  }

  private ask<T>(request: (key: string) => Promise<T>): Promise<T> {
    const key = newKey();
    return this.connection.run(() => request(key));
  }

  private async turn(work: () => Promise<number[]>): Promise<void> {
    await this.writer.enqueue(async () => {
      for (const change of await work()) this.ledger.own.add(change);
    });
    this.live.quiet();
    this.refresh();
  }

  // For the host application

  /** Shows another view; a new filter, order or search starts over, a new arrangement of columns does not. */
  setView(view: ViewShape): void {
    const before = this.queryKey();
    this.view = view;
    this.arrange();
    if (this.queryKey() === before) return;
    this.ledger.release();
    this.count = undefined;
    this.started = false;
    this.loader.reset();
    this.emit({ kind: "reset" });
  }

  private queryKey(): string {
    const { fields: _, ...rest } = this.query();
    return JSON.stringify(rest);
  }

  /** Takes the table's new fields after a catalog change. */
  setTable(table: TableShape): void {
    if (table === this.shape) return;
    this.shape = table;
    this.arrange(true);
  }

  private arrange(reread = false): void {
    const before = new Set(this.shownColumns.map((column) => column.key));
    const columns = columnsOf(this.shape, this.view);
    if (!reread && JSON.stringify(columns) === JSON.stringify(this.shownColumns)) return;
    this.shownColumns = columns;
    this.emit({ kind: "columns" });
    if (reread || columns.some((column) => !before.has(column.key))) this.loader.refresh();
  }

  /** Reads everything on screen again; scroll position and selection stay. */
  refresh(): void {
    this.ledger.release();
    this.loader.refresh();
    this.given.onRefresh?.();
    this.emit({ kind: "written" });
  }

  conflicts(): readonly Conflict[] {
    return this.ledger.conflicts;
  }

  /** Settles a conflict: writes this person's value over the other one, or takes the other one. */
  async resolve(conflict: Conflict, choice: "mine" | "theirs"): Promise<void> {
    await this.ledger.resolve(conflict, choice);
  }

  state(): SaveState {
    if (this.connection.reach === "signed_out") return "signed_out";
    if (this.connection.reach === "away") return "offline";
    return this.writer?.busy ? "saving" : "saved";
  }

  /** Cells and records that the server does not hold: under way, refused or in conflict. */
  unsaved(): number {
    return this.ledger?.unsaved ?? 0;
  }

  recordAt(index: number): Row | undefined {
    return this.row(index);
  }

  destroy(): void {
    this.live.stop();
    this.notes.stop();
    this.loader.stop();
    this.connection.close();
    this.listeners.clear();
  }
}

/** Waits until something is so, looking again at each event of a source. */
export async function until(source: Pick<GridSource, "subscribe">, so: () => boolean): Promise<void> {
  if (so()) return;
  await new Promise<void>((resolve) => {
    const stop = source.subscribe(() => {
      if (!so()) return;
      stop();
      resolve();
    });
  });
}
