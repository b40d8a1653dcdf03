/** Plain numbers, kept as decimal strings. */
import type { FieldLook } from "../grid/look.ts";
import { asDecimal, placesOf, readNumber, showNumber } from "./parts/numbers.ts";

export const look: FieldLook = {
  kinds: ["number"],
  align: "right",
  icon: "M6.500 3l-1.500 10M11 3l-1.500 10M3.500 6.200h10M2.800 9.800h10",
  show: (value, column) => {
    const decimal = asDecimal(value);
    return decimal === undefined ? String(value ?? "") : showNumber(decimal, placesOf(column.config));
  },
  editText: (value) => String(value ?? ""),
  parse: (text) => (text.trim() === "" ? null : readNumber(text)),
  number: (value) => (asDecimal(value) === undefined ? null : Number(value)),
};
