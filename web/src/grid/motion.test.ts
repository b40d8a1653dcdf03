import { describe, expect, it } from "vitest";
import { edge, step } from "./motion.ts";

const bounds = { rows: 8, columns: 6 };

describe("steps", () => {
  it("stay inside", () => {
    expect(step({ row: 0, column: 0 }, "up", bounds)).toEqual({ row: 0, column: 0 });
    expect(step({ row: 7, column: 5 }, "right", bounds)).toEqual({ row: 7, column: 5 });
    expect(step({ row: 2, column: 2 }, "down", bounds, 30)).toEqual({ row: 7, column: 2 });
  });
});

describe("Ctrl and an arrow", () => {
  const line = [true, true, false, false, true, true, true, false];
  const go = (row: number, direction: "up" | "down") =>
    edge({ row, column: 0 }, direction, bounds, (at) => line[at]).row;

  it("runs to the last filled cell", () => {
    expect(go(0, "down")).toBe(1);
    expect(go(4, "down")).toBe(6);
    expect(go(6, "up")).toBe(4);
  });

  it("jumps over empty cells to the next filled one", () => {
    expect(go(1, "down")).toBe(4);
    expect(go(2, "down")).toBe(4);
    expect(go(3, "up")).toBe(1);
  });

  it("ends at the last cell when nothing more is filled", () => {
    expect(go(6, "down")).toBe(7);
  });

  it("goes to the end where rows are not loaded", () => {
    const filled = (row: number) => (row < 3 ? true : undefined);
    expect(edge({ row: 0, column: 0 }, "down", { rows: 1_000_000, columns: 1 }, filled).row).toBe(999_999);
  });
});
