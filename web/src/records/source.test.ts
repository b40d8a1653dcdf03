import { afterEach, describe, expect, it, vi } from "vitest";
import { lookOf } from "../fields/index.ts";
import { FakeServer } from "./fake-server.ts";
import type { Conflict } from "./given.ts";
import { RecordSource } from "./source.ts";
import type { TableShape } from "./wire.ts";

const table: TableShape = {
  key: "t",
  title: "name",
  fields: [
    { key: "name", name: "名称", type: "text", kind: "text", required: true },
    { key: "amount", name: "金额", type: "number", kind: "number" },
  ],
};
const open: RecordSource[] = [];

function make(server: FakeServer, more: Partial<ConstructorParameters<typeof RecordSource>[0]> = {}) {
  const source = new RecordSource({ table, view: {}, transport: server, looks: lookOf, ...more });
  open.push(source);
  return source;
}
const until = (check: () => boolean) =>
  vi.waitFor(() => expect(check()).toBe(true), { timeout: 3000, interval: 5 });
const edit = (row: number, column: string, value: string | null) => ({
  row,
  column,
  value,
  text: value ?? undefined,
});
const grid = { source: "grid" } as const;

afterEach(() => {
  for (const source of open.splice(0)) source.destroy();
});

describe("reading", () => {
  it("shows first rows without waiting for the count", async () => {
    const server = new FakeServer(1000);
    server.countDelay = 200;
    const source = make(server);
    await until(() => source.row(0) !== undefined);
    expect(source.countKnown()).toBe(false);
    expect(source.rowCount()).toBeGreaterThan(200);
    await until(() => source.countKnown());
    expect(source.rowCount()).toBe(1000);
  });

  it("knows the count of a short table from its only page", async () => {
    const source = make(new FakeServer(3));
    await until(() => source.countKnown());
    expect(source.rowCount()).toBe(3);
  });

  it("reaches any row by skipping from the nearest cursor", async () => {
    const server = new FakeServer(5000);
    const source = make(server);
    await until(() => source.rowCount() === 5000);
    source.need(4000, 4020);
    await until(() => source.row(4010)?.id === 4011);
    const far = server.log.find(({ request }) => (request as { skip?: number }).skip);
    expect(far?.request).toMatchObject({ limit: 200 });
    source.need(4200, 4220);
    await until(() => source.row(4210) !== undefined);
    expect(server.log.filter(({ kind }) => kind === "query").at(-1)?.request).toMatchObject({ skip: 0 });
  });

  it("reads only where a dragged scroll bar rests", async () => {
    const server = new FakeServer(20_000);
    const source = make(server);
    await until(() => source.rowCount() === 20_000 && source.row(300) !== undefined);
    const before = server.log.length;
    for (let row = 1000; row <= 19_000; row += 600) source.need(row, row + 30);
    await until(() => source.row(19_000) !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.log.length - before).toBeLessThan(8);
  });

  it("starts over with another filter, and not with another arrangement of columns", async () => {
    const server = new FakeServer(10);
    const source = make(server);
    await until(() => source.rowCount() === 10);
    const asked = server.log.length;
    source.setView({ columns: [{ field: "amount" }, { field: "name" }] });
    expect(source.columns().map((column) => column.key)).toEqual(["amount", "name"]);
    expect(source.row(0)).toBeDefined();
    expect(server.log.length).toBe(asked);
    source.setView({ filter: { field: "name", operator: "empty" } });
    expect(source.row(0)).toBeUndefined();
    await until(() => source.row(0) !== undefined);
  });
});

