import { describe, expect, it } from "vitest";
import { GroupLines, type GroupNode } from "./lines.ts";

const nodes: GroupNode[] = [
  { key: "A", level: 0, count: 5 },
  { key: "A1", level: 1, count: 2 },
  { key: "A2", level: 1, count: 3 },
  { key: "B", level: 0, count: 1 },
  { key: "B1", level: 1, count: 1 },
];

/** All lines, said: a group's key or the number of a record. */
function said(lines: GroupLines): (string | number)[] {
  return Array.from({ length: lines.count }, (_, line) => {
    const found = lines.at(line);
    return found && "node" in found ? (lines.nodes[found.node]?.key ?? "?") : (found?.record ?? "?");
  });
}

describe("lines of grouped records", () => {
  it("are heads of every level and the records below the last", () => {
    const lines = new GroupLines(nodes, 2, new Set());
    expect(said(lines)).toEqual(["A", "A1", 0, 1, "A2", 2, 3, 4, "B", "B1", 5]);
    expect(lines.records).toBe(6);
  });

  it("leave out what is inside a folded group", () => {
    expect(said(new GroupLines(nodes, 2, new Set(["A"])))).toEqual(["A", "B", "B1", 5]);
    expect(said(new GroupLines(nodes, 2, new Set(["A1", "B"])))).toEqual(["A", "A1", "A2", 2, 3, 4, "B"]);
  });

  it("know where a record shows and where it does not", () => {
    const lines = new GroupLines(nodes, 2, new Set(["A1"]));
    expect([0, 1, 2, 4, 5, 6].map((record) => lines.lineOf(record))).toEqual([
      undefined,
      undefined,
      3,
      5,
      8,
      undefined,
    ]);
    expect(lines.headOf("B1")).toBe(7);
    expect(lines.headOf("none")).toBeUndefined();
  });

  it("give the records of a span of lines", () => {
    const lines = new GroupLines(nodes, 2, new Set());
    expect(lines.recordsOf(0, 10)).toEqual([{ from: 0, to: 5 }]);
    expect(lines.recordsOf(3, 5)).toEqual([{ from: 1, to: 2 }]);
    expect(lines.recordsOf(8, 9)).toEqual([]);
    expect(lines.without(1, 6)).toEqual([
      { from: 2, to: 3 },
      { from: 5, to: 6 },
    ]);
    const folded = new GroupLines(nodes, 2, new Set(["A2"]));
    expect(folded.recordsOf(0, 20)).toEqual([
      { from: 0, to: 1 },
      { from: 5, to: 5 },
    ]);
  });

  it("reach the last of a million records without making a line of each", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({ key: `${index}`, level: 0, count: 100 }));
    const lines = new GroupLines(many, 1, new Set(["3"]));
    expect(lines.count).toBe(1_010_000 - 100);
    expect(lines.at(lines.count - 1)).toEqual({ record: 999_999 });
    expect(lines.lineOf(999_999)).toBe(lines.count - 1);
    expect(lines.at(lines.count)).toBeUndefined();
  });

  it("are none without groups", () => {
    const none = new GroupLines([], 1, new Set());
    expect([none.count, none.records, none.at(0), none.lineOf(0)]).toEqual([0, 0, undefined, undefined]);
  });
});
