import { afterEach, describe, expect, it, vi } from "vitest";
import { lookOf } from "../fields/index.ts";
import { FakeServer } from "./fake-server.ts";
import type { RangeWork } from "./given.ts";
import { sumUp } from "./ranges.ts";
import { RecordSource } from "./source.ts";
import type { RangeAsked, TableShape } from "./wire.ts";

const table: TableShape = {
  key: "t",
  title: "name",
  fields: [
    { key: "name", name: "名称", type: "text", kind: "text" },
    { key: "amount", name: "金额", type: "number", kind: "number" },
  ],
};
const open: RecordSource[] = [];

async function make(server: FakeServer, more: Partial<ConstructorParameters<typeof RecordSource>[0]> = {}) {
  const source = new RecordSource({ table, view: {}, transport: server, looks: lookOf, ...more });
  open.push(source);
  await vi.waitFor(() => expect(source.rowCount()).toBe(server.records.length));
  await vi.waitFor(() => expect(source.row(0)).toBeDefined());
  return source;
}

function asked(server: FakeServer): RangeAsked {
  return server.log.findLast(({ kind }) => kind === "range")?.request as RangeAsked;
}

afterEach(() => {
  for (const source of open.splice(0)) source.destroy();
});

describe("a doing on rows that are not loaded", () => {
  it("says how many records the view held and which rows this page saw", async () => {
    const server = new FakeServer(3000);
    const source = await make(server);
    const outcome = await source.clear([{ from: 100, to: 2500 }], ["amount"]);
    expect(outcome.written).toBe(2401);
    const { rows } = asked(server);
    expect([rows.count, rows.spans]).toEqual([3000, [{ first: 100, last: 2500 }]]);
    expect(rows.seen?.[0]).toEqual({ row: 100, id: 101, version: 1 });
    expect(server.log.filter(({ kind }) => kind === "write")).toEqual([]);
    await vi.waitFor(() => expect(source.row(100)?.values.amount).toBeNull());
  });

  it("means everything that the filter leaves when everything is selected", async () => {
    const server = new FakeServer(1200);
    const source = await make(server);
    await source.archive([{ from: 0, to: 1199 }]);
    expect(asked(server).rows.spans).toEqual([{ first: 0, last: null }]);
    await vi.waitFor(() => expect(source.rowCount()).toBe(0));
  });

  it("is refused when the view holds others by now, and the page reads on", async () => {
    const server = new FakeServer(1200);
    const source = await make(server);
    server.records.pop();
    await expect(source.clear([{ from: 0, to: 900 }], ["amount"])).rejects.toThrow("moved");
    expect(server.records[0]?.values.amount).toBe("1");
  });

  it("goes on as a job that tells how far it is", async () => {
    const server = new FakeServer(1200);
    server.direct = 1000;
    const told: (RangeWork | null)[] = [];
    const source = await make(server, { onWork: (work) => told.push(work) });
    const outcome = await source.clear([{ from: 0, to: 1199 }], ["amount"]);
    expect(outcome.written).toBe(1200);
    expect(told.map((work) => work && [work.done, work.total])).toEqual([[1, 1200], null]);
  });

  it("names the records while new ones have not taken their places", async () => {
    const server = new FakeServer(3);
    const source = await make(server);
    await source.insert([{ name: "新" }], { source: "grid" });
    const filling = {
      rows: { from: 0, to: 3 },
      columns: ["name"],
      direction: "down",
      seeds: 1,
      mode: "auto",
    } as const;
    await source.ranges.fill(filling, { source: "fill" });
    expect(asked(server).rows.records?.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  });
});

describe("the next stop of Ctrl and an arrow", () => {
  it("is asked for with the record where one stands", async () => {
    const server = new FakeServer(1200);
    server.told.edge = { row: 1100, id: 1101 };
    const source = await make(server);
    expect(await source.ranges.edge(5, "name", "down")).toBe(1100);
    expect(server.log.at(-1)?.request).toEqual({ id: 6, field: "name", direction: "down" });
  });
});

describe("figures of a selection", () => {
  it("add up over columns, cents exactly", () => {
    const figure = { field: "a", filled: 3, sum: "0.3", average: null, min: "0.1", max: "0.1" };
    const text = { field: "b", filled: 2, sum: null, average: null, min: null, max: null };
    const found = sumUp({
      rows: 9,
      fingerprint: null,
      figures: [figure, { ...figure, sum: "0.6", max: "7" }, text],
    });
    expect(found).toMatchObject({
      rows: 9,
      filled: 8,
      numbers: 6,
      sum: 0.9,
      average: 0.15,
      minimum: 0.1,
      maximum: 7,
    });
  });
});