describe("writing", () => {
  it("shows an edit at once and keeps it when the server agrees", async () => {
    const server = new FakeServer(5);
    const source = make(server);
    await until(() => source.row(0) !== undefined);
    const writing = source.write([edit(0, "name", "华为")], grid);
    await Promise.resolve();
    expect(source.row(0)?.values.name).toBe("华为");
    expect(source.row(0)?.marks?.name?.kind).toBe("pending");
    expect(await writing).toEqual({ written: 1, failed: 0, conflicts: 0 });
    expect(source.row(0)?.marks).toBeUndefined();
    expect(server.records[0]?.values.name).toBe("华为");
    expect(source.state()).toBe("saved");
  });

  it("two edits of one cell in a row do not conflict with each other", async () => {
    const server = new FakeServer(5);
    const source = make(server);
    await until(() => source.row(0) !== undefined);
    const outcomes = await Promise.all([
      source.write([edit(0, "name", "a")], grid),
      source.write([edit(0, "name", "b")], grid),
    ]);
    expect(outcomes.map((outcome) => outcome.conflicts)).toEqual([0, 0]);
    expect(server.records[0]?.values.name).toBe("b");
  });

  it("marks refused cells, keeps the typed text and writes the others in one change", async () => {
    const server = new FakeServer(5);
    const source = make(server);
    await until(() => source.row(4) !== undefined);
    const edits = [edit(0, "amount", "abc"), edit(0, "name", "甲"), edit(1, "amount", "7")];
    expect(await source.write(edits, { source: "paste" })).toEqual({ written: 2, failed: 1, conflicts: 0 });
    expect(source.row(0)?.marks?.amount).toEqual({ kind: "error", message: "不是数字", text: "abc" });
    expect(source.row(0)?.values).toEqual({ name: "甲", amount: "1" });
    expect(server.change).toBe(1);
    expect(source.unsaved()).toBe(1);
    source.dismiss(1, "amount");
    expect(source.row(0)?.marks).toBeUndefined();
    expect(source.unsaved()).toBe(0);
  });

  it("tells of a conflict with both values and loses neither", async () => {
    const server = new FakeServer(5);
    const told: (readonly Conflict[])[] = [];
    const source = make(server, { onConflict: (conflicts) => told.push(conflicts) });
    await until(() => source.row(0) !== undefined);
    server.records[0]?.changed.set("name", { version: 2, by: "王芳" });
    Object.assign(server.records[0] ?? {}, { version: 2 });
    Object.assign(server.records[0]?.values ?? {}, { name: "她的" });
    expect(await source.write([edit(0, "name", "我的"), edit(0, "amount", "9")], grid)).toEqual({
      written: 1,
      failed: 0,
      conflicts: 1,
    });
    expect(server.records[0]?.values).toEqual({ name: "她的", amount: "9" });
    const [conflict] = source.conflicts();
    expect(conflict).toMatchObject({ id: 1, field: "name", yours: "我的", theirs: "她的", by: "王芳" });
    expect(source.row(0)?.marks?.name?.message).toContain("王芳");
    if (conflict) await source.resolve(conflict, "mine");
    expect(server.records[0]?.values.name).toBe("我的");
    expect(source.conflicts()).toEqual([]);
    expect(told.length).toBe(2);
  });

  it("tells of a conflict when somebody changed the cell while it was being edited, though the page has read it since", async () => {
    const server = new FakeServer(2);
    const source = make(server);
    await until(() => source.row(0) !== undefined);
    const begun = source.row(0)?.version;
    server.other({ do: "update", id: 1, values: { name: "她的" } });
    await until(() => source.row(0)?.values.name === "她的");
    const outcome = await source.write([{ ...edit(0, "name", "我的"), id: 1, version: begun }], grid);
    expect(outcome.conflicts).toBe(1);
  });

  it("does not take the person's own earlier edit for somebody else's", async () => {
    const server = new FakeServer(2);
    const source = make(server);
    await until(() => source.row(0) !== undefined);
    const begun = source.row(0)?.version;
    await source.write([edit(0, "name", "一")], grid);
    await source.write([{ ...edit(0, "name", "二"), id: 1, version: begun }], grid);
    expect(server.records[0]?.values.name).toBe("二");
    expect(server.log.filter(({ kind }) => kind === "write").at(-1)?.request).toMatchObject({
      operations: [{ version: 2 }],
    });
  });

  it("takes the other value when the person says so", async () => {
    const server = new FakeServer(2);
    const source = make(server);
    await until(() => source.row(0) !== undefined);
    server.records[0]?.changed.set("name", { version: 2, by: "王芳" });
    Object.assign(server.records[0] ?? {}, { version: 2, values: { name: "她的", amount: "1" } });
    await source.write([edit(0, "name", "我的")], grid);
    const [conflict] = source.conflicts();
    if (conflict) await source.resolve(conflict, "theirs");
    expect(source.row(0)?.values.name).toBe("她的");
    expect(source.row(0)?.marks).toBeUndefined();
  });

  it("keeps edits while the server is away and sends them when it is back", async () => {
    const server = new FakeServer(2);
    const states: string[] = [];
    const source = make(server, { onState: (state, unsaved) => states.push(`${state} ${unsaved}`) });
    await until(() => source.row(0) !== undefined && source.countKnown());
    server.away = true;
    const writing = source.write([edit(0, "name", "离线")], grid);
    await until(() => source.state() === "offline");
    expect(source.row(0)?.values.name).toBe("离线");
    expect(source.unsaved()).toBe(1);
    server.away = false;
    source.connection.wake();
    await writing;
    expect(server.records[0]?.values.name).toBe("离线");
    await until(() => source.state() === "saved");
    expect(states).toContain("offline 1");
    expect(states.at(-1)).toBe("saved 0");
  });

  it("sends large pastes in parts and tells how far it is", async () => {
    const server = new FakeServer(12_000);
    const source = make(server);
    await until(() => source.rowCount() === 12_000);
    const seen: number[] = [];
    const edits = Array.from({ length: 12_000 }, (_, row) => edit(row, "amount", "5"));
    await source.write(edits, { source: "paste", progress: (done) => seen.push(done) });
    expect(seen).toEqual([5000, 10_000, 12_000]);
    expect(server.records.every((record) => record.values.amount === "5")).toBe(true);
  });

  it("an undo waits for a clearing that must first read its rows", async () => {
    const server = new FakeServer(3000);
    const source = make(server);
    await until(() => source.rowCount() === 3000);
    const clearing = source.clear([{ from: 0, to: 2999 }], ["amount"]);
    await source.undo();
    await clearing;
    const kinds = server.log.map(({ kind }) => kind);
    expect(kinds.indexOf("undo")).toBeGreaterThan(kinds.lastIndexOf("range"));
    expect(kinds).toContain("range");
  });

  it("clears only cells that hold something, loaded or not", async () => {
    const server = new FakeServer(1000);
    const source = make(server);
    await until(() => source.rowCount() === 1000);
    await source.clear([{ from: 0, to: 999 }], ["amount"]);
    expect(server.records.every((record) => record.values.amount === null)).toBe(true);
    const again = await source.clear([{ from: 0, to: 10 }], ["amount"]);
    expect(again.written).toBe(0);
  });
});

