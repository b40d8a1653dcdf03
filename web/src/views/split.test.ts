import { expect, it } from "vitest";
import { nameOfSplit } from "./split";

it.each([
  ["客户名称", "客户"],
  ["订单 ID", "订单"],
  ["产品编号", "产品"],
  ["Customer name", "Customer"],
  ["城市", "城市"],
  ["名称", "名称"],
])("calls the table made of %s %s", (field, name) => {
  expect(nameOfSplit(field, "明细", [])).toBe(name);
});

it("keeps it apart from a table that has the name already", () => {
  expect(nameOfSplit("订单 ID", "明细", ["客户", "订单"])).toBe("明细 订单");
});
