import { describe, expect, it } from "vitest";
import type { LookContext } from "../grid/look.ts";
import type { Column, Kind, Value } from "../grid/types.ts";
import { lookOf } from "./index.ts";
import { search } from "./parts/choices.ts";
import { readDay, readMoment, showMoment, writeDay } from "./parts/dates.ts";
import { readNumber, roundTo, shiftPoint, withThousands } from "./parts/numbers.ts";
import { safeAddress } from "./parts/open.ts";

const now = new Date(2026, 10, 21, 15, 30); // a Saturday
const context: LookContext = {
  language: "zh-CN",
  now: () => now,
  titleOf: (target, id) => (target === "customers" && id === 12 ? "华为" : undefined),
};
const column = (kind: Kind, type: string, config: Record<string, unknown> = {}): Column => ({
  key: "f",
  name: "字段",
  kind,
  type,
  width: 100,
  readonly: false,
  config,
});
const CHOICES = {
  choices: [
    { id: "c1", label: { "zh-CN": "小型企业", en: "Small" }, color: "green" },
    { id: "c2", label: "大型企业" },
  ],
};

it("tags take every word that is pasted, known ones by their id", () => {
  const tags = column("choices", "tags", CHOICES);
  expect(parse(tags, "小型企业、老店; 临  街|老店")).toEqual(["c1", "老店", "临 街"]);
  expect(show(tags, ["c1", "老店"])).toBe("小型企业, 老店");
  expect(parse(tags, " ")).toBeNull();
});

function show(of: Column, value: Value): string {
  return lookOf(of).show(value, of, context);
}
function parse(of: Column, text: string): Value | undefined {
  return lookOf(of).parse?.(text, of, context);
}

it("a computed field looks like its result", () => {
  expect(show(column("choice", "lookup", { as: "choice", ...CHOICES }), "c2")).toBe("大型企业");
  expect(lookOf(column("link", "lookup", { as: "member" }))).toBe(lookOf(column("link", "member")));
  expect(lookOf(column("text", "formula")).icon).not.toBe(lookOf(column("text", "text")).icon);
});

describe("numbers", () => {
  it("are read from what people type", () => {
    const typed = ["1,200.50", "¥ 3", "１２", "(300)", "1.2万", "2亿", "-0.5", "+7", "12元", ".5", "5."];
    const read = ["1200.50", "3", "12", "-300", "12000", "200000000", "-0.5", "7", "12", "0.5", "5"];
    expect(typed.map((text) => Number(readNumber(text)))).toEqual(read.map(Number));
    for (const text of ["abc", "1-2", "12a", ""]) expect(() => readNumber(text)).toThrow();
  });

  it("keep every digit: shifting and rounding go without floating point", () => {
    expect(shiftPoint("0.125", 2)).toBe("12.5");
    expect(shiftPoint("-12.5", -2)).toBe("-0.125");
    expect(shiftPoint("5", -3)).toBe("0.005");
    expect(roundTo("1.005", 2)).toBe("1.01");
    expect(roundTo("-0.001", 2)).toBe("0.00");
    expect(roundTo("99999999999999999.995", 2)).toBe("100000000000000000.00");
    expect(withThousands("-1234567.5")).toBe("-1,234,567.5");
  });

  it("show with separators, currency and percent", () => {
    expect(show(column("number", "number"), "1234567.50")).toBe("1,234,567.50");
    expect(show(column("number", "number", { decimals: 0 }), "2.5")).toBe("3");
    expect(show(column("number", "formula", { as: "number" }), "3.333333333333")).toBe("3.333333");
    expect(show(column("number", "formula", { as: "number" }), "100.0000000001")).toBe("100");
    expect(show(column("number", "rollup", { as: "money" }), "1234.5")).toBe("¥1,234.50");
    expect(show(column("number", "money"), "-1234.5")).toBe("-¥1,234.50");
    expect(show(column("number", "money", { currency: "USD", decimals: 0 }), "5")).toBe("$5");
    expect(show(column("number", "money", { currency: "JPY", decimals: 0 }), "5000")).toBe("JP¥5,000");
    expect(show(column("number", "percent"), "0.125")).toBe("12.5%");
    expect(show(column("number", "percent"), "1")).toBe("100%");
    expect(show(column("number", "number"), null)).toBe("");
  });

  it("of percents are typed as in Excel", () => {
    const of = column("number", "percent");
    expect([parse(of, "12.5%"), parse(of, "12"), parse(of, "0.125")]).toEqual(["0.125", "0.12", "0.125"]);
  });
});

