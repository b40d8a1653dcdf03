import { describe, expect, it } from "vitest";
import type { Field, Filter, Meta } from "../api/types";
import { asGroup, complete, countConditions, emptyValue, startCondition } from "./filters";

const meta = {
  kinds: [
    {
      key: "text",
      operators: [
        { key: "contains", name: "contains", takes: "one" },
        { key: "any_of", name: "any of", takes: "many" },
        { key: "empty", name: "is empty", takes: "none" },
      ],
    },
    { key: "number", operators: [{ key: "between", name: "between", takes: "range" }] },
  ],
} as unknown as Meta;
const fields = [
  { key: "name", kind: "text" },
  { key: "amount", kind: "number" },
] as unknown as Field[];

describe("a filter under construction", () => {
  it("starts with the first operator and no value", () => {
    expect(startCondition(meta, fields[0] as Field)).toEqual({
      field: "name",
      operator: "contains",
      value: null,
    });
    expect(emptyValue({ key: "x", name: "x", takes: "range" })).toEqual([null, null]);
  });

  it("asks only what is complete", () => {
    const filter: Filter = {
      join: "or",
      items: [
        { field: "name", operator: "contains", value: "华" },
        { field: "name", operator: "contains", value: "" },
        { field: "name", operator: "any_of", value: [] },
        { field: "amount", operator: "between", value: ["1", null] },
        { field: "name", operator: "empty", value: null },
        { field: "gone", operator: "is", value: 1 },
        { join: "and", items: [{ field: "name", operator: "contains", value: null }] },
      ],
    };
    expect(complete(filter, fields, meta)).toEqual({
      join: "or",
      items: [
        { field: "name", operator: "contains", value: "华" },
        { field: "name", operator: "empty" },
      ],
    });
  });

  it("asks nothing when nothing is complete", () => {
    expect(complete(asGroup({ field: "name", operator: "contains", value: null }), fields, meta)).toBeNull();
  });

  it("counts its conditions at any depth", () => {
    const one: Filter = { field: "name", operator: "empty" };
    expect(countConditions({ join: "and", items: [one, { join: "or", items: [one, one] }] })).toBe(3);
  });
});
