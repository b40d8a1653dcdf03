import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { LookContext } from "../grid/look.ts";
import type { Column, Kind } from "../grid/types.ts";
import { lookOf } from "./index.ts";
import { changedPaths, pathsOf, searchRegions } from "./region.ts";

const context: LookContext = { language: "zh-CN", now: () => new Date(), titleOf: () => undefined };
const column = (kind: Kind, type: string, config: Record<string, unknown> = {}): Column => ({
  key: "f",
  name: "字段",
  kind,
  type,
  width: 100,
  readonly: false,
  config,
});

describe("a rating", () => {
  const of = column("number", "rating", { max: 5 });
  it("is painted as stars and set by a digit", () => {
    const host = document.createElement("div");
    lookOf(of).paint?.(host, "4", of, context);
    expect(host.textContent).toBe("★★★★☆");
    expect(lookOf(of).parse?.("3", of, context)).toBe("3");
    expect(lookOf(of).parse?.("★★", of, context)).toBe("2");
    for (const text of ["6", "0", "2.5", "x"]) expect(() => lookOf(of).parse?.(text, of, context)).toThrow();
  });
});

describe("progress", () => {
  const of = column("number", "progress");
  it("is a bar with its number, never beyond 100 %", () => {
    const host = document.createElement("div");
    lookOf(of).paint?.(host, "0.6", of, context);
    expect(host.textContent).toBe("60%");
    expect(host.querySelector<HTMLElement>(".kg-bar-done")?.style.width).toBe("60%");
    expect(lookOf(of).parse?.("60", of, context)).toBe("0.6");
    for (const text of ["120%", "-1%"]) expect(() => lookOf(of).parse?.(text, of, context)).toThrow();
  });
});

describe("a duration", () => {
  it("is read from what people type and shown as its field says", () => {
    const of = column("number", "duration", { unit: "words" });
    const typed = ["1:30", "90分钟", "1小时30分", "1.5h", "90", "1 h 30 min"];
    expect(typed.map((text) => lookOf(of).parse?.(text, of, context))).toEqual(Array(6).fill("5400"));
    const shown = ["words", "clock", "hours", "minutes"].map((unit) =>
      lookOf(of).show("5400", column("number", "duration", { unit }), context),
    );
    expect(shown).toEqual(["1小时30分", "1:30", "1.5小时", "90分钟"]);
    expect(() => lookOf(of).parse?.("很久", of, context)).toThrow();
  });
});

describe("texts with a look of their own", () => {
  it("cover the birthday in an ID number until it is edited", () => {
    const of = column("text", "id_number");
    expect(lookOf(of).show("11010519491231002X", of, context)).toBe("110105********002X");
    expect(lookOf(of).editText?.("11010519491231002X", of, context)).toBe("11010519491231002X");
  });

  it("say yearly dates as people do", () => {
    const of = column("text", "yearly_date");
    const stored = ["1988-03-05", "--03-05", "农历--08-15", "农历2020-闰04-29", "农历--12-20"];
    expect(stored.map((value) => lookOf(of).show(value, of, context))).toEqual([
      "1988-03-05",
      "3月5日",
      "农历八月十五",
      "农历2020年闰四月廿九",
      "农历腊月二十",
    ]);
  });
});

describe("regions", () => {
  const paths = pathsOf(readFileSync("../kehu/base/regions_cn.tsv", "utf-8"));
  it("are searched by parts, the highest level first", () => {
    expect(paths.length).toBeGreaterThan(3000);
    expect(searchRegions(paths, "深圳 南山")).toEqual(["广东省/深圳市/南山区"]);
    expect(searchRegions(paths, "深圳南山")).toContain("广东省/深圳市/南山区");
    expect(searchRegions(paths, "广东")[0]).toBe("广东省");
    expect(searchRegions(paths, "没有")).toEqual([]);
  });
});

describe("links to several records", () => {
  const of = column("links", "links", { target: "contacts" });
  const titles = new Map([
    [1, "张伟"],
    [2, "王芳"],
  ]);
  const titled = { ...context, titleOf: (_: string, id: number) => titles.get(id) };
  it("are shown by their titles, the first of many and how many more", () => {
    expect(lookOf(of).show([1, 2], of, titled)).toBe("张伟、王芳");
    const host = document.createElement("div");
    lookOf(of).paint?.(host, [1, 2, 3, 4, 5, 6, 7, 8], of, titled);
    expect(host.querySelectorAll(".kg-chip").length).toBe(1);
    expect(host.querySelector(".kg-more")?.textContent).toBe("+7");
    const wide = { ...of, width: 800 };
    host.textContent = "";
    lookOf(of).paint?.(host, [1, 2, 3, 4, 5, 6, 7, 8], wide, titled);
    expect(host.querySelectorAll(".kg-chip").length).toBe(6);
    expect(host.querySelector(".kg-more")?.textContent).toBe("+2");
  });
  it("go to the server as a text that the server looks up", () => {
    expect(lookOf(of).parse?.(" 张伟；王芳 ", of, titled)).toBe("张伟；王芳");
    expect(lookOf(of).parse?.(" ", of, titled)).toBeNull();
  });
});

it("regions are offered as the company changed the list", () => {
  const list = ["广东省", "广东省/深圳市", "广东省/深圳市/盐田区", "广东省/深圳市/南山区"];
  const changes = [
    ["add", "广东省/深圳市/前海区", 2027, ""],
    ["close", "广东省/深圳市/盐田区", 2027, ""],
    ["rename", "广东省/深圳市", 2028, "鹏城市"],
  ] as const;
  expect(changedPaths(list, changes)).toEqual([
    "广东省",
    "广东省/鹏城市",
    "广东省/鹏城市/南山区",
    "广东省/鹏城市/前海区",
  ]);
});
