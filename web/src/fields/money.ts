/** Amounts of money, with the sign of their currency and two places unless the field says otherwise. */
import type { FieldLook } from "../grid/look.ts";
import { asDecimal, placesOf, readNumber, showNumber } from "./parts/numbers.ts";

const SIGNS: Readonly<Record<string, string>> = { CNY: "¥", USD: "$", EUR: "€", HKD: "HK$" };

export const look: FieldLook = {
  types: ["money"],
  align: "right",
  icon: "M4.500 3 8 7.500 11.500 3M8 7.500v6M5 8h6M5 10.700h6",
  show: (value, column) => {
    const decimal = asDecimal(value);
    if (decimal === undefined) return String(value ?? "");
    const sign = SIGNS[String(column.config.currency ?? "CNY")] ?? "";
    const text = showNumber(decimal, placesOf(column.config, 2));
    return text.startsWith("-") ? `-${sign}${text.slice(1)}` : `${sign}${text}`;
  },
  editText: (value) => String(value ?? ""),
  parse: (text) => (text.trim() === "" ? null : readNumber(text)),
  number: (value) => (asDecimal(value) === undefined ? null : Number(value)),
};
