import { describe, expect, it } from "vitest";
import { saySize } from "./say-size";

describe("saySize", () => {
  it.each([
    [0, "0 B"],
    [1023, "1023 B"],
    [1024, "1 KB"],
    [1_300_000, "1.2 MB"],
    [250 * 1024 ** 2, "250 MB"],
    [3 * 1024 ** 3, "3 GB"],
  ])("says %d bytes as people read it", (bytes, words) => {
    expect(saySize(bytes)).toBe(words);
  });
});
