import { describe, expect, it } from "vitest";
import { type PasteTarget, planPaste, sizeOf } from "./paste.ts";

function target(top: number, left: number, bottom = top, right = left): PasteTarget {
  return {
    range: { top, left, bottom, right },
    rowCount: 10,
    columnCount: 4,
    canInsert: true,
    writable: (column) => column !== 2,
  };
}

describe("a pasted block", () => {
  it("lands at the corner of the selection", () => {
    const plan = planPaste(
      [
        ["a", "b"],
        ["c", "d"],
      ],
      target(1, 0),
    );
    expect(plan.cells).toEqual([
      { row: 1, column: 0, text: "a" },
      { row: 1, column: 1, text: "b" },
      { row: 2, column: 0, text: "c" },
      { row: 2, column: 1, text: "d" },
    ]);
    expect(plan.range).toEqual({ top: 1, left: 0, bottom: 2, right: 1 });
  });

  it("of one cell fills the whole selection", () => {
    expect(planPaste([["x"]], target(0, 0, 2, 1)).cells).toHaveLength(6);
  });

  it("repeats when the selection is a multiple of it, and only then", () => {
    expect(planPaste([["a"], ["b"]], target(0, 0, 3, 0)).cells.map((cell) => cell.text)).toEqual([
      "a",
      "b",
      "a",
      "b",
    ]);
    expect(planPaste([["a"], ["b"]], target(0, 0, 2, 0)).cells).toHaveLength(2);
  });

  it("tells beforehand how many cells it would touch", () => {
    expect(sizeOf([["x"]], { top: 0, bottom: 999_999, left: 0, right: 1 })).toBe(2_000_000);
    expect(sizeOf([["x", "y"], ["z"]], { top: 0, bottom: 0, left: 0, right: 0 })).toBe(4);
  });

  it("makes new rows past the last one, but none of empty lines", () => {
    const plan = planPaste([["a"], ["b"], [""], ["c"]], target(9, 0));
    expect(plan.cells).toHaveLength(1);
    expect(plan.rows).toEqual([[[0, "b"]], [[0, "c"]]]);
  });

  it("leaves columns out that cannot be written, and tells those that found no place", () => {
    const plan = planPaste([["a", "b", "c", "d"]], target(0, 1));
    expect(plan.cells.map((cell) => cell.column)).toEqual([1, 3]);
    expect(plan.overflow).toBe(1);
  });

  it("of uneven rows leaves cells alone that it does not name", () => {
    expect(planPaste([["a", "b"], ["c"]], target(0, 0)).cells).toHaveLength(3);
  });
});
