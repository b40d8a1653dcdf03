/** Which cells are selected: ranges over rows that need not be loaded. Pure values. */
import { clamp } from "./geometry.ts";
import type { Span } from "./types.ts";

/** A cell by indexes. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** A rectangle of cells, ends included; whole rows and columns end at Infinity. */
export interface Range {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The selection: the last range is the one being drawn, from its anchor to its focus. */
export interface Selection {
  readonly active: Cell;
  readonly anchor: Cell;
  readonly focus: Cell;
  readonly ranges: readonly Range[];
}

/** How much there is to select. */
export interface Bounds {
  readonly rows: number;
  readonly columns: number;
}

/** One range from two corners. */
export function between(a: Cell, b: Cell): Range {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  };
}

/** A selection of one cell. */
export function single(cell: Cell): Selection {
  return { active: cell, anchor: cell, focus: cell, ranges: [between(cell, cell)] };
}

/** Stretches the last range to a cell; whole rows stay whole rows. */
export function extend(selection: Selection, focus: Cell): Selection {
  const last = selection.ranges.at(-1);
  let range = between(selection.anchor, focus);
  if (last && last.right === Number.POSITIVE_INFINITY)
    range = { ...range, left: 0, right: Number.POSITIVE_INFINITY };
  if (last && last.bottom === Number.POSITIVE_INFINITY)
    range = { ...range, top: 0, bottom: Number.POSITIVE_INFINITY };
  return { ...selection, focus, ranges: [...selection.ranges.slice(0, -1), range] };
}

/** Begins a further range at a cell (Ctrl and click). */
export function add(selection: Selection, cell: Cell): Selection {
  return { active: cell, anchor: cell, focus: cell, ranges: [...selection.ranges, between(cell, cell)] };
}

/** Selects whole rows. */
export function rows(from: number, to: number, more?: Selection): Selection {
  const range = {
    top: Math.min(from, to),
    bottom: Math.max(from, to),
    left: 0,
    right: Number.POSITIVE_INFINITY,
  };
  const cell = { row: from, column: 0 };
  return {
    active: cell,
    anchor: cell,
    focus: { row: to, column: 0 },
    ranges: [...(more?.ranges ?? []), range],
  };
}

/** Selects whole columns; the active cell is the first row of the first one unless told. */
export function columns(from: number, to: number, row = 0, more?: Selection): Selection {
  const range = {
    top: 0,
    bottom: Number.POSITIVE_INFINITY,
    left: Math.min(from, to),
    right: Math.max(from, to),
  };
  const cell = { row, column: from };
  return { active: cell, anchor: cell, focus: { row, column: to }, ranges: [...(more?.ranges ?? []), range] };
}

/** Selects everything; the active cell stays. */
export function everything(selection: Selection): Selection {
  const range = { top: 0, bottom: Number.POSITIVE_INFINITY, left: 0, right: Number.POSITIVE_INFINITY };
  return { ...selection, ranges: [range] };
}

/** Whether a cell is selected. */
export function covers(selection: Selection, row: number, column: number): boolean {
  return selection.ranges.some(
    (range) => row >= range.top && row <= range.bottom && column >= range.left && column <= range.right,
  );
}

/** A range cut to what exists, or undefined when nothing of it does. */
export function cut(range: Range, bounds: Bounds): Range | undefined {
  const bottom = Math.min(range.bottom, bounds.rows - 1);
  const right = Math.min(range.right, bounds.columns - 1);
  return bottom < range.top || right < range.left ? undefined : { ...range, bottom, right };
}

/** The selected rows as spans in order, without overlaps. */
export function rowSpans(selection: Selection, bounds: Bounds): Span[] {
  const spans = selection.ranges
    .flatMap((range) => cut(range, bounds) ?? [])
    .map((range) => ({ from: range.top, to: range.bottom }))
    .sort((a, b) => a.from - b.from);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.from <= last.to + 1)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else merged.push(span);
  }
  return merged;
}

/** The selected column indexes in order. */
export function columnIndexes(selection: Selection, bounds: Bounds): number[] {
  const found = new Set<number>();
  for (const range of selection.ranges) {
    const part = cut(range, bounds);
    for (let column = part?.left ?? 0; part && column <= part.right; column++) found.add(column);
  }
  return [...found].sort((a, b) => a - b);
}

/** Whether two selections mean the same cells. */
export function alike(a: Selection, b: Selection): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Whether more than the active cell is selected. */
export function isMany(selection: Selection): boolean {
  const [range] = selection.ranges;
  return selection.ranges.length > 1 || !range || range.top !== range.bottom || range.left !== range.right;
}

/** Brings a selection back inside what exists. */
export function confine(selection: Selection, bounds: Bounds): Selection {
  const inside = (cell: Cell): Cell => ({
    row: clamp(cell.row, 0, Math.max(0, bounds.rows - 1)),
    column: clamp(cell.column, 0, Math.max(0, bounds.columns - 1)),
  });
  const active = inside(selection.active);
  const ranges = selection.ranges.filter((range) => cut(range, bounds));
  if (ranges.length === 0) return single(active);
  return { active, anchor: inside(selection.anchor), focus: inside(selection.focus), ranges };
}

/** Moves the whole selection by rows, when its records moved. */
export function shift(selection: Selection, by: number): Selection {
  const cell = (at: Cell): Cell => ({ ...at, row: Math.max(0, at.row + by) });
  const ranges = selection.ranges.map((range) => {
    if (range.bottom === Number.POSITIVE_INFINITY) return range;
    return { ...range, top: Math.max(0, range.top + by), bottom: Math.max(0, range.bottom + by) };
  });
  return {
    active: cell(selection.active),
    anchor: cell(selection.anchor),
    focus: cell(selection.focus),
    ranges,
  };
}

/** The next cell of Tab or Enter inside a selected block, wrapping at its ends. */
export function cycle(
  selection: Selection,
  direction: "row" | "column",
  backward: boolean,
  bounds: Bounds,
): Selection {
  const range = cut(selection.ranges.at(-1) ?? between(selection.active, selection.active), bounds);
  if (!range) return selection;
  const height = range.bottom - range.top + 1;
  const width = range.right - range.left + 1;
  const y = clamp(selection.active.row - range.top, 0, height - 1);
  const x = clamp(selection.active.column - range.left, 0, width - 1);
  const place = direction === "column" ? x * height + y : y * width + x;
  const next = (place + (backward ? -1 : 1) + height * width) % (height * width);
  const row = direction === "column" ? next % height : Math.floor(next / width);
  const column = direction === "column" ? Math.floor(next / height) : next % width;
  return { ...selection, active: { row: range.top + row, column: range.left + column } };
}
