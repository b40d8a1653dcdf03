import { describe, expect, it } from "vitest";
import { ColumnAxis, clamp, RowAxis } from "./geometry.ts";

describe("columns", () => {
  const axis = new ColumnAxis([100, 50, 200, 80], 1);

  it("stand one beside the other", () => {
    expect([0, 1, 2, 3, 4].map((column) => axis.left(column))).toEqual([0, 100, 150, 350, 430]);
    expect(axis.total).toBe(430);
    expect(axis.frozenWidth).toBe(100);
  });

  it("are found by an offset, the last one beyond the end", () => {
    expect([0, 99, 100, 149, 150, 349, 350, 9999].map((offset) => axis.at(offset))).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3,
    ]);
  });

  it("show in a window that leaves the frozen ones out", () => {
    expect(axis.visible(0, 160)).toEqual({ from: 1, to: 3 });
    expect(axis.visible(60, 160)).toEqual({ from: 2, to: 3 });
    expect(axis.visible(270, 160)).toEqual({ from: 3, to: 4 });
  });

  it("come into view with the smallest scroll, and frozen ones need none", () => {
    expect(axis.reveal(0, 77, 200)).toBe(77);
    expect(axis.reveal(1, 77, 200)).toBe(0);
    expect(axis.reveal(3, 0, 300)).toBe(130);
    expect(axis.reveal(2, 0, 200)).toBe(50);
  });

  it("may be none at all", () => {
    const none = new ColumnAxis([], 1);
    expect(none.total).toBe(0);
    expect(none.visible(0, 500)).toEqual({ from: 1, to: 1 });
  });
});

describe("rows", () => {
  it("of a million stand exactly", () => {
    const rows = new RowAxis(1_000_000, 34);
    expect(rows.total).toBe(34_000_000);
    expect(rows.at(33_999_999)).toBe(999_999);
    expect(rows.visible(33_999_000, 1000)).toEqual({ from: 999_970, to: 1_000_000 });
  });

  it("come into view with the smallest scroll", () => {
    const rows = new RowAxis(100, 30);
    expect(rows.reveal(5, 0, 300)).toBe(0);
    expect(rows.reveal(10, 0, 300)).toBe(30);
    expect(rows.reveal(2, 300, 300)).toBe(60);
  });
});

it("clamp lets the low end win", () => {
  expect(clamp(5, 0, -1)).toBe(0);
});
