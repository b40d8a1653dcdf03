/** Where a cell goes by keyboard: steps, pages, ends and Excel's data edges. */
import { clamp } from "./geometry.ts";
import type { Bounds, Cell } from "./selection.ts";

/** A direction of movement. */
export type Direction = "up" | "down" | "left" | "right";

/** What fills a cell: true, false, or undefined where the row is not loaded. */
export type Filled = (row: number, column: number) => boolean | undefined;

const STEP: Record<Direction, Cell> = {
  up: { row: -1, column: 0 },
  down: { row: 1, column: 0 },
  left: { row: 0, column: -1 },
  right: { row: 0, column: 1 },
};

/** A cell moved by some steps, kept inside. */
export function step(cell: Cell, direction: Direction, bounds: Bounds, by = 1): Cell {
  const { row, column } = STEP[direction];
  return {
    row: clamp(cell.row + row * by, 0, Math.max(0, bounds.rows - 1)),
    column: clamp(cell.column + column * by, 0, Math.max(0, bounds.columns - 1)),
  };
}

function last(cell: Cell, direction: Direction, bounds: Bounds): Cell {
  return step(cell, direction, bounds, Number.MAX_SAFE_INTEGER);
}

/** Where Ctrl and an arrow leads; rows that are not loaded end the search: the cell goes to the first or last one. */
export function edge(cell: Cell, direction: Direction, bounds: Bounds, filled: Filled): Cell {
  return edgeKnown(cell, direction, bounds, filled) ?? last(cell, direction, bounds);
}

/**
 * Where Ctrl and an arrow leads: along filled cells to the last of them, over empty ones to the next filled; undefined
 * when rows are passed that are not loaded.
 */
export function edgeKnown(
  cell: Cell,
  direction: Direction,
  bounds: Bounds,
  filled: Filled,
): Cell | undefined {
  const same = (a: Cell, b: Cell) => a.row === b.row && a.column === b.column;
  const state = (at: Cell) => filled(at.row, at.column);
  const end = last(cell, direction, bounds);
  let at = step(cell, direction, bounds);
  if (same(at, cell)) return cell;
  const along = state(cell) === true && state(at) === true;
  while (!same(at, end)) {
    const next = step(at, direction, bounds);
    const here = state(at);
    const there = state(next);
    if (here === undefined || there === undefined) return undefined;
    if (along ? !there : here) return at;
    at = next;
  }
  return end;
}