describe("new records", () => {
  it("stand at the end at once and get their id", async () => {
    const server = new FakeServer(3);
    const source = make(server);
    await until(() => source.countKnown());
    const inserting = source.insert([{ name: "新" }], grid);
    expect(source.rowCount()).toBe(4);
    expect(source.row(3)?.values.name).toBe("新");
    const before = source.row(3)?.id ?? 0;
    expect(before).toBeLessThan(0);
    await inserting;
    expect(source.row(3)?.id).toBe(4);
    expect(source.indexOf(before)).toBe(3);
  });

  it("can be edited while they are still on their way", async () => {
    const server = new FakeServer(3);
    const source = make(server);
    await until(() => source.countKnown());
    const inserting = source.insert([{ name: "新" }], grid);
    const writing = source.write([edit(3, "amount", "8")], grid);
    await Promise.all([inserting, writing]);
    expect(server.records[3]?.values).toEqual({ name: "新", amount: "8" });
  });

  it("are made once when the answer is lost on the way", async () => {
    const server = new FakeServer(3);
    const source = make(server);
    await until(() => source.countKnown());
    server.lost = 2;
    const inserting = source.insert([{ name: "新" }], grid);
    while (server.lost > 0 || source.state() === "offline") {
      source.connection.wake();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await inserting;
    expect(server.records).toHaveLength(4);
    expect(source.row(3)?.id).toBe(4);
  });

  it("that lack something stay as drafts until it is filled", async () => {
    const server = new FakeServer(3);
    const source = make(server);
    await until(() => source.countKnown());
    await source.insert([{ amount: "5" }], grid);
    expect(server.records).toHaveLength(3);
    expect(source.row(3)?.marks?.name).toMatchObject({ kind: "error", message: "必填" });
    expect(source.unsaved()).toBeGreaterThan(0);
    await source.write([edit(3, "name", "补上")], grid);
    await until(() => server.records.length === 4);
    await until(() => source.unsaved() === 0);
    expect(server.records[3]?.values).toEqual({ name: "补上", amount: "5" });
    expect(source.row(3)?.marks).toBeUndefined();
  });

  it("with one bad cell are made without it, and the cell says why", async () => {
    const server = new FakeServer(0);
    const source = make(server);
    await until(() => source.countKnown());
    const outcome = await source.insert([{ name: "甲", amount: "abc" }, { name: "乙" }], { source: "paste" });
    expect(outcome).toMatchObject({ written: 2, failed: 1 });
    expect(server.records.map((record) => record.values)).toEqual([
      { name: "甲", amount: null },
      { name: "乙", amount: null },
    ]);
    expect(source.row(0)?.marks?.amount).toMatchObject({ kind: "error", text: "abc" });
  });

  it("whose only value is wrong say why, not that something is missing", async () => {
    const server = new FakeServer(0);
    const source = make(server);
    await until(() => source.countKnown());
    await source.insert([{ amount: "abc" }], grid);
    expect(server.records).toHaveLength(0);
    expect(source.row(0)?.marks?.amount).toMatchObject({ message: "不是数字", text: "abc" });
    expect(source.row(0)?.marks?.name).toMatchObject({ message: "必填" });
  });

  it("that the server never knew are simply dropped when deleted", async () => {
    const server = new FakeServer(1);
    const source = make(server);
    await until(() => source.countKnown());
    await source.insert([{ amount: "5" }], grid);
    await source.archive([{ from: 1, to: 1 }]);
    expect(source.rowCount()).toBe(1);
    expect(source.unsaved()).toBe(0);
  });
});

describe("other people", () => {
  it("their changes are shown without losing the place, and flash", async () => {
    const server = new FakeServer(500);
    const source = make(server);
    await until(() => source.rowCount() === 500);
    source.need(200, 220);
    await until(() => source.row(210) !== undefined);
    server.other({ do: "update", id: 211, values: { name: "被改了" } });
    await until(() => source.row(210)?.values.name === "被改了");
    expect(source.row(210)?.marks?.name?.kind).toBe("changed");
  });

  it("their new records appear at the end", async () => {
    const server = new FakeServer(5);
    const source = make(server);
    await until(() => source.countKnown());
    server.other({ do: "insert", values: { name: "别人的" } });
    await until(() => source.rowCount() === 6 && source.row(5)?.values.name === "别人的");
  });

  it("our own changes are not read again", async () => {
    const server = new FakeServer(5);
    const source = make(server);
    await until(() => source.countKnown());
    await source.write([edit(0, "name", "我")], grid);
    const asked = server.log.length;
    expect(source.state()).toBe("saved");
    server.change--;
    server.other({ do: "restore", id: 1 });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(server.log.length).toBe(asked);
  });

  it("an undo reads everything on screen again, after all edits are sent", async () => {
    const server = new FakeServer(5);
    const source = make(server);
    await until(() => source.row(0) !== undefined);
    const writing = source.write([edit(0, "name", "我")], grid);
    await source.undo();
    await writing;
    expect(server.log.map(({ kind }) => kind).filter((kind) => kind === "write" || kind === "undo")).toEqual([
      "write",
      "undo",
    ]);
  });
});

describe("rules", () => {
  const ruled = { ...table, rules: [{}] };
  const mark = (source: RecordSource, row: number) => source.row(row)?.marks?.amount;

  it("mark the cells that break them, when read and when written, until they are kept again", async () => {
    const server = new FakeServer(3);
    const first = server.records[0];
    if (first) first.values.amount = "5000";
    const source = make(server, { table: ruled });
    await until(() => mark(source, 0)?.kind === "warning");
    expect(mark(source, 0)?.message).toBe("金额很大");
    expect(mark(source, 1)).toBeUndefined();
    await source.write([edit(1, "amount", "2000"), edit(0, "amount", "5")], grid);
    await until(() => mark(source, 1)?.kind === "warning" && mark(source, 0) === undefined);
  });

  it("are not asked about in a table that has none", async () => {
    const server = new FakeServer(3);
    const source = make(server);
    await until(() => source.row(0) !== undefined);
    await source.write([edit(0, "amount", "5000")], grid);
    expect(server.log.some(({ kind }) => kind === "breaches")).toBe(false);
  });
});
