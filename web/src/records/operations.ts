/** Edits as operations of a write, and what is left of them after a refusal. Pure. */
import type { RowId, Value } from "../grid/types.ts";
import type { Given, Operation } from "./wire.ts";

/** Operations per request. */
export const CHUNK = 5000;

/** One cell that is to be written. */
export interface Change {
  id: RowId;
  readonly column: string;
  readonly value: Value;
  /** What is sent in place of the value. */
  readonly sent?: Given;
  readonly text?: string;
  /** The version of the record that the person saw. */
  base: number;
  readonly token: number;
}

/** The changes of one record. */
export type RecordChanges = readonly Change[];

/** Groups changes by record; of two changes of one cell the later one counts. */
export function byRecord(changes: readonly Change[]): RecordChanges[] {
  const records = new Map<RowId, Map<string, Change>>();
  for (const change of changes) {
    const record = records.get(change.id) ?? new Map<string, Change>();
    record.set(change.column, change);
    records.set(change.id, record);
  }
  return [...records.values()].map((record) => [...record.values()]);
}

/** An update that names the oldest version seen. */
export function updateOf(changes: RecordChanges): Operation {
  const values: Record<string, Given> = {};
  for (const change of changes)
    values[change.column] = change.sent === undefined ? change.value : change.sent;
  const version = Math.min(...changes.map((change) => change.base));
  return { do: "update", id: changes[0]?.id ?? 0, version, values };
}

/** Takes refused cells out of a batch; a refusal of a whole record takes all of it. */
export function without(
  batch: readonly RecordChanges[],
  refused: readonly { readonly index: number; readonly field: string | null }[],
): { left: RecordChanges[]; out: { change: Change; at: number }[] } {
  const out: { change: Change; at: number }[] = [];
  const left: RecordChanges[] = [];
  for (const [index, changes] of batch.entries()) {
    const errors = refused.flatMap((error, at) => (error.index === index ? { ...error, at } : []));
    const whole = errors.find(
      (error) => error.field === null || !changes.some(({ column }) => column === error.field),
    );
    const kept: Change[] = [];
    for (const change of changes) {
      const own = errors.find((error) => error.field === change.column) ?? whole;
      if (own) out.push({ change, at: own.at });
      else kept.push(change);
    }
    if (kept.length > 0) left.push(kept);
  }
  return { left, out };
}

/** Splits a list into parts of a size. */
export function parts<T>(list: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let start = 0; start < list.length; start += size) result.push(list.slice(start, start + size));
  return result;
}

/** Whether two wire values are the same. */
export function same(a: Value | undefined, b: Value | undefined): boolean {
  return a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
