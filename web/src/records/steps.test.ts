import { describe, expect, it } from "vitest";
import { Steps } from "./steps.ts";

describe("one doing in several changes", () => {
  it("is taken back and done again as one", async () => {
    const steps = new Steps();
    const action = steps.begin();
    for (const change of [1, 2, 3]) steps.note(action, change);
    let next = 4;
    const asked: (number | undefined)[] = [];
    const undone = await steps.undo(async (change) => {
      asked.push(change);
      return { change: next++, undone: { id: change ?? 3 } };
    });
    expect(asked).toEqual([undefined, 2, 1]);
    expect(undone).toEqual([4, 5, 6]);
    let back = 6;
    const redone = await steps.redo(async () => ({ change: next++, undone: { id: back-- } }));
    expect(redone).toEqual([7, 8, 9]);
    const again = await steps.undo(async (change) => ({ change: next++, undone: { id: change ?? 9 } }));
    expect(again).toHaveLength(3);
  });

  it("leaves a single change alone", async () => {
    const steps = new Steps();
    steps.note(steps.begin(), 1);
    expect(await steps.undo(async () => ({ change: 2, undone: { id: 1 } }))).toEqual([2]);
    expect(await steps.redo(async () => ({ change: 3, undone: { id: 2 } }))).toEqual([3]);
  });
});
