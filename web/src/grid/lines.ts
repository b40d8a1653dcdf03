/** Lines on screen when records are grouped: heads of groups and the records of unfolded ones. Pure numbers. */

/** A group of the index; one stands before the groups inside it. Records count from 0 in the order of the view. */
export interface GroupNode {
  /** Tells groups apart, also after the index was read again. */
  readonly key: string;
  /** How many levels stand above it. */
  readonly level: number;
  readonly count: number;
}

/** What stands on a line: the head of a group, or a record. */
export type Line = { readonly node: number } | { readonly record: number };

interface Segment {
  readonly line: number;
  readonly node: number;
  readonly record: number;
  /** Records that show below the head. */
  readonly shown: number;
}

/** The lines of grouped records; `depth` levels, the groups of the last one hold the records. */
export class GroupLines {
  private readonly segments: Segment[] = [];
  private readonly leaves: Segment[] = [];
  /** Records in all groups. */
  readonly records: number;
  /** Heads and records that show. */
  readonly count: number;

  constructor(
    readonly nodes: readonly GroupNode[],
    depth: number,
    readonly folded: ReadonlySet<string>,
  ) {
    let line = 0;
    let record = 0;
    let hidden = Number.POSITIVE_INFINITY;
    for (const [index, node] of nodes.entries()) {
      const leaf = node.level === depth - 1;
      if (node.level <= hidden) {
        hidden = folded.has(node.key) ? node.level : Number.POSITIVE_INFINITY;
        const shown = leaf && hidden === Number.POSITIVE_INFINITY ? node.count : 0;
        const segment = { line, node: index, record, shown };
        this.segments.push(segment);
        if (shown > 0) this.leaves.push(segment);
        line += 1 + shown;
      }
      if (leaf) record += node.count;
    }
    this.records = record;
    this.count = line;
  }

  /** What stands on a line; undefined behind the last one. */
  at(line: number): Line | undefined {
    if (line < 0 || line >= this.count) return undefined;
    const segment = last(this.segments, (one) => one.line <= line);
    if (!segment) return undefined;
    return segment.line === line
      ? { node: segment.node }
      : { record: segment.record + line - segment.line - 1 };
  }

  /** Where a record shows; undefined in a folded group. */
  lineOf(record: number): number | undefined {
    const segment = last(this.leaves, (one) => one.record <= record);
    if (!segment || record >= segment.record + segment.shown) return undefined;
    return segment.line + 1 + record - segment.record;
  }

  /** The line of a group's head; undefined inside a folded one. */
  headOf(key: string): number | undefined {
    return this.segments.find((one) => this.nodes[one.node]?.key === key)?.line;
  }

  /** The lines of a span on which records stand, as spans of lines. */
  without(from: number, to: number): { from: number; to: number }[] {
    return this.leaves.flatMap((one) => {
      const part = { from: Math.max(from, one.line + 1), to: Math.min(to, one.line + one.shown) };
      return part.to < part.from ? [] : [part];
    });
  }

  /** The records on a span of lines as spans of records, heads left out. */
  recordsOf(from: number, to: number): { from: number; to: number }[] {
    const found: { from: number; to: number }[] = [];
    const start = this.leaves.findIndex((one) => one.line + one.shown >= from);
    for (let index = Math.max(0, start); start >= 0 && index < this.leaves.length; index++) {
      const one = this.leaves[index] as Segment;
      if (one.line + 1 > to) break;
      const first = one.record + Math.max(0, from - one.line - 1);
      const end = one.record + Math.min(one.shown, to - one.line) - 1;
      if (end < first) continue;
      const before = found.at(-1);
      if (before && before.to + 1 === first) found[found.length - 1] = { from: before.from, to: end };
      else found.push({ from: first, to: end });
    }
    return found;
  }
}

function last<T>(list: readonly T[], holds: (item: T) => boolean): T | undefined {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return list[low - 1];
}
