import { describe, expect, it } from "vitest";
import type { View } from "../api/types";
import { adjusted, arrange, readTableSearch, unadjusted } from "./search";

const view = {
  id: 7,
  config: { sorts: [{ field: "name", descending: true }], frozen: 2, row_height: "tall" },
} as unknown as View;

describe("the address of a table page", () => {
  it("is read leniently: what is malformed is left out", () => {
    expect(
      readTableSearch({ view: "x", filter: { evil: 1 }, sorts: [{ field: "a" }, 3], height: "huge", q: 5 }),
    ).toEqual({
      sorts: [{ field: "a" }],
      q: "5",
    });
  });

  it("lays its adjustments over the saved view", () => {
    expect(arrange(view, {})).toEqual({
      filter: null,
      sorts: [{ field: "name", descending: true }],
      columns: [],
      frozen: 2,
      row_height: "tall",
      groups: [],
      colors: [],
    });
    expect(arrange(view, { sorts: [], filter: null, height: "short" })).toMatchObject({
      sorts: [],
      row_height: "short",
    });
  });

  it("knows whether it differs from the saved view, search and record apart", () => {
    expect(adjusted({ view: 7, q: "华", record: 3 })).toBe(false);
    expect(adjusted({ filter: null })).toBe(true);
    expect(adjusted({ groups: [] })).toBe(true);
    expect(adjusted({ colors: [] })).toBe(true);
    expect(unadjusted({ view: 7, q: "华", filter: null, frozen: 1 })).toEqual({
      view: 7,
      q: "华",
      record: undefined,
    });
  });
});
