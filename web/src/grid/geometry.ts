/** Where columns and rows are: prefix sums, visible ranges and hits. Pure numbers, no DOM. */

/** Keeps a number inside a closed interval; the low end wins when the interval is empty. */
export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

/** A half-open range of indexes. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** The columns: the first ones frozen, the others scrolled. Offsets do not count the gutter. */
export class ColumnAxis {
  private readonly edges: number[];

  constructor(
    readonly widths: readonly number[],
    readonly frozen: number,
  ) {
    this.edges = [0];
    for (const width of widths) this.edges.push((this.edges.at(-1) ?? 0) + width);
  }

  get count(): number {
    return this.widths.length;
  }

  /** The left edge of a column, from the left edge of the first one. */
  left(column: number): number {
    return this.edges[clamp(column, 0, this.count)] ?? 0;
  }

  width(column: number): number {
    return this.widths[column] ?? 0;
  }

  /** The width of all columns. */
  get total(): number {
    return this.left(this.count);
  }

  /** The width of the frozen columns. */
  get frozenWidth(): number {
    return this.left(Math.min(this.frozen, this.count));
  }

  /** The column that covers an offset; the last one beyond the end. */
  at(offset: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.left(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The scrolled columns that show in a pane of a width (frozen ones included in the width). */
  visible(scroll: number, width: number): Window {
    if (this.count <= this.frozen) return { from: this.frozen, to: this.frozen };
    const from = Math.max(this.frozen, this.at(scroll + this.frozenWidth));
    const to = Math.min(this.count, this.at(Math.max(scroll + width - 1, 0)) + 1);
    return { from, to: Math.max(from, to) };
  }

  /** The scroll offset that brings a column into view. */
  reveal(column: number, scroll: number, width: number): number {
    if (column < this.frozen) return scroll;
    const start = this.left(column) - this.frozenWidth;
    const end = this.left(column) + this.width(column) - width;
    if (start < scroll) return Math.max(0, start);
    return end > scroll ? Math.max(0, Math.min(end, start)) : scroll;
  }
}

/** The rows: all of one height. */
export class RowAxis {
  constructor(
    readonly count: number,
    readonly height: number,
  ) {}

  get total(): number {
    return this.count * this.height;
  }

  /** The row that covers an offset. */
  at(offset: number): number {
    return clamp(Math.floor(offset / this.height), 0, Math.max(0, this.count - 1));
  }

  /** The rows that show in a pane of a height. */
  visible(scroll: number, height: number): Window {
    const from = clamp(Math.floor(scroll / this.height), 0, this.count);
    return { from, to: clamp(Math.ceil((scroll + height) / this.height), from, this.count) };
  }

  /** The scroll offset that brings a row into view. */
  reveal(row: number, scroll: number, height: number): number {
    const top = row * this.height;
    if (top < scroll) return top;
    return top + this.height > scroll + height ? Math.max(0, top + this.height - height) : scroll;
  }
}
