import { describe, expect, it } from "vitest";
import type { Field } from "../../api/types";
import { finishedDefault, startOf, wayOf, waysOf } from "./defaults";

const field = (kind: string, target?: string) => ({ kind, config: target ? { target } : {} }) as Field;

describe("defaults", () => {
  it("offer what makes sense for the kind of field", () => {
    expect(waysOf(field("date"))).toEqual(["none", "value", "today", "formula"]);
    expect(waysOf(field("link", "@members"))).toEqual(["none", "me"]);
    expect(waysOf(field("link", "customers"))).toEqual(["none"]);
    expect(waysOf(field("choices"))).toEqual(["none"]);
  });

  it("are told apart and begin as what they are", () => {
    for (const way of ["none", "value", "today", "now", "me", "formula"] as const)
      expect(wayOf(startOf(way))).toBe(way);
  });

  it("are none when nothing was filled in", () => {
    expect(finishedDefault("")).toBeNull();
    expect(finishedDefault({ formula: " " })).toBeNull();
    expect(finishedDefault({ formula: "{金额}" })).toEqual({ formula: "{金额}" });
    expect(finishedDefault("@today")).toBe("@today");
  });
});
