import { expect, it } from "vitest";
import { readPeriod, writePeriod } from "./periods";

const periods = [
  { key: "this_month", name: "本月", counts: false },
  { key: "last_{n}_days", name: "最近 N 天", counts: true },
];

it("a counted period is its family and a number", () => {
  expect(readPeriod("last_14_days", periods)).toEqual({ key: "last_{n}_days", days: 14 });
  expect(readPeriod("this_month", periods)).toEqual({ key: "this_month", days: null });
  expect(readPeriod("no_such", periods)).toBeNull();
  expect(writePeriod({ key: "last_{n}_days", days: 14 })).toBe("last_14_days");
  expect(writePeriod({ key: "last_{n}_days", days: null })).toBe("last_7_days");
});
