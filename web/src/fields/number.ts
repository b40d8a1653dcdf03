/** Plain numbers, kept as decimal strings. */
import type { FieldLook } from "../grid/look.ts";
import { asDecimal, placesOf, readNumber, roundTo, showNumber } from "./parts/numbers.ts";

const COMPUTED_PLACES = 6;

/** A worked-out number has as many places as it needs, but no endless tail. */
function shortened(decimal: string, config: Readonly<Record<string, unknown>>): string {
  if (!config.as || (decimal.split(".")[1] ?? "").length <= COMPUTED_PLACES) return decimal;
  return roundTo(decimal, COMPUTED_PLACES).replace(/\.?0+$/, "");
}

export const look: FieldLook = {
  kinds: ["number"],
  align: "right",
  icon: "M6.500 3l-1.500 10M11 3l-1.500 10M3.500 6.200h10M2.800 9.800h10",
  show: (value, column) => {
    const decimal = asDecimal(value);
    if (decimal === undefined) return String(value ?? "");
    const places = placesOf(column.config);
    return showNumber(places === undefined ? shortened(decimal, column.config) : decimal, places);
  },
  editText: (value) => String(value ?? ""),
  parse: (text) => (text.trim() === "" ? null : readNumber(text)),
  number: (value) => (asDecimal(value) === undefined ? null : Number(value)),
};
