/** Amounts of money, with the sign of their currency and two places unless the field says otherwise. */
import list from "../../../kehu/base/currencies.tsv?raw";
import type { FieldLook } from "../grid/look.ts";
import { asDecimal, placesOf, readNumber, showNumber } from "./parts/numbers.ts";

const SIGNS = new Map<string, string>();
for (const line of list.split("\n")) {
  const [code, , sign] = line.split("\t");
  if (code && sign && !code.startsWith("#")) SIGNS.set(code, sign);
}

/** The currency of a column's amounts. */
const currencyOf = (config: Readonly<Record<string, unknown>>) => String(config.currency ?? "CNY");

const MARKS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\$|USD/i, ["USD"]],
  [/[¥￥元]|CNY|RMB/i, ["CNY", "JPY"]],
  [/€|EUR/i, ["EUR"]],
  [/£|GBP/i, ["GBP"]],
  [/HK\$?D?/i, ["HKD"]],
];

/** Whether a typed amount is marked as one of another currency. */
function foreign(text: string, config: Readonly<Record<string, unknown>>): boolean {
  const own = currencyOf(config);
  if (SIGNS.get(own)?.includes("$") && /\$/.test(text)) return false;
  return MARKS.some(([mark, codes]) => mark.test(text) && !codes.includes(own));
}

export const look: FieldLook = {
  types: ["money"],
  align: "right",
  icon: "M4.500 3 8 7.500 11.500 3M8 7.500v6M5 8h6M5 10.700h6",
  show: (value, column) => {
    const decimal = asDecimal(value);
    if (decimal === undefined) return String(value ?? "");
    const sign = SIGNS.get(currencyOf(column.config)) ?? "";
    const text = showNumber(decimal, placesOf(column.config, 2));
    return text.startsWith("-") ? `-${sign}${text.slice(1)}` : `${sign}${text}`;
  },
  editText: (value) => String(value ?? ""),
  // An amount with the mark of another currency goes to the server as it is, which says why it refuses.
  parse: (text, column) =>
    text.trim() === "" ? null : foreign(text, column.config) ? text : readNumber(text),
  unit: (column) => currencyOf(column.config),
  number: (value) => (asDecimal(value) === undefined ? null : Number(value)),
};
