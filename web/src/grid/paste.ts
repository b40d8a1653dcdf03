/** Where a pasted block lands: cells of existing rows, and new rows past the end. Pure. */
import type { Range } from "./selection.ts";
import type { Block } from "./tsv.ts";

/** One pasted text at its place. */
export interface Landing {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/** What a paste does. */
export interface PastePlan {
  readonly cells: readonly Landing[];
  /** Rows to be made, each a list of [column, text]. */
  readonly rows: readonly (readonly (readonly [number, string])[])[];
  /** Columns of the block that found no place. */
  readonly overflow: number;
  /** The range that holds the pasted block. */
  readonly range: Range;
}

/** What a paste needs to know. */
export interface PasteTarget {
  /** The selected range, cut to what exists (the new-record line included). */
  readonly range: Range;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly canInsert: boolean;
  readonly writable: (column: number) => boolean;
}

/** How often a block repeats in one direction: whole times over the selection, else once. */
function repeat(selected: number, size: number): number {
  return selected > size && selected % size === 0 ? selected / size : 1;
}

/** How many cells a paste would touch. */
export function sizeOf(block: Block, range: Range): number {
  const width = Math.max(0, ...block.map((row) => row.length));
  const tall = block.length * repeat(range.bottom - range.top + 1, block.length);
  return tall * width * repeat(range.right - range.left + 1, width);
}

/** Plans a paste: one text fills the whole selection, a block repeats when the selection is a multiple of it. */
export function planPaste(block: Block, target: PasteTarget): PastePlan {
  const width = Math.max(0, ...block.map((row) => row.length));
  const { range } = target;
  const tall = block.length * repeat(range.bottom - range.top + 1, block.length);
  const wide = width * repeat(range.right - range.left + 1, width);
  const fits = Math.min(wide, target.columnCount - range.left);
  const cells: Landing[] = [];
  const rows: [number, string][][] = [];
  for (let y = 0; y < tall; y++) {
    const line = landings(block[y % block.length] ?? [], width, fits, target);
    const row = range.top + y;
    if (row < target.rowCount) for (const [column, text] of line) cells.push({ row, column, text });
    else if (target.canInsert && line.some(([, text]) => text !== "")) rows.push(line);
  }
  return {
    cells,
    rows,
    overflow: Math.max(0, wide - fits),
    range: { ...range, bottom: range.top + tall - 1, right: range.left + Math.max(fits, 1) - 1 },
  };
}

function landings(
  texts: readonly string[],
  width: number,
  fits: number,
  target: PasteTarget,
): [number, string][] {
  const line: [number, string][] = [];
  for (let x = 0; x < fits; x++) {
    const text = texts[x % width];
    const column = target.range.left + x;
    if (text !== undefined && target.writable(column)) line.push([column, text]);
  }
  return line;
}
