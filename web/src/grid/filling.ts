/** What dragging the fill handle means: in which direction, and from which cells. Pure. */
import type { Cell, Range } from "./selection.ts";
import type { Filling } from "./types.ts";

/** A fill being drawn: the whole range, its direction and how many rows or columns it starts from. */
export interface Stretch {
  readonly range: Range;
  readonly direction: Filling["direction"];
  readonly seeds: number;
}

/** Stretches a range towards a cell, in the direction that is farther; undefined inside the range. */
export function stretch(from: Range, to: Cell): Stretch | undefined {
  const down = to.row - from.bottom;
  const up = from.top - to.row;
  const right = to.column - from.right;
  const left = from.left - to.column;
  const most = Math.max(down, up, right, left);
  if (most <= 0) return undefined;
  const tall = from.bottom - from.top + 1;
  const wide = from.right - from.left + 1;
  if (most === down) return { range: { ...from, bottom: to.row }, direction: "down", seeds: tall };
  if (most === up) return { range: { ...from, top: to.row }, direction: "up", seeds: tall };
  if (most === right) return { range: { ...from, right: to.column }, direction: "right", seeds: wide };
  return { range: { ...from, left: to.column }, direction: "left", seeds: wide };
}

/** Where a dragged column may be dropped: never before the fixed ones, undefined where nothing would change. */
export function dropPlace(
  moved: readonly number[],
  edge: number,
  fixed: number,
  count: number,
): number | undefined {
  const place = Math.max(fixed, Math.min(edge, count));
  const first = moved[0] ?? 0;
  const last = moved.at(-1) ?? first;
  return first < fixed || (place >= first && place <= last + 1) ? undefined : place;
}
