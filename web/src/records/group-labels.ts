/** What the head of a group is called. */
import type { Language } from "../grid/look.ts";
import type { Value } from "../grid/types.ts";

/** One level of groups: equal values, or `by` a unit of the calendar or `band:1000`. */
export interface GroupLevel {
  readonly field: string;
  readonly by?: string | null;
  readonly descending?: boolean;
}

/** The name of a group from its key; `show` says a value as its cell does. */
export function groupLabel(
  level: GroupLevel,
  key: Value,
  language: Language,
  show: (value: Value) => string,
): string {
  const zh = language !== "en";
  if (key === null || key === "") return zh ? "（空）" : "(empty)";
  const by = level.by ?? "value";
  if (by.startsWith("band:")) {
    const low = Number(key);
    const high = low + Number(by.slice("band:".length));
    return `${number(low, language)} – ${number(high, language)}`;
  }
  if (by === "value" || by === "day" || typeof key !== "string") return show(key);
  return calendar(by, key, zh);
}

function number(value: number, language: Language): string {
  return value.toLocaleString(language, { maximumFractionDigits: 6 });
}

function calendar(unit: string, key: string, zh: boolean): string {
  const year = Number(key.slice(0, 4));
  const month = Number(key.slice(5, 7));
  const quarter = Math.floor((month - 1) / 3) + 1;
  const from = zh ? `${year} 年 ${month} 月` : `${year}-${key.slice(5, 7)}`;
  switch (unit) {
    case "week":
      return zh ? `${key} 起的一周` : `Week of ${key}`;
    case "month":
      return from;
    case "quarter":
      return zh ? `${year} 年第 ${quarter} 季度` : `Q${quarter} ${year}`;
    case "year":
      return zh ? `${year} 年` : String(year);
    case "fiscal_quarter":
      return zh ? `${from}起的财季` : `Fiscal quarter from ${from}`;
    case "fiscal_year":
      return zh ? `${from}起的财年` : `Fiscal year from ${from}`;
    default:
      return key;
  }
}