describe("dates", () => {
  it("are read from what people type", () => {
    const read = (text: string) => writeDay(readDay(text, now));
    expect(
      ["2026/3/5", "2026年3月5日", "20260305", "26.3.5", "3-5", "3月5日", "2026-03-05"].map(read),
    ).toEqual(Array(7).fill("2026-03-05"));
    expect(["今天", "明天", "昨天", "后天", "+3", "-1"].map(read)).toEqual([
      "2026-11-21",
      "2026-11-22",
      "2026-11-20",
      "2026-11-23",
      "2026-11-24",
      "2026-11-20",
    ]);
    expect(["周一", "下周一", "上周五"].map(read)).toEqual(["2026-11-16", "2026-11-23", "2026-11-13"]);
  });

  it("that do not exist are refused", () => {
    for (const text of ["2026-2-30", "13-1", "abc", "2026-00-10"]) expect(() => readDay(text, now)).toThrow();
  });

  it("with a time are kept in UTC and shown on this clock", () => {
    const shown = (text: string) => showMoment(readMoment(text, now));
    expect(shown("2026-3-5 14:05")).toBe("2026-03-05 14:05");
    expect(shown("今天 下午3点")).toBe("2026-11-21 15:00");
    expect(shown("9:30")).toBe("2026-11-21 09:30");
    expect(shown("2026/3/5")).toBe("2026-03-05 00:00");
    expect(shown("3-5 8:00 pm")).toBe("2026-03-05 20:00");
    expect(() => readMoment("25:00", now)).toThrow();
  });
});

describe("choices", () => {
  const of = column("choice", "choice", CHOICES);
  const many = column("choices", "choices", CHOICES);

  it("show labels and are read from them", () => {
    expect(show(of, "c1")).toBe("小型企业");
    expect(lookOf(of).show("c1", of, { ...context, language: "en" })).toBe("Small");
    expect(parse(of, "大型企业")).toBe("c2");
    expect(() => parse(of, "没有的")).toThrow();
    expect(show(many, ["c1", "c2"])).toBe("小型企业, 大型企业");
    expect(parse(many, "大型企业，小型企业")).toEqual(["c2", "c1"]);
  });

  it("that are no longer listed show their id", () => {
    expect(show(of, "c9")).toBe("c9");
  });

  it("are found by a part of the label, the beginning first", () => {
    const options = [
      { value: 1, label: "非小型" },
      { value: 2, label: "小型" },
      { value: 3, label: "大型" },
    ];
    expect(search(options, "小型").map((option) => option.value)).toEqual([2, 1]);
  });

  it("are painted as pills", () => {
    const host = document.createElement("div");
    lookOf(many).paint?.(host, ["c1", "c2"], many, context);
    expect([...host.querySelectorAll(".kg-pill")].map((pill) => pill.textContent)).toEqual([
      "小型企业",
      "大型企业",
    ]);
  });
});

describe("other fields", () => {
  it("of links show titles, and ids while titles are unknown", () => {
    const of = column("link", "link", { target: "customers" });
    expect([show(of, 12), show(of, 99), show(of, null)]).toEqual(["华为", "#99", ""]);
  });

  it("of checkboxes toggle and read yes and no", () => {
    const of = column("bool", "checkbox");
    expect([lookOf(of).toggle?.(null), lookOf(of).toggle?.(true)]).toEqual([true, false]);
    expect([parse(of, "是"), parse(of, "×"), parse(of, "")]).toEqual([true, false, null]);
  });

  it("open only safe addresses", () => {
    expect(safeAddress("https://example.com/a")).toBe("https://example.com/a");
    expect(safeAddress("tel:+8613800138000")).toBe("tel:+8613800138000");
    for (const address of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", "no address"])
      expect(safeAddress(address)).toBeUndefined();
    const host = document.createElement("div");
    const of = column("text", "url");
    lookOf(of).paint?.(host, "javascript:alert(1)", of, context);
    expect(host.querySelector("a")).toBeNull();
  });

  it("of a type without a look of its own take their kind's, unknown kinds show as text", () => {
    expect(lookOf(column("number", "weight"))).toBe(lookOf(column("number", "number")));
    expect(show(column("json", "wechat"), "abc")).toBe("abc");
  });

  it("have an icon and show nothing for an empty cell", () => {
    const kinds: Kind[] = [
      "text",
      "number",
      "date",
      "datetime",
      "bool",
      "choice",
      "choices",
      "link",
      "links",
    ];
    for (const kind of kinds) {
      const of = column(kind, kind);
      expect(lookOf(of).icon).not.toBe("");
      expect(show(of, null)).toBe("");
    }
  });
});
