/** Everything the painters read, kept in one place; only the grid writes it. */
import { ColumnAxis, RowAxis } from "./geometry.ts";
import type { FieldLook, LookContext } from "./look.ts";
import type { GridOptions } from "./options.ts";
import { ScrollMap } from "./scroll.ts";
import { type Bounds, type Cell, type Range, rowSpans, type Selection, single } from "./selection.ts";
import { type GridTexts, gridTexts } from "./texts.ts";
import type { Column, GroupLine, Row, Span } from "./types.ts";

/** Pixels of the header line. */
export const HEAD = 36;
/** Pixels of the line of figures at the foot. */
export const FOOT = 30;
/** Pixels of the button that adds a column, and some air after it. */
export const TAIL = 120;

/** A rectangle in the pixels of the body (below the header, row numbers included). */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The state of one grid and the sums that painters share. */
export class Scene {
  columns: readonly Column[] = [];
  looks: readonly FieldLook[] = [];
  axis = new ColumnAxis([], 0);
  rows = new RowAxis(0, 34);
  readonly vertical = new ScrollMap();
  scrollX = 0;
  width = 0;
  height = 0;
  selection: Selection = single({ row: 0, column: 0 });
  /** The range whose copy is on the clipboard, for its dashed line. */
  copied: Selection | undefined;
  /** The range that a fill being dragged would cover. */
  filling: Range | undefined;
  focused = false;
  editing = false;
  /** Grows when cells must be painted anew although their rows are the same. */
  epoch = 0;
  texts: GridTexts;
  readonly context: LookContext;

  constructor(public options: GridOptions) {
    const { source, language = "zh-CN" } = options;
    this.texts = gridTexts(language);
    this.context = { language, now: () => new Date(), titleOf: (target, id) => source.titleOf(target, id) };
  }

  /** Whether the line that makes new records is there. */
  get newLine(): boolean {
    return this.options.newRows !== false && this.options.readonly !== true;
  }

  /** Records shown, without the new-record line. */
  get count(): number {
    return this.options.source.rowCount();
  }

  /** What can be selected: records and the new-record line. */
  get bounds(): Bounds {
    return { rows: this.count + (this.newLine ? 1 : 0), columns: this.columns.length };
  }

  /** What can be copied, cleared or counted: records only. */
  get recordBounds(): Bounds {
    return { rows: this.count, columns: this.columns.length };
  }

  /** The width of the row numbers. */
  get gutter(): number {
    return Math.max(52, String(this.count).length * 8 + 30);
  }

  /** The width of the pane of columns, frozen ones included. */
  get pane(): number {
    return Math.max(0, this.width - this.gutter);
  }

  get bodyHeight(): number {
    return Math.max(0, this.height - HEAD - (this.options.foot ? FOOT : 0));
  }

  get contentWidth(): number {
    return this.gutter + this.axis.total + TAIL;
  }

  row(index: number): Row | undefined {
    return this.options.source.row(index);
  }

  /** Whether a line stands for a record that is not loaded yet, or nobody knows what it stands for. */
  unread(index: number): boolean {
    const { source } = this.options;
    if (source.settled?.() === false) return true;
    return index < this.count && !source.row(index) && !this.group(index);
  }

  /** Whether whole columns or everything are selected and nobody knows yet where they end. */
  get endless(): boolean {
    const open = this.selection.ranges.some((range) => range.bottom === Number.POSITIVE_INFINITY);
    return open && !this.options.source.countKnown();
  }

  /** The head of a group when one stands on a line. */
  group(index: number): GroupLine | undefined {
    return index < this.count ? this.options.source.group?.(index) : undefined;
  }

  /** The number that a row shows. */
  number(index: number): number {
    return this.options.source.number?.(index) ?? index + 1;
  }

  /** Whether a head of a group stands on one of the lines. */
  crossesGroups(from: number, to: number): boolean {
    const end = Math.min(to, this.count - 1);
    if (end < from) return false;
    const [first, ...more] = this.withoutHeads({ from, to: end });
    return more.length > 0 || first?.from !== from || first.to !== end;
  }

  /** The selected rows as spans in order, heads of groups left out. */
  recordSpans(selection: Selection): Span[] {
    return rowSpans(selection, this.recordBounds).flatMap((span) => this.withoutHeads(span));
  }

  private withoutHeads(span: Span): readonly Span[] {
    return this.options.source.withoutHeads?.(span) ?? [span];
  }

  canWrite(column: number): boolean {
    const found = this.columns[column];
    return found !== undefined && !found.readonly && this.options.readonly !== true;
  }

  /** Whether rows are high enough for several lines of text. */
  get tall(): boolean {
    return this.rows.height >= 48;
  }

  /** The left edge of a column in the body, as scrolled. */
  x(column: number): number {
    const left = this.gutter + this.axis.left(column);
    return column < this.axis.frozen ? left : left - this.scrollX;
  }

  y(row: number): number {
    return row * this.rows.height - this.vertical.position;
  }

  /** Where a cell is in the body, as scrolled. */
  box(cell: Cell): Box {
    return {
      x: this.x(cell.column),
      y: this.y(cell.row),
      width: this.axis.width(cell.column),
      height: this.rows.height,
    };
  }

  /** The text of a cell, as shown, copied and read aloud. */
  text(row: Row | undefined, column: number): string {
    const field = this.columns[column];
    const look = this.looks[column];
    if (!row || !field || !look) return "";
    const typed = row.marks?.[field.key]?.text;
    return typed ?? look.show(row.values[field.key] ?? null, field, this.context);
  }
}
