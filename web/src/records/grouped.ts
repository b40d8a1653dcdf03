/** Groups over a record source: lines on screen are heads of groups and records, read as far as they show. */

import { GroupLines, type GroupNode } from "../grid/lines.ts";
import type { LookBook } from "../grid/look.ts";
import type {
  CellEdit,
  Column,
  GridSource,
  GroupLine,
  NewRow,
  RangeSource,
  Row,
  RowId,
  SourceEvent,
  Span,
  Value,
  WriteOptions,
  WriteTold,
} from "../grid/types.ts";
import { type GroupLevel, groupLabel } from "./group-labels.ts";
import { type RecordSource, until } from "./source.ts";
import type { FieldShape, Titles } from "./wire.ts";

/** A group as the server lists it. */
export interface GroupFound {
  readonly keys: readonly Value[];
  readonly count: number;
  readonly values: readonly Value[];
}

/** A figure of a column. */
export interface Figure {
  readonly field: string;
  readonly function: string;
}

/** What is asked of the server about groups. */
export interface GroupsRequest {
  readonly filter?: unknown;
  readonly search?: string;
  readonly groups: readonly GroupLevel[];
  readonly aggregates: readonly Figure[];
}

/** Lists groups; the first one, without keys, is the whole. */
export type ListGroups = (
  request: GroupsRequest,
  signal: AbortSignal,
) => Promise<{ readonly groups: readonly GroupFound[]; readonly titles: Titles; readonly more: boolean }>;

/** What groups are made with. */
export interface GroupedOptions {
  readonly source: RecordSource;
  readonly list: ListGroups;
  readonly looks: LookBook;
  readonly fieldOf: (key: string) => FieldShape | undefined;
  /** Says a figure as the foot of its column does. */
  readonly sayFigure: (figure: Figure, value: Value, count: number) => string;
  /** Keeps which groups are folded. */
  readonly onFold?: (folded: readonly string[]) => void;
  readonly onRefused?: (message: string) => void;
}

/** What of a view concerns groups. */
export interface GroupedView {
  readonly groups: readonly GroupLevel[];
  readonly figures: readonly Figure[];
  readonly folded: readonly string[];
}

/** Milliseconds after which the groups are read again when records changed. */
const REST = 250;

/** A record source whose records stand in groups; without groups it is the source itself. */
export class GroupedSource implements GridSource {
  private view: GroupedView = { groups: [], figures: [], folded: [] };
  private asked = "";
  private found: readonly GroupFound[] = [];
  private lines: GroupLines | undefined;
  private heads: readonly (GroupLine | undefined)[] = [];
  private folded = new Set<string>();
  private reading: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<(event: SourceEvent) => void>();
  private readonly unsubscribe: () => void;

  constructor(private readonly given: GroupedOptions) {
    this.unsubscribe = given.source.subscribe((event) => this.emit(event));
  }

  private get source(): RecordSource {
    return this.given.source;
  }

