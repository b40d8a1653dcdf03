import { describe, expect, it } from "vitest";
import { actionOf, type EditEvent, type EditState, IDLE, next } from "./editing.ts";
import type { Key } from "./keyboard.ts";

const run = (...events: EditEvent[]) => events.reduce(next, IDLE);
const key = (name: string, more: Partial<Key> = {}): Key => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 0,
  ...more,
});
const replace: EditState = { mode: "replace", composing: false };
const full: EditState = { mode: "full", composing: false };

describe("an edit", () => {
  it("begins with the first letter typed", () => {
    expect(run({ on: "input", text: "a" })).toEqual(replace);
  });

  it("begins with a composition, before any letter is there", () => {
    expect(run({ on: "compositionstart" })).toEqual({ mode: "replace", composing: true });
  });

  it("goes on after the composition is confirmed", () => {
    const events: EditEvent[] = [
      { on: "compositionstart" },
      { on: "input", text: "ni" },
      { on: "compositionend", text: "你" },
    ];
    expect(run(...events)).toEqual(replace);
  });

  it("ends when its only composition is given up, and the cell stays as it was", () => {
    expect(run({ on: "compositionstart" }, { on: "compositionend", text: "" })).toEqual(IDLE);
  });

  it("opened with its text survives a composition given up", () => {
    expect(run({ on: "open" }, { on: "compositionstart" }, { on: "compositionend", text: "" })).toEqual(full);
  });

  it("does not begin when the textarea is merely emptied", () => {
    expect(run({ on: "input", text: "" })).toEqual(IDLE);
  });
});

describe("a key while editing", () => {
  it("commits and moves: Enter down, Tab right, with Shift back", () => {
    expect(actionOf(replace, key("Enter"))).toEqual({ do: "commit", move: "down" });
    expect(actionOf(replace, key("Enter", { shiftKey: true }))).toEqual({ do: "commit", move: "up" });
    expect(actionOf(full, key("Tab"))).toEqual({ do: "commit", move: "right" });
    expect(actionOf(full, key("Tab", { shiftKey: true }))).toEqual({ do: "commit", move: "left" });
    expect(actionOf(full, key("Enter", { ctrlKey: true }))).toEqual({ do: "commit", move: "stay" });
  });

  it("breaks the line with Alt and Enter", () => {
    expect(actionOf(full, key("Enter", { altKey: true }))).toEqual({ do: "newline" });
  });

  it("cancels with Escape", () => {
    expect(actionOf(full, key("Escape"))).toEqual({ do: "cancel" });
  });

  it("leaves a cell typed over by an arrow, and moves the caret in an opened one", () => {
    expect(actionOf(replace, key("ArrowRight"))).toEqual({ do: "commit", move: "right" });
    expect(actionOf(full, key("ArrowRight"))).toEqual({ do: "native" });
  });

  it("belongs to the input method while it composes: Enter neither commits nor moves", () => {
    for (const name of ["Enter", "Escape", "Tab", "ArrowDown"]) {
      expect(actionOf({ mode: "replace", composing: true }, key(name))).toEqual({ do: "native" });
      expect(actionOf(replace, key(name, { keyCode: 229 }))).toEqual({ do: "native" });
      expect(actionOf(replace, key(name, { isComposing: true }))).toEqual({ do: "native" });
    }
  });
});
