import { afterEach, describe, expect, it } from "vitest";
import { readMoment, showMoment } from "./parts/dates.ts";
import { clockOf, momentOf, setZone } from "./parts/zone.ts";

afterEach(() => setZone("UTC"));

describe("the company's clock", () => {
  it("shows and reads moments in the company's time zone whatever this machine's is", () => {
    setZone("Asia/Shanghai");
    expect(showMoment("2026-11-20T16:30:00Z")).toBe("2026-11-21 00:30");
    expect(readMoment("2026-11-21 00:30", new Date())).toBe("2026-11-20T16:30:00Z");
    expect(readMoment("今天 9点", new Date("2026-11-20T17:00:00Z"))).toBe("2026-11-21T01:00:00Z");
  });

  it("comes back to the same moment in zones with summer time", () => {
    for (const zone of ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Shanghai"]) {
      setZone(zone);
      for (let hour = 0; hour < 24 * 366; hour += 7) {
        const moment = new Date(Date.UTC(2026, 0, 1, hour));
        expect(clockOf(momentOf(clockOf(moment)))).toEqual(clockOf(moment));
      }
    }
  });

  it("leaves an unknown zone aside", () => {
    setZone("Mars/Olympus");
    expect(clockOf(new Date(0)).year).toBeGreaterThan(1968);
  });
});
