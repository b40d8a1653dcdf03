import { describe, expect, it } from "vitest";
import type { Field, Meta } from "../api/types";
import { bandOf, sortsOf, startGroup, usableGroups } from "./groups";

const meta = {
  kinds: [
    { key: "number", groupable: true },
    { key: "date", groupable: true },
    { key: "choice", groupable: true },
    { key: "choices", groupable: false },
  ],
} as unknown as Meta;
const field = (key: string, kind: string) => ({ key, kind }) as unknown as Field;
const fields = [field("n", "number"), field("d", "date"), field("c", "choice"), field("m", "choices")];

describe("groups of a view", () => {
  it("start by month for dates and by value for others", () => {
    expect(fields.slice(0, 2).map(startGroup)).toEqual([{ field: "n" }, { field: "d", by: "month" }]);
  });

  it("leave out fields that are gone or cannot be grouped so", () => {
    const groups = [
      { field: "gone" },
      { field: "m" },
      { field: "n", by: "band:0" },
      { field: "n", by: "band:50" },
      { field: "d" },
      { field: "d", by: "week" },
      { field: "c" },
    ];
    expect(usableGroups(groups, fields, meta)).toEqual([groups[3], groups[5], groups[6]]);
    expect(bandOf({ field: "n", by: "band:50" })).toBe(50);
  });

  it("are sort keys that keep records together", () => {
    expect(sortsOf([{ field: "c" }, { field: "d", by: "month", descending: true }])).toEqual([
      { field: "c", by: "value", descending: false },
      { field: "d", by: "month", descending: true },
    ]);
  });
});
