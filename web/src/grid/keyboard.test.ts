import { describe, expect, it } from "vitest";
import { commandOf, type Key } from "./keyboard.ts";

function key(name: string, more: Partial<Key> = {}): Key {
  return {
    key: name,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    isComposing: false,
    keyCode: 0,
    ...more,
  };
}
const ctrl = { ctrlKey: true };
const shift = { shiftKey: true };

describe("a key on a selected cell", () => {
  it("moves, and stretches with Shift, and runs with Ctrl or Command", () => {
    expect(commandOf(key("ArrowDown"))).toEqual({ do: "move", to: "down", far: false, extend: false });
    expect(commandOf(key("ArrowLeft", { ...ctrl, ...shift }))).toEqual({
      do: "move",
      to: "left",
      far: true,
      extend: true,
    });
    expect(commandOf(key("ArrowUp", { metaKey: true }))).toMatchObject({ far: true });
    expect(commandOf(key("PageDown", shift))).toEqual({ do: "page", to: "down", extend: true });
    expect(commandOf(key("Home"))).toEqual({ do: "end", to: "row start", extend: false });
    expect(commandOf(key("End", ctrl))).toEqual({ do: "end", to: "last", extend: false });
  });

  it("edits, clears, undoes and selects as in Excel", () => {
    expect(commandOf(key("F2"))).toEqual({ do: "edit" });
    expect(commandOf(key("Enter"))).toEqual({ do: "enter", backward: false });
    expect(commandOf(key("Tab", shift))).toEqual({ do: "tab", backward: true });
    expect(commandOf(key("Delete"))).toEqual({ do: "clear" });
    expect(commandOf(key("z", ctrl))).toEqual({ do: "undo" });
    expect(commandOf(key("Z", { ...ctrl, ...shift }))).toEqual({ do: "redo" });
    expect(commandOf(key("y", ctrl))).toEqual({ do: "redo" });
    expect(commandOf(key("a", ctrl))).toEqual({ do: "select", what: "all" });
    expect(commandOf(key(" ", ctrl))).toEqual({ do: "select", what: "columns" });
    expect(commandOf(key(" ", shift))).toEqual({ do: "select", what: "rows" });
    expect(commandOf(key("ContextMenu"))).toEqual({ do: "menu" });
  });

  it("types, copies and pastes through the browser", () => {
    for (const typed of ["a", "7", "=", "华"]) expect(commandOf(key(typed))).toBeUndefined();
    for (const letter of ["c", "x", "v"]) expect(commandOf(key(letter, ctrl))).toBeUndefined();
    expect(commandOf(key("q", { ...ctrl, altKey: true }))).toBeUndefined();
  });

  it("of an input method never commands anything", () => {
    for (const name of ["Enter", "ArrowDown", "Escape", "Process", " "]) {
      expect(commandOf(key(name, { keyCode: 229 }))).toBeUndefined();
      expect(commandOf(key(name, { isComposing: true }))).toBeUndefined();
    }
  });
});
