import { expect, it } from "vitest";
import { groupLabel } from "./group-labels.ts";

const show = (value: unknown) => `<${value}>`;
const label = (by: string | null, key: string | null, language: "zh-CN" | "en" = "zh-CN") =>
  groupLabel({ field: "f", by }, key, language, show);

it("a group is called by its value, its stretch of the calendar or its band", () => {
  expect(label(null, "c1")).toBe("<c1>");
  expect(label(null, null)).toBe("（空）");
  expect(label("band:1000", "2000")).toBe("2,000 – 3,000");
  expect(label("month", "2026-03-01")).toBe("2026 年 3 月");
  expect(label("quarter", "2026-04-01")).toBe("2026 年第 2 季度");
  expect(label("week", "2026-03-02")).toBe("2026-03-02 起的一周");
  expect(label("year", "2026-01-01", "en")).toBe("2026");
  expect(label("fiscal_year", "2025-04-01")).toBe("2025 年 4 月起的财年");
  expect(label(null, null, "en")).toBe("(empty)");
});
