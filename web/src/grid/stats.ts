/** What a status bar says about the selected cells. */
import { type Bounds, columnIndexes, covers, rowSpans, type Selection } from "./selection.ts";

/** Figures over the selected cells that are loaded. */
export interface Stats {
  /** Selected rows and columns, loaded or not. */
  readonly rows: number;
  readonly columns: number;
  /** Cells that hold something, among the loaded ones. */
  readonly filled: number;
  /** How many of them are numbers, and their sum; null without numbers. */
  readonly numbers: number;
  readonly sum: number | null;
  readonly average: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Whether every selected row is loaded, so that the figures cover all of them. */
  readonly complete: boolean;
}

/** What a cell counts as: `undefined` where its row is not loaded, a number where it can be summed. */
export type Measure = (row: number, column: number) => number | "filled" | "empty" | undefined;

const MOST_CELLS = 200_000;

/** Counts and sums the selected cells. */
export function statsOf(
  selection: Selection,
  bounds: Bounds,
  measure: Measure,
  unit: (column: number) => string | undefined = () => undefined,
): Stats {
  const spans = rowSpans(selection, bounds);
  const columns = columnIndexes(selection, bounds);
  const rows = spans.reduce((sum, span) => sum + span.to - span.from + 1, 0);
  const several = selection.ranges.length > 1;
  const numbers: number[] = [];
  /** Amounts of different currencies, or of money and plain numbers, have no sum. */
  const units = new Set<string | undefined>();
  let filled = 0;
  let seen = 0;
  let complete = rows * columns.length <= MOST_CELLS;
  for (const span of spans)
    for (let row = span.from; row <= span.to && seen < MOST_CELLS; row++)
      for (const column of columns) {
        seen++;
        if (several && !covers(selection, row, column)) continue;
        const found = measure(row, column);
        if (found === undefined) complete = false;
        else if (found !== "empty") filled++;
        if (typeof found !== "number") continue;
        numbers.push(found);
        units.add(unit(column));
      }
  const summed = figures(units.size > 1 && [...units].some((one) => one !== undefined) ? [] : numbers);
  return { rows, columns: columns.length, filled, ...summed, complete };
}

function figures(numbers: readonly number[]) {
  if (numbers.length === 0) return { numbers: 0, sum: null, average: null, minimum: null, maximum: null };
  // Sums in integers of a ten-thousandth, so that cents stay exact.
  const sum = numbers.reduce((total, number) => total + Math.round(number * 10_000), 0) / 10_000;
  const minimum = numbers.reduce((a, b) => Math.min(a, b));
  const maximum = numbers.reduce((a, b) => Math.max(a, b));
  return { numbers: numbers.length, sum, average: sum / numbers.length, minimum, maximum };
}
