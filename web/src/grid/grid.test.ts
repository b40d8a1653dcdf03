import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lookOf } from "../fields/index.ts";
import { FakeSource } from "./fake-source.ts";
import { Grid } from "./grid.ts";
import type { Notice } from "./options.ts";

let source: FakeSource;
let grid: Grid;
let input: HTMLTextAreaElement;
let notices: Notice[];

beforeEach(() => {
  const host = document.createElement("div");
  document.body.appendChild(host);
  source = new FakeSource(5);
  notices = [];
  grid = new Grid(host, { source, looks: lookOf, onNotice: (notice) => notices.push(notice) });
  input = grid.editor.textarea.element;
  grid.focus();
});

afterEach(() => {
  grid.destroy();
  document.body.textContent = "";
});

const key = (name: string, more: KeyboardEventInit & { keyCode?: number } = {}) => {
  const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more });
  if (more.keyCode) Object.defineProperty(event, "keyCode", { value: more.keyCode });
  input.dispatchEvent(event);
  return event;
};
const type = (text: string) => {
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
};
const composition = (kind: "start" | "end") =>
  input.dispatchEvent(new Event(`composition${kind}`, { bubbles: true }));

/** What a Chinese input method does: 229, compositionstart, letters, the confirming Enter, compositionend. */
function compose(letters: readonly string[], text: string): void {
  key("Process", { keyCode: 229 });
  composition("start");
  for (const letter of letters) type(letter);
  key("Enter", { keyCode: 229 });
  type(text);
  composition("end");
}
const active = () => grid.scene.selection.active;

describe("the textarea", () => {
  it("holds the focus while a cell is merely selected, and is no editor yet", () => {
    expect(document.activeElement).toBe(input);
    expect(input.classList.contains("kg-editing")).toBe(false);
    expect(input.value).toBe("");
  });

  it("takes a composition from its first key and loses nothing", () => {
    compose(["n", "ni", "nih", "nihao"], "你好");
    expect(grid.editor.editing).toBe(true);
    expect(active()).toEqual({ row: 0, column: 0 });
    key("Enter");
    expect(source.written).toMatchObject([{ id: 1, column: "name", value: "你好" }]);
    expect(active()).toEqual({ row: 1, column: 0 });
  });

  it("does so after arrow keys moved the cell, and in the next cell again", () => {
    key("ArrowDown");
    key("ArrowDown");
    compose(["z"], "中");
    key("Tab");
    key("ArrowLeft");
    key("ArrowDown");
    compose(["g"], "国");
    key("Enter");
    expect(source.written.map((edit) => [edit.id, edit.value])).toEqual([
      [3, "中"],
      [4, "国"],
    ]);
  });

  it("is not touched during a composition: neither its value nor its focus", () => {
    key("Process", { keyCode: 229 });
    composition("start");
    type("sh");
    let blurred = 0;
    input.addEventListener("blur", () => blurred++);
    for (const name of ["Enter", "Escape", "ArrowDown", "Tab"]) key(name, { keyCode: 229 });
    source.emit({ kind: "rows" });
    grid.viewport.paint();
    expect(input.value).toBe("sh");
    expect(blurred).toBe(0);
    expect(source.written).toEqual([]);
    expect(active()).toEqual({ row: 0, column: 0 });
  });

  it("leaves the cell as it was when a composition is given up", () => {
    key("Process", { keyCode: 229 });
    composition("start");
    type("x");
    type("");
    composition("end");
    expect(grid.editor.editing).toBe(false);
    key("ArrowDown");
    expect(active().row).toBe(1);
    expect(source.written).toEqual([]);
  });

  it("refuses a composition in a column that the system fills, and says why", () => {
    grid.select(0, "code");
    compose(["h"], "好");
    expect(grid.editor.editing).toBe(false);
    expect(input.value).toBe("");
    expect(source.written).toEqual([]);
    expect(notices.map((notice) => notice.key)).toContain("readonly");
  });
});

describe("a row that is still on its way", () => {
  const arrive = () => {
    source.away.clear();
    source.emit({ kind: "rows" });
  };

  it("takes letters, and the record on its line gets them", () => {
    source.away.add(0);
    type("早");
    key("Enter");
    expect(source.written).toMatchObject([{ row: 0, column: "name", value: "早" }]);
    expect(source.inserted).toEqual([]);
    expect(active().row).toBe(1);
  });

  it("gives an opened cell its text before the letters typed so far", () => {
    source.away.add(0);
    key("F2");
    type("新");
    key("Enter");
    expect(source.written).toEqual([]);
    arrive();
    expect(source.written).toMatchObject([{ id: 1, column: "name", value: "n0新" }]);
  });

  it("leaves a composition alone until it ends", () => {
    source.away.add(0);
    key("Process", { keyCode: 229 });
    composition("start");
    type("ni");
    arrive();
    expect(input.value).toBe("ni");
    type("你");
    composition("end");
    key("Enter");
    expect(source.written).toMatchObject([{ id: 1, version: 1, value: "你" }]);
  });

  it("that turns out not to exist hands its letters to the line for new records", () => {
    source.away.add(4);
    grid.select(4, "name");
    type("新客户");
    source.rows = source.rows.slice(0, 2);
    source.emit({ kind: "count" });
    key("Enter");
    expect(source.inserted).toEqual([{ name: "新客户" }]);
    expect(source.written).toEqual([]);
  });

  it("that is gone with the view says which letters found no place", () => {
    source.away.add(0);
    type("没处去");
    source.emit({ kind: "reset" });
    expect(grid.editor.editing).toBe(false);
    expect(notices.map((notice) => notice.text).join()).toContain("没处去");
    expect(source.written).toEqual([]);
  });
});

