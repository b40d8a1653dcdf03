import type { PeriodMeta } from "../api/types";

/** A period as a condition holds it, taken apart: its family and, where it counts, the number of days. */
export interface ChosenPeriod {
  key: string;
  days: number | null;
}

/** Takes the key of a condition apart: `last_14_days` is the family `last_{n}_days` with 14. */
export function readPeriod(value: unknown, periods: readonly PeriodMeta[]): ChosenPeriod | null {
  if (typeof value !== "string") return null;
  const days = /\d+/.exec(value)?.[0];
  const key = days === undefined ? value : value.replace(days, "{n}");
  return periods.some((one) => one.key === key)
    ? { key, days: days === undefined ? null : Number(days) }
    : null;
}

/** Puts a period together again; a family without a number starts with 7 days. */
export function writePeriod({ key, days }: ChosenPeriod): string {
  return key.replace("{n}", String(days ?? 7));
}
