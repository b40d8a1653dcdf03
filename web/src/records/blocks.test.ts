import { describe, expect, it } from "vitest";
import { BLOCK, BlockStore, type Stored } from "./blocks.ts";

const page = (from: number, length: number): Stored[] =>
  Array.from({ length }, (_, index) => ({ id: from + index + 1, version: 1, values: {} }));

describe("loaded blocks", () => {
  it("give rows and places", () => {
    const store = new BlockStore();
    store.put(3, page(600, 200), "c4");
    expect(store.at(650)?.id).toBe(651);
    expect(store.at(0)).toBeUndefined();
    expect(store.placeOf(651)).toBe(650);
    expect(store.end).toBe(800);
  });

  it("are reached from the nearest cursor before them", () => {
    const store = new BlockStore();
    expect(store.wayTo(4999)).toEqual({ after: null, skip: 4999 * BLOCK });
    store.put(10, page(2000, 200), "c11");
    expect(store.wayTo(11)).toEqual({ after: "c11", skip: 0 });
    expect(store.wayTo(13)).toEqual({ after: "c11", skip: 400 });
    expect(store.wayTo(10)).toEqual({ after: null, skip: 2000 });
  });

  it("are forgotten when they were not used lately", () => {
    const store = new BlockStore(2);
    for (const block of [0, 1, 2]) store.put(block, page(block * 200, 200), `c${block}`);
    store.at(0);
    store.evict();
    expect([store.lacks(0), store.lacks(1), store.lacks(2)]).toEqual([false, true, false]);
    expect(store.placeOf(250)).toBeUndefined();
  });

  it("show on while they are old, without cursors behind the view", () => {
    const store = new BlockStore();
    store.put(0, page(0, 200), "c1");
    store.put(1, page(200, 200), "c2");
    store.age(1);
    expect(store.lacks(0)).toBe(true);
    expect(store.at(5)?.id).toBe(6);
    expect(store.wayTo(2)).toEqual({ after: "c1", skip: 200 });
  });

  it("take large pages apart and are cut when the end comes nearer", () => {
    const store = new BlockStore();
    store.put(0, page(0, 450), null);
    expect(store.at(449)?.id).toBe(450);
    store.cut(210);
    expect(store.at(209)?.id).toBe(210);
    expect(store.at(210)).toBeUndefined();
    expect(store.end).toBe(210);
  });
});
