import { describe, expect, it } from "vitest";
import type { Field, Table } from "../api/types";
import { linkedFields, wayTo } from "./linked";

const field = (key: string, name: string, target?: string) =>
  ({ key, name, kind: target ? "link" : "text", config: target ? { target } : {} }) as unknown as Field;
const table = (key: string, fields: Field[]) => ({ key, fields }) as unknown as Table;

const regions = table("regions", [field("name", "名称"), field("boss", "上级", "regions")]);
const firms = table("firms", [
  field("name", "名称"),
  field("region", "地区", "regions"),
  field("who", "负责人", "@members"),
]);
const orders = table("orders", [field("number", "单号"), field("firm", "客户", "firms")]);

describe("the fields of linked records", () => {
  it("are named by the way to them, over at most two links", () => {
    const found = linkedFields(orders, [orders, firms, regions]);
    expect(found.map((one) => one.key)).toEqual([
      "firm.name",
      "firm.region",
      "firm.who",
      "firm.region.name",
      "firm.region.boss",
    ]);
    expect(found.map((one) => one.name)).toContain("客户 › 地区 › 名称");
    expect(found.map(wayTo)).toContain("客户 › 地区");
  });

  it("are none behind members and tables that are not there", () => {
    expect(linkedFields(firms, [firms])).toEqual([]);
  });
});
