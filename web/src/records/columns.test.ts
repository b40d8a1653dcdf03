import { expect, it } from "vitest";
import { columnsOf } from "./columns.ts";
import type { TableShape } from "./wire.ts";

const table: TableShape = {
  key: "t",
  title: "name",
  fields: [
    { key: "name", name: "名称", type: "text", kind: "text" },
    { key: "amount", name: "金额", type: "money", kind: "number" },
    { key: "old", name: "旧", type: "text", kind: "text", archived: true },
    { key: "created_at", name: "创建时间", type: "created_at", kind: "datetime", system: true },
  ],
};

it("columns follow the view, then the table; archived and system fields stay away", () => {
  const columns = columnsOf(table, { columns: [{ field: "amount", width: 99 }, { field: "gone" }] });
  expect(columns.map((column) => [column.key, column.width])).toEqual([
    ["amount", 99],
    ["name", 220],
  ]);
});

it("a system field shows when the view names it, and cannot be written", () => {
  const columns = columnsOf(table, { columns: [{ field: "created_at" }, { field: "name", hidden: true }] });
  expect(columns.map((column) => [column.key, column.readonly])).toEqual([
    ["created_at", true],
    ["amount", false],
  ]);
});

it("columns show how they are sorted and filtered", () => {
  const view = {
    sorts: [{ field: "amount", descending: true }],
    filter: { field: "name", operator: "empty" },
  };
  const [name, amount] = columnsOf(table, view);
  expect([name?.filtered, name?.sort, amount?.filtered, amount?.sort]).toEqual([
    true,
    null,
    false,
    "descending",
  ]);
});
