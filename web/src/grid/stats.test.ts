import { describe, expect, it } from "vitest";
import { add, columns, extend, single } from "./selection.ts";
import { statsOf } from "./stats.ts";

const bounds = { rows: 5, columns: 3 };
const cells: (number | "filled" | "empty" | undefined)[][] = [
  [0.1, "filled", "empty"],
  [0.2, "filled", "empty"],
  [undefined, undefined, undefined],
  ["empty", "empty", 5],
  [1, "empty", "empty"],
];
const measure = (row: number, column: number) => cells[row]?.[column];

describe("the status bar", () => {
  it("counts and sums without losing cents", () => {
    const stats = statsOf(extend(single({ row: 0, column: 0 }), { row: 1, column: 1 }), bounds, measure);
    expect(stats).toMatchObject({
      rows: 2,
      columns: 2,
      filled: 4,
      numbers: 2,
      sum: 0.3,
      average: 0.15,
      complete: true,
    });
  });

  it("says when rows are not loaded", () => {
    expect(statsOf(columns(0, 0), bounds, measure)).toMatchObject({ rows: 5, sum: 1.3, complete: false });
  });

  it("counts only what several ranges really hold", () => {
    const two = add(single({ row: 0, column: 0 }), { row: 3, column: 2 });
    expect(statsOf(two, bounds, measure)).toMatchObject({ filled: 2, sum: 5.1, minimum: 0.1, maximum: 5 });
  });

  it("has no sum without numbers", () => {
    expect(statsOf(single({ row: 0, column: 1 }), bounds, measure)).toMatchObject({
      filled: 1,
      sum: null,
      average: null,
    });
  });

  it("never sums amounts of different currencies", () => {
    const both = extend(single({ row: 3, column: 0 }), { row: 4, column: 2 });
    const unit = (currencies: readonly (string | undefined)[]) => (column: number) => currencies[column];
    expect(statsOf(both, bounds, measure, unit(["CNY", undefined, "USD"])).sum).toBeNull();
    expect(statsOf(both, bounds, measure, unit(["CNY", undefined, undefined])).sum).toBeNull();
    expect(statsOf(both, bounds, measure, unit(["CNY", undefined, "CNY"])).sum).not.toBeNull();
  });
});
