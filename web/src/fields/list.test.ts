import { beforeEach, describe, expect, it } from "vitest";
import type { EditSession, Popup } from "../grid/look.ts";
import type { Column, Value } from "../grid/types.ts";
import { lookOf } from "./index.ts";

const CHOICES = ["小型", "中型", "大型"].map((label, index) => ({ id: `c${index + 1}`, label }));
let committed: [Value, string | undefined][];
let text: string;

beforeEach(() => {
  committed = [];
  text = "";
});

const FOUND = [
  { value: 7, label: "华为" },
  { value: 8, label: "华住" },
];

function open(
  kind: "choice" | "choices" | "date" | "link" | "links",
  value: Value,
  type: string = kind,
): Popup {
  const column: Column = {
    key: "f",
    name: "字段",
    kind,
    type,
    width: 100,
    readonly: false,
    config: { choices: CHOICES },
  };
  const session: EditSession = {
    column,
    value,
    context: { language: "zh-CN", now: () => new Date(2026, 10, 21, 12), titleOf: () => undefined },
    host: document.createElement("div"),
    text: () => text,
    setText: (next) => {
      text = next;
    },
    point: () => {},
    hint: () => {},
    options: async (query) => FOUND.filter(({ label }) => label.includes(query)),
    learnTitle: () => {},
    commit: (next, move) => committed.push([next, move]),
    cancel: () => {},
    place: () => {},
  };
  const popup = lookOf(column).open?.(session);
  if (!popup) throw new Error("no popup");
  popup.input("");
  return popup;
}
const press = (popup: Popup, key: string) => popup.key(new KeyboardEvent("keydown", { key }));
function search(popup: Popup, query: string): void {
  text = query;
  popup.input(query);
}

describe("a list of tags", () => {
  it("offers what is typed as a new tag, behind the tags that hold it, unless it is one", () => {
    const popup = open("choices", ["c1"], "tags");
    search(popup, "大");
    press(popup, "ArrowDown");
    expect(press(popup, "Enter")).toBe(true);
    search(popup, "大型");
    expect(press(popup, "Enter")).toBe(true);
    expect(popup.value()).toEqual(["c1", "c3", "大"]);
  });

  it("takes the new tag at the end of the edit", () => {
    const popup = open("choices", null, "tags");
    search(popup, "临街");
    expect(popup.value()).toEqual(["临街"]);
  });
});

describe("a list of choices", () => {
  it("is searched by what is typed, and Enter takes the first match", () => {
    const popup = open("choice", null);
    search(popup, "大");
    expect(press(popup, "Enter")).toBe(true);
    expect(committed).toEqual([["c3", "down"]]);
  });

  it("is driven by arrow keys, beginning at the chosen one", () => {
    const popup = open("choice", "c1");
    press(popup, "ArrowDown");
    press(popup, "Enter");
    expect(committed).toEqual([["c2", "down"]]);
  });

  it("gives the match to Tab, and nothing when nothing was searched", () => {
    const popup = open("choice", "c1");
    expect(popup.value()).toBeUndefined();
    search(popup, "中");
    expect(popup.value()).toBe("c2");
  });

  it("leaves an untouched Enter to the cell", () => {
    expect(press(open("choice", "c1"), "Enter")).toBe(false);
  });

  it("stays while letters of a composition match nothing, and Enter takes none of it", () => {
    const popup = open("choice", null);
    search(popup, "da");
    expect(popup.value()).toBeUndefined();
    expect(press(popup, "Enter")).toBe(false);
  });
});

describe("a list of several choices", () => {
  it("toggles with Enter and tells all of them in the order of the list", () => {
    const popup = open("choices", ["c3"]);
    search(popup, "小");
    press(popup, "Enter");
    expect(text).toBe("");
    expect(popup.value()).toEqual(["c1", "c3"]);
    search(popup, "大");
    press(popup, "Enter");
    expect(popup.value()).toEqual(["c1"]);
  });

  it("adds what was searched when Tab leaves it", () => {
    const popup = open("choices", ["c1"]);
    search(popup, "中");
    expect(popup.value()).toEqual(["c1", "c2"]);
  });

  it("of which none is left is an empty cell", () => {
    const popup = open("choices", ["c1"]);
    search(popup, "小");
    press(popup, "Enter");
    expect(popup.value()).toBeNull();
  });
});

describe("a list that the server searches", () => {
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  it("never takes what belongs to an earlier search: a quick Enter waits for the answer", async () => {
    const popup = open("link", 7);
    await settled();
    search(popup, "住");
    expect(popup.value()).toBeUndefined();
    expect(press(popup, "Enter")).toBe(true);
    expect(committed).toEqual([]);
    await settled();
    expect(committed).toEqual([[8, "down"]]);
  });

  it("takes nothing when the search finds nothing", async () => {
    const popup = open("link", null);
    await settled();
    search(popup, "没有");
    press(popup, "Enter");
    await settled();
    expect(committed).toEqual([]);
    expect(popup.value()).toBeUndefined();
  });
});

describe("a calendar", () => {
  it("follows what is typed and moves by weeks and months into the text", () => {
    text = "2026-11-21";
    const popup = open("date", "2026-11-21");
    press(popup, "ArrowDown");
    expect(text).toBe("2026-11-28");
    press(popup, "PageDown");
    expect(text).toBe("2026-12-28");
    expect(popup.value()).toBeUndefined();
  });
});

describe("a list of several records", () => {
  it("takes what was searched and confirmed faster than the server answers, and ends once all is there", async () => {
    const popup = open("links", null);
    search(popup, "华为");
    expect(press(popup, "Enter")).toBe(true);
    expect(text).toBe("");
    search(popup, "华住");
    expect(press(popup, "Enter")).toBe(true);
    expect(press(popup, "Enter")).toBe(true);
    expect(committed).toEqual([]);
    await new Promise((done) => setTimeout(done));
    expect(committed).toEqual([[[7, 8], "down"]]);
  });

  it("takes nothing more once the edit was given up", async () => {
    const popup = open("links", null);
    search(popup, "华为");
    press(popup, "Enter");
    press(popup, "Enter");
    popup.close?.();
    await new Promise((done) => setTimeout(done));
    expect(committed).toEqual([]);
  });
});
