import type { Field, Meta, Wire } from "../api/types";
import { lookOf } from "../fields/index.ts";
import type { Column, LookContext } from "../grid/index.ts";
import type { ArrangedColumn } from "./columns";

/** The share of filled cells, worked out here from how many are filled. */
export const SHARE = "percent_filled";

/** A figure that people chose for a column. */
export interface Summary {
  field: Field;
  key: string;
}

/** The figures a field can have at its foot. */
export function summariesOf(meta: Meta | undefined, field: Field): string[] {
  const kind = meta?.kinds.find((one) => one.key === field.kind);
  const keys = (kind?.aggregates ?? []).map((one) => (typeof one === "string" ? one : one.key));
  return keys.includes("filled") ? [...keys, SHARE] : keys;
}

/** The chosen figures of the columns that show. */
export function summaries(columns: readonly ArrangedColumn[], meta: Meta | undefined): Summary[] {
  return columns.flatMap(({ field, hidden, summary }) =>
    !hidden && summary && summariesOf(meta, field).includes(summary) ? [{ field, key: summary }] : [],
  );
}

/** What the server is asked for a figure. */
export function askFor({ field, key }: Summary): { field: string; function: string } {
  return { field: field.key, function: key === SHARE ? "filled" : key };
}

const COUNTS = new Set(["filled", "empty", "distinct", "checked", "unchecked"]);

/** Says a figure: counts as numbers, sums and their like as the cells of the field do. */
export function sayFigure({ field, key }: Summary, value: Wire, count: number, context: LookContext): string {
  const say = (number: number, options?: Intl.NumberFormatOptions) =>
    number.toLocaleString(context.language, options);
  if (key === SHARE)
    return count === 0 ? "" : say(Number(value) / count, { style: "percent", maximumFractionDigits: 1 });
  if (COUNTS.has(key)) return say(Number(value ?? 0));
  if (value === null) return "";
  const column = { ...field, width: 0, config: field.config } as unknown as Column;
  const rounded = key === "average" || key === "median" ? rounding(String(value), field) : value;
  return lookOf(column).show(rounded, column, context);
}

/** An average with no more digits than its field, two at least. */
function rounding(value: string, field: Field): string {
  const decimals = typeof field.config.decimals === "number" ? field.config.decimals : 0;
  const fine = field.type === "percent" ? 4 : 2;
  return String(Number(Number(value).toFixed(Math.max(decimals, fine))));
}
