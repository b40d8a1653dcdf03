import { describe, expect, it } from "vitest";
import { givenLinks } from "./given-links.ts";

const links = { kind: "links", type: "links" } as const;
const back = { kind: "links", type: "backlink" } as const;

describe("what is sent of links", () => {
  it("is the list, with titles as records to be made", () => {
    expect(givenLinks(links, [1, "新人"], [1])).toEqual([1, { new: "新人" }]);
    expect(givenLinks(links, null, [1])).toBeNull();
    expect(givenLinks(links, "张伟；王芳", null)).toBe("张伟；王芳");
  });
  it("is of a back-link only what was added and taken out", () => {
    expect(givenLinks(back, [2, 3, "新"], [1, 2])).toEqual({ add: [3, { new: "新" }], remove: [1] });
    expect(givenLinks(back, null, [1, 2])).toEqual({ add: [], remove: [1, 2] });
  });
  it("is of tags the ids, and words for those to be made", () => {
    const tags = {
      kind: "choices",
      type: "tags",
      config: { choices: [{ id: "c1", label: "老店" }] },
    } as const;
    expect(givenLinks(tags, ["c1", "临街"], null)).toEqual(["c1", { new: "临街" }]);
    expect(givenLinks(tags, ["c2", "临街"], ["c2"])).toEqual(["c2", { new: "临街" }]);
    expect(givenLinks(tags, null, ["c1"])).toBeNull();
  });
  it("is of a link to one the record, made when it is a title in a list", () => {
    const one = { kind: "link", type: "link" } as const;
    expect(givenLinks(one, ["新人"], null)).toEqual({ new: "新人" });
    expect(givenLinks(one, 4, null)).toBe(4);
    expect(givenLinks(one, "张伟", null)).toBe("张伟");
  });
});
