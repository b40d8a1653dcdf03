/** Colours of records: the server tells which rules each one passes, asked for what is on screen. */
import type { Row } from "../grid/types.ts";

/** A colour for the records that pass a filter: on the cell of `field`, or on the whole row. */
export interface ColorRule {
  readonly filter: unknown;
  readonly color: string;
  readonly field?: string | null;
}

/** Asks which filters records pass; the places of the filters by record id. */
export type AskPassing = (
  ids: readonly number[],
  filters: readonly unknown[],
) => Promise<Readonly<Record<string, readonly number[]>>>;

/** Records asked about at once. */
const MOST = 1000;
/** Milliseconds in which the rows of a screen gather. */
const GATHER = 20;

interface Known {
  readonly version: number | undefined;
  readonly round: number;
  readonly passes: readonly number[];
}

/** The colours of one grid. An old answer stays on screen until the new one comes. */
export class Tints {
  private rules: readonly ColorRule[] = [];
  private key = "[]";
  private readonly known = new Map<number, Known>();
  private readonly wanted = new Map<number, number | undefined>();
  private round = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ask: AskPassing,
    private readonly changed: () => void,
  ) {}

  /** Takes the rules of a view; the first one that fits gives the colour. */
  setRules(rules: readonly ColorRule[]): void {
    const key = JSON.stringify(rules);
    if (key === this.key) return;
    this.key = key;
    this.rules = rules;
    this.known.clear();
    this.refresh();
  }

  /** Asks again about everything that is seen: conditions may speak of other records, or of today. */
  refresh(): void {
    this.round++;
    this.wanted.clear();
    this.changed();
  }

  /** The colour of a cell, undefined for none. */
  of(row: Row, column: string): string | undefined {
    if (this.rules.length === 0 || row.id < 0) return undefined;
    const known = this.known.get(row.id);
    if (!known || known.version !== row.version || known.round !== this.round) this.want(row);
    const fits = (known?.passes ?? []).flatMap((place) => this.rules[place] ?? []);
    return (fits.find((rule) => rule.field === column) ?? fits.find((rule) => !rule.field))?.color;
  }

  private want(row: Row): void {
    if (this.wanted.has(row.id)) return;
    this.wanted.set(row.id, row.version);
    this.timer ??= setTimeout(() => void this.flush(), GATHER);
  }

  private async flush(): Promise<void> {
    this.timer = undefined;
    const { round, rules } = this;
    const asked = [...this.wanted].slice(0, MOST);
    if (asked.length === 0) return;
    try {
      const passing = await this.ask(
        asked.map(([id]) => id),
        rules.map((rule) => rule.filter),
      );
      if (rules !== this.rules) return;
      for (const [id, version] of asked) {
        this.known.set(id, { version, round, passes: passing[id] ?? [] });
        this.wanted.delete(id);
      }
      this.changed();
    } catch {
      // A colour is not worth a message: what is not known has none, and is asked for again with the next change.
      for (const [id, version] of asked) this.known.set(id, { version, round, passes: [] });
      for (const [id] of asked) this.wanted.delete(id);
    }
    if (this.wanted.size > 0) this.timer ??= setTimeout(() => void this.flush(), GATHER);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