describe("an edit", () => {
  it("by typing replaces, by F2 keeps the text, and Escape gives up", () => {
    type("a");
    key("Enter");
    key("F2");
    expect(input.value).toBe("n1");
    type("n1!");
    key("Escape");
    expect(source.written.map((edit) => edit.value)).toEqual(["a"]);
    expect(source.rows[1]?.values.name).toBe("n1");
  });

  it("that changed nothing writes nothing", () => {
    key("F2");
    key("Enter");
    expect(source.written).toEqual([]);
    expect(active().row).toBe(1);
  });

  it("stays with its record when rows move meanwhile", () => {
    key("F2");
    type("mine");
    source.rows = [{ id: 99, values: { name: "new" } }, ...source.rows];
    source.emit({ kind: "rows" });
    key("Enter");
    expect(source.written).toMatchObject([{ id: 1, value: "mine", version: 1 }]);
  });

  it("of what means nothing to the field goes to the server as it was typed", () => {
    grid.select(0, "amount");
    type("abc");
    key("Enter");
    expect(source.written).toMatchObject([{ column: "amount", value: "abc", text: "abc" }]);
  });

  it("of a checkbox is the space key", () => {
    grid.select(0, "done");
    key(" ");
    key(" ");
    expect(source.written.map((edit) => edit.value)).toEqual([true, false]);
  });

  it("on the last line makes a record", () => {
    grid.selectNewRow();
    type("新公司");
    key("Tab");
    expect(source.inserted).toEqual([{ name: "新公司" }]);
    expect(active()).toEqual({ row: 5, column: 1 });
    type("12");
    key("Enter");
    expect(source.written).toMatchObject([{ id: 6, column: "amount", value: "12" }]);
  });
});

describe("the clipboard", () => {
  const clipboard = (kind: "copy" | "cut" | "paste", data: Record<string, string> = {}) => {
    const event = new Event(kind, { bubbles: true, cancelable: true });
    const held: Record<string, string> = { ...data };
    const clipboardData = {
      getData: (type: string) => held[type] ?? "",
      setData: (type: string, text: string) => {
        held[type] = text;
      },
    };
    Object.defineProperty(event, "clipboardData", { value: clipboardData });
    input.dispatchEvent(event);
    return held;
  };
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  it("copies a block as text and as a table through the browser's own event", () => {
    key("ArrowRight", { shiftKey: true });
    key("ArrowDown", { shiftKey: true });
    const held = clipboard("copy");
    expect(held["text/plain"]).toBe("n0\t0\r\nn1\t1");
    expect(held["text/html"]).toContain("<td>n1</td>");
  });

  it("pastes over records and makes new ones past the end", async () => {
    grid.select(4, "name");
    clipboard("paste", { "text/plain": "a\t1\nb\t2\n" });
    await settled();
    await settled();
    expect(source.written.map((edit) => [edit.id, edit.column, edit.value])).toEqual([
      [5, "name", "a"],
      [5, "amount", "1"],
    ]);
    expect(source.inserted).toEqual([{ name: "b", amount: "2" }]);
  });

  it("moves what was cut", async () => {
    clipboard("cut");
    key("ArrowDown");
    clipboard("paste", { "text/plain": "n0" });
    await settled();
    await settled();
    expect(source.cleared).toEqual([{ rows: [{ from: 0, to: 0 }], columns: ["name"] }]);
    expect(source.written).toMatchObject([{ id: 2, value: "n0" }]);
  });

  it("belongs to the text while a cell is edited", () => {
    type("abc");
    expect(clipboard("copy")).toEqual({});
  });
});

describe("keys", () => {
  it("clear whole columns in one call, leaving out what the system fills", () => {
    key("a", { ctrlKey: true });
    key("Delete");
    expect(source.cleared).toEqual([{ rows: [{ from: 0, to: 4 }], columns: ["name", "amount", "done"] }]);
  });

  it("undo", () => {
    key("z", { ctrlKey: true });
    expect(source.undone).toBe(1);
  });

  it("fill down from the first row", () => {
    key("ArrowDown", { shiftKey: true });
    key("ArrowDown", { shiftKey: true });
    key("d", { ctrlKey: true });
    expect(source.written.map((edit) => [edit.id, edit.value])).toEqual([
      [2, "n0"],
      [3, "n0"],
    ]);
  });

  it("keep the selection on its record when rows move", () => {
    key("ArrowDown");
    source.rows = [{ id: 99, values: { name: "new" } }, ...source.rows];
    source.emit({ kind: "rows" });
    expect(active().row).toBe(2);
  });
});
