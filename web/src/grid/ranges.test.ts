import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lookOf } from "../fields/index.ts";
import { FakeSource } from "./fake-source.ts";
import { Grid } from "./grid.ts";
import type { Stats } from "./stats.ts";
import type { Filling, Pasting, RangeFigures, RangeSource, Row, Span } from "./types.ts";

const DONE = { written: 1, failed: 0, conflicts: 0 };

/** A source of a thousand rows of which the first five are loaded. */
class FarSource extends FakeSource implements RangeSource {
  override rowCount = () => 1000;
  fills: Filling[] = [];
  pastes: Pasting[] = [];
  asked: unknown[] = [];
  readonly ranges = this;

  async edge(row: number, column: string, direction: "up" | "down") {
    this.asked.push([row, column, direction]);
    return 700;
  }

  async figures(rows: readonly Span[]): Promise<RangeFigures> {
    const total = rows.reduce((sum, span) => sum + span.to - span.from + 1, 0);
    return { rows: total, filled: 9, numbers: 9, sum: 90, average: 10, minimum: 1, maximum: 20 };
  }

  async text() {
    return "a\r\n";
  }

  async fill(filling: Filling) {
    this.fills.push(filling);
    return DONE;
  }

  async paste(pasting: Pasting) {
    this.pastes.push(pasting);
    return DONE;
  }
}

let source: FarSource;
let grid: Grid;
let input: HTMLTextAreaElement;
let stats: Stats | undefined;

beforeEach(() => {
  const host = document.createElement("div");
  document.body.appendChild(host);
  source = new FarSource(5);
  const today = (time: boolean) => (time ? "2026-11-22 09:30" : "2026-11-22");
  grid = new Grid(host, { source, looks: lookOf, today, onSelection: (told) => (stats = told) });
  input = grid.editor.textarea.element;
  grid.focus();
});

afterEach(() => {
  grid.destroy();
  document.body.textContent = "";
});

const key = (name: string, more: KeyboardEventInit = {}) =>
  input.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }));
const paste = (text: string) => {
  const event = new Event("paste", { bubbles: true, cancelable: true });
  const getData = (kind: string) => (kind === "text/plain" ? text : "");
  Object.defineProperty(event, "clipboardData", { value: { getData } });
  input.dispatchEvent(event);
};
const rowOf = () => grid.scene.selection.focus.row;

describe("rows that are not loaded", () => {
  it("are leapt over by Ctrl and an arrow", async () => {
    key("ArrowDown", { ctrlKey: true });
    await vi.waitFor(() => expect(rowOf()).toBe(700));
    expect(source.asked).toEqual([[0, "name", "down"]]);
  });

  it("are not leapt over when the person went elsewhere meanwhile", async () => {
    key("ArrowDown", { ctrlKey: true });
    key("ArrowRight");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(rowOf()).toBe(0);
  });

  it("take one value in a whole column", async () => {
    key(" ", { ctrlKey: true });
    paste("x");
    await vi.waitFor(() => expect(source.pastes).toHaveLength(1));
    expect(source.pastes[0]).toEqual({
      rows: { from: 0, to: 999 },
      columns: ["name"],
      block: [["x"]],
      insert: true,
    });
  });

  it("take a block where it may be written", async () => {
    grid.setSelection({
      active: { row: 900, column: 2 },
      anchor: { row: 900, column: 2 },
      focus: { row: 900, column: 2 },
      ranges: [{ top: 900, bottom: 900, left: 2, right: 2 }],
    });
    paste("TRUE\tK1\nFALSE\tK2");
    await vi.waitFor(() => expect(source.pastes).toHaveLength(1));
    expect(source.pastes[0]).toMatchObject({
      rows: { from: 900, to: 901 },
      columns: ["done"],
      block: [["TRUE"], ["FALSE"]],
    });
  });

  it("are filled down with Ctrl+D", async () => {
    key(" ", { ctrlKey: true });
    key("d", { ctrlKey: true });
    await vi.waitFor(() => expect(source.fills).toHaveLength(1));
    expect(source.fills[0]).toEqual({
      rows: { from: 0, to: 999 },
      columns: ["name"],
      direction: "down",
      seeds: 1,
      mode: "copy",
    });
  });

  it("are counted and summed", async () => {
    key(" ", { ctrlKey: true });
    await vi.waitFor(() => expect(stats?.sum).toBe(90));
    expect(stats).toMatchObject({ rows: 1000, columns: 1, complete: true });
  });
});

describe("filling in a way that was chosen", () => {
  it("starts from the first filled rows", async () => {
    source.rows = source.rows.map(
      (row, index): Row => ({ ...row, values: { ...row.values, amount: index < 2 ? String(index) : null } }),
    );
    const range = { top: 0, bottom: 4, left: 1, right: 1 };
    const corner = { row: 0, column: 1 };
    grid.setSelection({ active: corner, anchor: corner, focus: { row: 4, column: 1 }, ranges: [range] });
    await grid.fillSelected("series");
    expect(source.fills[0]).toMatchObject({ seeds: 2, mode: "series", columns: ["amount"] });
  });
});

describe("Ctrl and a semicolon", () => {
  it("writes today", async () => {
    key(";", { ctrlKey: true });
    await vi.waitFor(() => expect(source.written).toHaveLength(1));
    expect(source.written[0]).toMatchObject({ id: 1, column: "name", value: "2026-11-22" });
  });
});
