import { describe, expect, it } from "vitest";
import { dropPlace, stretch } from "./filling.ts";

const range = { top: 2, bottom: 3, left: 1, right: 2 };

describe("the fill handle", () => {
  it("goes in the direction that is farther and starts from the whole selection", () => {
    expect(stretch(range, { row: 9, column: 4 })).toEqual({
      range: { ...range, bottom: 9 },
      direction: "down",
      seeds: 2,
    });
    expect(stretch(range, { row: 4, column: 7 })).toEqual({
      range: { ...range, right: 7 },
      direction: "right",
      seeds: 2,
    });
    expect(stretch(range, { row: 0, column: 1 })?.direction).toBe("up");
    expect(stretch(range, { row: 2, column: 0 })).toEqual({
      range: { ...range, left: 0 },
      direction: "left",
      seeds: 2,
    });
  });

  it("does nothing inside the selection", () => {
    expect(stretch(range, { row: 3, column: 1 })).toBeUndefined();
  });
});

describe("a dragged column", () => {
  it("never goes before the fixed ones, and nowhere when it stays where it is", () => {
    expect(dropPlace([3], 0, 1, 6)).toBe(1);
    expect(dropPlace([3], 6, 1, 6)).toBe(6);
    expect(dropPlace([3], 3, 1, 6)).toBeUndefined();
    expect(dropPlace([3], 4, 1, 6)).toBeUndefined();
    expect(dropPlace([0], 4, 1, 6)).toBeUndefined();
    expect(dropPlace([2, 3], 5, 1, 6)).toBe(5);
  });
});
