import { describe, expect, it } from "vitest";
import { ScrollMap, TALLEST } from "./scroll.ts";

function scaled() {
  const map = new ScrollMap();
  map.resize(34_000_000, 800);
  return map;
}

describe("scrolling", () => {
  it("is the bar's own position while a browser can scroll the content", () => {
    const map = new ScrollMap();
    map.resize(100_000, 800);
    map.follow(5000, 0);
    expect([map.position, map.bar, map.scaled]).toEqual([5000, 5000, false]);
  });

  it("of a million rows fits into what browsers scroll", () => {
    expect(scaled().physical).toBe(TALLEST);
    expect(scaled().scaled).toBe(true);
  });

  it("takes small moves exactly and long ones by proportion", () => {
    const map = scaled();
    map.go(17_000_000);
    map.follow(map.bar + 50, map.bar);
    expect(map.position).toBe(17_000_050);
    map.follow(TALLEST / 4, TALLEST / 2);
    expect(map.position / map.furthest).toBeCloseTo(0.25, 3);
  });

  it("always reaches both ends", () => {
    const map = scaled();
    map.go(300);
    map.follow(0, 40);
    expect(map.position).toBe(0);
    map.follow(TALLEST - 800, TALLEST - 900);
    expect(map.position).toBe(map.furthest);
  });

  it("stays inside when the content shrinks", () => {
    const map = scaled();
    map.go(30_000_000);
    map.resize(1000, 800);
    expect(map.position).toBe(200);
  });
});
