import { describe, expect, it } from "vitest";
import { localMoment, utcMoment } from "../pages/record/moments";
import { freeId, nextColor, startConfig } from "../views/settings";
import { strengthOf } from "./password-strength";
import { sayWhen } from "./when";

describe("a password's strength", () => {
  it("grades length and variety", () => {
    expect(["short", "12345678", "abcdefgh", "abcd1234", "mingyuan-2026"].map(strengthOf)).toEqual([
      0, 1, 1, 2, 3,
    ]);
  });
});

describe("moments", () => {
  it("are short for today and exact for older days", () => {
    const now = new Date(2026, 10, 21, 18, 0);
    expect(sayWhen(new Date(2026, 10, 21, 9, 5).toISOString(), "zh-CN", now)).toBe("09:05");
    expect(sayWhen(new Date(2025, 0, 2, 9, 5).toISOString(), "zh-CN", now)).toBe("2025/1/2 09:05");
  });

  it("go to a local input and back", () => {
    const moment = "2026-11-21T08:30:00Z";
    expect(utcMoment(localMoment(moment))).toBe(moment);
    expect(localMoment("")).toBe("");
  });
});

describe("the settings of a new field", () => {
  it("start with the type's defaults and keep what the former type shared", () => {
    const type = {
      settings: [
        { key: "decimals", type: "number", name: "", default: 2 },
        { key: "choices", type: "choices", name: "" },
      ],
    } as unknown as Parameters<typeof startConfig>[0];
    expect(startConfig(type, { decimals: 0, target: "x" })).toEqual({ decimals: 0, choices: [] });
  });

  it("give each choice an id of its own and a colour unlike its neighbour's", () => {
    const choices = [
      { id: "c1", label: "a", color: "blue" },
      { id: "c3", label: "b", color: "cyan" },
    ];
    expect(freeId(choices)).toBe("c4");
    expect(nextColor(choices)).not.toBe("cyan");
  });
});
