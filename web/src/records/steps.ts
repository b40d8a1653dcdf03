/** Several changes of one doing (a large paste, a cut) are taken back and done again together. */
import type { Transport } from "./transport.ts";

type Turn = Awaited<ReturnType<Transport["undo"]>>;

const KEPT = 50;

/** Which changes belong together. */
export class Steps {
  private readonly actions = new Map<number, number[]>();
  private undone: number[][] = [];
  private last = 0;

  /** A number for one doing of the person. */
  begin(): number {
    return --this.last;
  }

  /** A change belongs to a doing. */
  note(action: number, change: number): void {
    this.actions.set(action, [...(this.actions.get(action) ?? []), change]);
    const [oldest] = this.actions.keys();
    if (this.actions.size > KEPT && oldest !== undefined) this.actions.delete(oldest);
  }

  /** Takes the person's last doing back; gives the changes that this made. */
  async undo(ask: (change?: number) => Promise<Turn>): Promise<number[]> {
    const first = await ask();
    const made = [first.change];
    const group = [...this.actions.values()].find((changes) =>
      changes.includes(first.undone?.id ?? Number.NaN),
    );
    for (const change of [...(group ?? [])].reverse())
      if (change !== first.undone?.id) made.push((await ask(change)).change);
    const changes = known(made);
    if (changes.length > 1) this.undone = [...this.undone.slice(-KEPT), changes];
    return changes;
  }

  /** Does again what was taken back last. */
  async redo(ask: () => Promise<Turn>): Promise<number[]> {
    const first = await ask();
    const made = [first.change];
    const group = this.undone.find((changes) => changes.includes(first.undone?.id ?? Number.NaN));
    for (let left = (group?.length ?? 1) - 1; left > 0; left--) made.push((await ask()).change);
    const changes = known(made);
    const action = this.begin();
    if (changes.length > 1) for (const change of changes) this.note(action, change);
    return changes;
  }
}

function known(changes: readonly (number | null)[]): number[] {
  return changes.filter((change) => change !== null);
}
