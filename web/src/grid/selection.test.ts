import { describe, expect, it } from "vitest";
import {
  add,
  columnIndexes,
  columns,
  confine,
  covers,
  cycle,
  everything,
  extend,
  isMany,
  rowSpans,
  rows,
  shift,
  single,
} from "./selection.ts";

const bounds = { rows: 1_000_000, columns: 10 };
const at = (row: number, column: number) => ({ row, column });

describe("a selection", () => {
  it("stretches from its anchor in any direction", () => {
    const up = extend(single(at(5, 5)), at(3, 7));
    expect(up.ranges).toEqual([{ top: 3, bottom: 5, left: 5, right: 7 }]);
    expect(up.active).toEqual(at(5, 5));
    expect(extend(up, at(9, 1)).ranges).toEqual([{ top: 5, bottom: 9, left: 1, right: 5 }]);
  });

  it("of whole rows stays whole while it stretches, over rows that are not loaded", () => {
    const many = extend(rows(2, 2), at(999_999, 4));
    expect(rowSpans(many, bounds)).toEqual([{ from: 2, to: 999_999 }]);
    expect(columnIndexes(many, bounds)).toHaveLength(10);
  });

  it("of whole columns reaches the last row", () => {
    const many = extend(columns(3, 3), at(0, 5));
    expect(columnIndexes(many, bounds)).toEqual([3, 4, 5]);
    expect(rowSpans(many, bounds)).toEqual([{ from: 0, to: 999_999 }]);
    expect(covers(many, 123_456, 4)).toBe(true);
  });

  it("of everything keeps the active cell", () => {
    const all = everything(single(at(7, 2)));
    expect(all.active).toEqual(at(7, 2));
    expect(covers(all, 999_999, 9)).toBe(true);
  });

  it("may have several ranges, whose rows are told once and in order", () => {
    const several = extend(add(extend(single(at(5, 0)), at(8, 1)), at(1, 4)), at(6, 4));
    expect(rowSpans(several, bounds)).toEqual([{ from: 1, to: 8 }]);
    expect(columnIndexes(several, bounds)).toEqual([0, 1, 4]);
    expect(rowSpans(add(single(at(9, 0)), at(2, 0)), bounds)).toEqual([
      { from: 2, to: 2 },
      { from: 9, to: 9 },
    ]);
  });

  it("tells one cell from many", () => {
    expect(isMany(single(at(1, 1)))).toBe(false);
    expect(isMany(extend(single(at(1, 1)), at(1, 2)))).toBe(true);
  });

  it("goes through a block with Tab and Enter and begins again at its end", () => {
    const block = extend(single(at(0, 0)), at(1, 1));
    const walk = (along: "row" | "column") => {
      let now = block;
      return [1, 2, 3, 4].map(() => {
        now = cycle(now, along, false, bounds);
        return [now.active.row, now.active.column];
      });
    };
    expect(walk("row")).toEqual([
      [0, 1],
      [1, 0],
      [1, 1],
      [0, 0],
    ]);
    expect(walk("column")).toEqual([
      [1, 0],
      [0, 1],
      [1, 1],
      [0, 0],
    ]);
    expect(cycle(block, "row", true, bounds).active).toEqual(at(1, 1));
  });

  it("is brought back when rows vanish", () => {
    expect(confine(single(at(50, 3)), { rows: 10, columns: 2 })).toEqual(single(at(9, 1)));
    expect(confine(columns(1, 1), { rows: 10, columns: 2 }).ranges[0]?.bottom).toBe(Number.POSITIVE_INFINITY);
  });

  it("moves along with its records", () => {
    expect(shift(single(at(5, 1)), 3)).toEqual(single(at(8, 1)));
  });
});