  private emit(event: SourceEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  /** Whether records stand in groups now. */
  get grouped(): boolean {
    return this.view.groups.length > 0;
  }

  /** Shows groups, or none; the record source must be sorted by the same groups. */
  setGroups(view: GroupedView): void {
    const before = JSON.stringify(this.view.groups);
    this.view = view;
    if (JSON.stringify(view.groups) !== before) {
      this.folded = new Set(view.folded);
      this.lines = undefined;
      this.heads = [];
    }
    if (!this.grouped) {
      this.asked = "";
      this.reading?.abort();
      if (before !== "[]") this.emit({ kind: "count" });
    } else if (this.requestKey() !== this.asked) void this.read();
  }

  private request(): GroupsRequest {
    const { filter, search } = this.source.query();
    return { filter, search, groups: this.view.groups, aggregates: this.view.figures };
  }

  private requestKey(): string {
    return JSON.stringify(this.request());
  }

  /** Reads the groups again soon: records were written here or elsewhere. */
  changed(): void {
    if (!this.grouped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(), REST);
  }

  private async read(): Promise<void> {
    this.reading?.abort();
    const abort = new AbortController();
    this.reading = abort;
    const request = this.request();
    this.asked = JSON.stringify(request);
    try {
      const answer = await this.given.list(request, abort.signal);
      if (abort.signal.aborted) return;
      this.source.learn(answer.titles);
      this.found = answer.more ? withRest(answer.groups, request.groups.length) : answer.groups;
      this.arrange();
    } catch (error) {
      if (!abort.signal.aborted)
        this.given.onRefused?.(error instanceof Error ? error.message : String(error));
    }
  }

  private arrange(): void {
    const depth = this.view.groups.length;
    const groups = this.found.slice(1);
    const nodes: GroupNode[] = groups.map(({ keys, count }) => ({
      key: JSON.stringify(keys),
      level: keys.length - 1,
      count,
    }));
    this.lines = new GroupLines(nodes, depth, this.folded);
    this.heads = groups.map((group, index) => this.head(group, nodes[index] as GroupNode));
    this.emit({ kind: "count" });
  }

  private head(group: GroupFound, node: GroupNode): GroupLine {
    const level = this.view.groups[node.level] as GroupLevel;
    const field = this.given.fieldOf(level.field);
    const column = field && ({ ...field, width: 0, readonly: true, config: field.config ?? {} } as Column);
    const show = (value: Value) =>
      column ? this.given.looks(column).show(value, column, this.source.context) : String(value);
    const key = group.keys.at(-1) ?? null;
    const figures = this.view.figures.map(
      (figure, place) =>
        [figure.field, this.given.sayFigure(figure, group.values[place] ?? null, group.count)] as const,
    );
    return {
      level: node.level,
      name: field?.name ?? level.field,
      label: key === REST_KEY ? this.source.texts.restOfGroups : groupLabel(level, key, this.language, show),
      count: group.count,
      folded: this.folded.has(node.key),
      addable: this.addable(group),
      figures: new Map(figures),
    };
  }

  private get language() {
    return this.given.source.given.language ?? "zh-CN";
  }

  /** Whether a record can take over what its group says: equal values of fields that people write. */
  private addable(group: GroupFound): boolean {
    return group.keys.every((key, place) => {
      const level = this.view.groups[place];
      const field = level && this.given.fieldOf(level.field);
      if (!level || !field || key === REST_KEY) return false;
      return key === null || (!field.readonly && canTake(level));
    });
  }

  /** The values that a record made in a group takes over. */
  valuesOf(line: number): NewRow {
    const at = this.lines?.at(line);
    const group = at && "node" in at ? this.found[at.node + 1] : undefined;
    const values: Record<string, Value> = {};
    for (const [place, key] of (group?.keys ?? []).entries()) {
      const level = this.view.groups[place];
      if (level && key !== null) values[level.field] = key;
    }
    return values;
  }

  /** Reads everything again soon: a record was written and may belong to another group now. */
  saved(): void {
    if (!this.grouped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.source.refresh(), REST);
  }

  /** Makes a record that belongs to the group whose head stands on a line; gives the line it came to stand on. */
  async add(line: number): Promise<number> {
    const at = this.lines?.at(line);
    const key = at && "node" in at ? this.lines?.nodes[at.node]?.key : undefined;
    if (this.group(line)?.folded) this.fold(line);
    const outcome = await this.source.insert([this.valuesOf(line)], { source: "grid" });
    if (outcome.failed > 0 || key === undefined) return this.rowCount() - 1;
    this.source.refresh();
    await this.read();
    const head = this.lines?.headOf(key);
    return head === undefined ? line : this.lastLineOf(head);
  }

  /** The last line of the group whose head stands on a line, where a record made in it will be. */
  lastLineOf(line: number): number {
    let end = line;
    const head = this.group(line);
    while (head && end + 1 < (this.lines?.count ?? 0)) {
      const next = this.group(end + 1);
      if (next && next.level <= head.level) break;
      end++;
    }
    return end;
  }

  // GridSource: lines instead of records

  group(line: number): GroupLine | undefined {
    const at = this.lines?.at(line);
    return at && "node" in at ? this.heads[at.node] : undefined;
  }

  withoutHeads(span: Span): readonly Span[] {
    const { lines } = this;
    if (!lines) return [span];
    const inside = lines.without(span.from, Math.min(span.to, lines.count - 1));
    return span.to < lines.count
      ? inside
      : [...inside, { from: Math.max(span.from, lines.count), to: span.to }];
  }

  fold(line: number, all = false): void {
    const at = this.lines?.at(line);
    const node = at && "node" in at ? this.lines?.nodes[at.node] : undefined;
    if (!node || !this.lines) return;
    const alike = all ? this.lines.nodes.filter((one) => one.level === node.level) : [node];
    const fold = !this.folded.has(node.key);
    for (const { key } of alike) {
      if (fold) this.folded.add(key);
      else this.folded.delete(key);
    }
    const known = new Set(this.lines.nodes.map((one) => one.key));
    this.given.onFold?.([...this.folded].filter((key) => known.has(key)));
    this.arrange();
  }

  /** The record on a line: its place among all records; undefined on the head of a group. */
  private place(line: number): number | undefined {
    const { lines } = this;
    if (!lines) return this.grouped ? undefined : line;
    if (line >= lines.count) return lines.records + line - lines.count;
    const at = lines.at(line);
    return at && "record" in at ? at.record : undefined;
  }

  private lineOf(place: number): number | undefined {
    const { lines } = this;
    if (!lines) return place;
    return place < lines.records ? lines.lineOf(place) : lines.count + place - lines.records;
  }

  /** The records of spans of lines, heads left out. */
  private placesOf(spans: readonly Span[]): Span[] {
    const { lines } = this;
    if (!lines) return [...spans];
    return spans.flatMap(({ from, to }) => {
      const inside = lines.recordsOf(from, Math.min(to, lines.count - 1));
      const first = this.place(Math.max(from, lines.count));
      const end = this.place(to);
      return to < lines.count || first === undefined || end === undefined
        ? inside
        : [...inside, { from: first, to: end }];
    });
  }

  columns = () => this.source.columns();
  countKnown = () => this.settled() && this.source.countKnown();
  settled = () => (this.grouped ? this.lines !== undefined : this.source.settled());
  undo = () => this.source.undo();
  redo = () => this.source.redo();
  titleOf = (target: string, id: number) => this.source.titleOf(target, id);
  learnTitle = (target: string, id: number, title: string) => this.source.learnTitle(target, id, title);
  dismiss = (id: RowId, column: string) => this.source.dismiss(id, column);
  options = (column: Column, query: string) => this.source.options(column, query);
  insert = (rows: readonly NewRow[], options: WriteOptions) => this.source.insert(rows, options);

  whenCounted(): Promise<void> {
    return until(this, () => this.countKnown());
  }

  rowCount(): number {
    const { lines } = this;
    if (!lines) return this.grouped ? 0 : this.source.rowCount();
    const beyond = this.source.countKnown() ? this.source.rowCount() - lines.records : 0;
    return lines.count + Math.max(0, beyond);
  }

  row(line: number): Row | undefined {
    const place = this.place(line);
    return place === undefined ? undefined : this.source.row(place);
  }

  number(line: number): number {
    return (this.place(line) ?? line) + 1;
  }

  indexOf(id: RowId): number | undefined {
    const place = this.source.indexOf(id);
    return place === undefined ? undefined : this.lineOf(place);
  }

  need(from: number, to: number): void {
    if (this.grouped) this.source.needApart(this.placesOf([{ from, to }]));
    else this.source.need(from, to);
  }

  async fetchRows(from: number, to: number): Promise<readonly Row[]> {
    const parts = this.placesOf([{ from, to }]).map((span) => this.source.fetchRows(span.from, span.to));
    return (await Promise.all(parts)).flat();
  }

  async write(edits: readonly CellEdit[], options: WriteOptions) {
    const placed = edits.flatMap((edit) => {
      const row = this.place(edit.row);
      return row === undefined && edit.id === undefined ? [] : [{ ...edit, row: row ?? edit.row }];
    });
    return this.source.write(placed, options);
  }

  async clear(rows: readonly Span[], columns: readonly string[], told?: WriteTold) {
    return this.source.clear(this.placesOf(rows), columns, told);
  }

  /** Doings on rows that are not loaded: lines become records; a fill and a paste stay within one group. */
  get ranges(): RangeSource {
    const { ranges } = this.source;
    if (!this.lines) return ranges;
    return {
      edge: async (row, column, direction) => {
        const place = this.place(row);
        const found = place === undefined ? undefined : await ranges.edge(place, column, direction);
        return found === undefined ? undefined : this.lineOf(found);
      },
      figures: (rows, columns) => ranges.figures(this.placesOf(rows), columns),
      text: (rows, columns) => ranges.text(this.placesOf(rows), columns),
      fill: async (filling, options) =>
        ranges.fill({ ...filling, rows: this.withinGroup(filling.rows) }, options),
      paste: async (pasting, options) =>
        ranges.paste({ ...pasting, rows: this.withinGroup(pasting.rows) }, options),
    };
  }

  private withinGroup(span: Span): Span {
    const [first, ...more] = this.placesOf([span]);
    if (!first || more.length > 0 || first.to - first.from !== span.to - span.from)
      throw new Error(this.source.texts.acrossGroups);
    return first;
  }

  async archive(rows: readonly Span[]) {
    return this.source.archive(this.placesOf(rows));
  }

  subscribe(listener: (event: SourceEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.reading?.abort();
    this.unsubscribe();
    this.listeners.clear();
  }
}

/** Stands for the key of the group that holds what the list of groups has no room for. */
const REST_KEY = "\u0000rest";

/** Whether the key of a group is a value that a record can take over. */
function canTake(level: GroupLevel): boolean {
  return !level.by || level.by === "value" || level.by === "day";
}

/** Closes a list that was cut short with one group that holds all further records. */
function withRest(groups: readonly GroupFound[], depth: number): GroupFound[] {
  const whole = groups[0]?.count ?? 0;
  const leaves = groups.filter((group) => group.keys.length === depth);
  const told = leaves.reduce((sum, group) => sum + group.count, 0);
  const keys = Array.from({ length: depth }, () => REST_KEY);
  return [...groups, { keys, count: whole - told, values: [] }];
}
