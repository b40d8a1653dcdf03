import { describe, expect, it } from "vitest";
import type { Field, Setting, Table } from "../../api/types";
import { asked, gatherable, isReady, linkingTables, linksOf, settled, stretch } from "./rules";

const field = (key: string, part: Partial<Field> = {}): Field => ({
  key,
  name: key,
  short: null,
  type: "text",
  kind: "text",
  required: false,
  unique: false,
  default: null,
  config: {},
  position: 0,
  origin: "user",
  readonly: false,
  system: false,
  archived: false,
  ...part,
});
const link = (key: string, target: string) => field(key, { type: "link", kind: "link", config: { target } });
const table = (key: string, fields: Field[]) => ({ key, name: key, fields }) as Table;

const customers = table("customers", [field("name"), link("owner", "@members"), link("parent", "customers")]);
const orders = table("orders", [
  field("number"),
  link("customer", "customers"),
  field("amount", { type: "money", kind: "number" }),
  field("date", { type: "date", kind: "date" }),
  field("open", { type: "checkbox", kind: "bool" }),
]);
const deals = table("deals", [link("buyer", "customers"), link("payer", "customers")]);
const all = [customers, orders, deals];

const setting = (key: string, type: string): Setting => ({ key, type, name: key });
const ROLLUP = [
  setting("table", "linking_table"),
  setting("link", "linking_field"),
  setting("function", "option"),
  setting("field", "table_field"),
  setting("filter", "table_filter"),
  setting("order", "table_field"),
];
const [TABLE, , FUNCTION] = ROLLUP as [Setting, Setting, Setting];
const shown = (config: Record<string, unknown>) =>
  ROLLUP.filter((one) => asked(one, config, all, "customers")).map((one) => one.key);

describe("the settings of computed fields", () => {
  it("offer links to tables, not to members", () => {
    expect(linksOf(customers).map((one) => one.key)).toEqual(["parent"]);
    expect(linkingTables(all, "customers").map((one) => one.key)).toEqual(["customers", "orders", "deals"]);
  });

  it("ask for the link only when there are several ways, for the field unless it is a count", () => {
    expect(shown({})).toEqual(["table"]);
    expect(shown({ table: "orders", function: "count" })).toEqual(["table", "function", "filter"]);
    expect(shown({ table: "deals", function: "sum" })).toEqual([
      "table",
      "link",
      "function",
      "field",
      "filter",
    ]);
    expect(shown({ table: "orders", function: "last" })).toEqual([
      "table",
      "function",
      "field",
      "filter",
      "order",
    ]);
  });

  it("gather only what the function can", () => {
    const keys = (how: string) => gatherable(orders, how).map((one) => one.key);
    expect(keys("sum")).toEqual(["amount"]);
    expect(keys("max")).toEqual(["number", "amount", "date"]);
    expect(keys("last")).toHaveLength(5);
  });

  it("take the only link and forget what no longer fits", () => {
    const chosen = settled(ROLLUP, { table: "orders", field: "price", filter: {} }, TABLE, all, "customers");
    expect(chosen).toMatchObject({ link: "customer", field: null, filter: null });
    const summed = { table: "orders", link: "customer", function: "sum", field: "date", order: "date" };
    expect(settled(ROLLUP, summed, FUNCTION, all, "customers")).toMatchObject({ field: null, order: null });
    const latest = { ...summed, function: "max" };
    expect(settled(ROLLUP, latest, FUNCTION, all, "customers")).toMatchObject({ field: "date" });
  });

  it("are complete when nothing needed is missing", () => {
    expect(isReady("formula", { formula: "  " })).toBe(false);
    expect(isReady("rollup", { table: "orders", link: "customer", function: "sum" })).toBe(false);
    expect(isReady("rollup", { table: "orders", link: "customer", function: "count" })).toBe(true);
    expect(isReady("lookup", { link: "customer", field: "name" })).toBe(true);
  });
});

it("a place in a formula counts characters, also beyond the basic plane", () => {
  expect(stretch('"😀"+{甲}', 4, 7)).toEqual([5, 8]);
  expect(stretch("1+", 2, 2)).toEqual([2, 2]);
});
