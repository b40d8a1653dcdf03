import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Tints } from "./tints.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const RULES = [
  { filter: { field: "a" }, color: "red" },
  { filter: { field: "b" }, color: "green", field: "amount" },
];
const row = (id: number, version = 1) => ({ id, version, values: {} });

function made(passing: Record<string, number[]>) {
  const asked: number[][] = [];
  let changes = 0;
  const tints = new Tints(
    async (ids) => {
      asked.push([...ids]);
      return passing;
    },
    () => changes++,
  );
  tints.setRules(RULES);
  return { tints, asked, changes: () => changes };
}

it("rows of one screen are asked about together, and a cell's own rule wins over the row's", async () => {
  const { tints, asked } = made({ "1": [0, 1], "2": [] });
  for (const one of [row(1), row(2), row(-5)]) tints.of(one, "name");
  await vi.advanceTimersByTimeAsync(30);
  expect(asked).toEqual([[1, 2]]);
  expect(tints.of(row(1), "name")).toBe("red");
  expect(tints.of(row(1), "amount")).toBe("green");
  expect(tints.of(row(2), "name")).toBeUndefined();
  await vi.advanceTimersByTimeAsync(30);
  expect(asked.length).toBe(1);
});

it("a record that was written is asked about again and keeps its colour until the answer", async () => {
  const passing: Record<string, number[]> = { "1": [0] };
  const { tints, asked } = made(passing);
  tints.of(row(1), "name");
  await vi.advanceTimersByTimeAsync(30);
  passing["1"] = [];
  expect(tints.of(row(1, 2), "name")).toBe("red");
  await vi.advanceTimersByTimeAsync(30);
  expect(asked.length).toBe(2);
  expect(tints.of(row(1, 2), "name")).toBeUndefined();
});

it("without rules nothing is asked", async () => {
  const { tints, asked } = made({});
  tints.setRules([]);
  tints.of(row(1), "name");
  await vi.advanceTimersByTimeAsync(30);
  expect(asked).toEqual([]);
});
