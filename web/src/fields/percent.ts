/** Shares, kept as fractions: 0.125 shows as 12.5 %. */
import type { FieldLook } from "../grid/look.ts";
import {
  asDecimal,
  foldWidth,
  placesOf,
  readNumber,
  roundTo,
  shiftPoint,
  withThousands,
} from "./parts/numbers.ts";

/** As in Excel, a bare number from 1 on means percents, a smaller one a fraction. */
function parse(text: string): string | null {
  const typed = foldWidth(text).trim();
  if (typed === "") return null;
  if (typed.endsWith("%")) return shiftPoint(readNumber(typed.slice(0, -1)), -2);
  const number = readNumber(typed);
  return Math.abs(Number(number)) >= 1 ? shiftPoint(number, -2) : number;
}

function percents(value: unknown): string | undefined {
  const decimal = asDecimal(value);
  return decimal === undefined ? undefined : shiftPoint(decimal, 2);
}

export const look: FieldLook = {
  types: ["percent"],
  align: "right",
  icon: "M4 12.500l8-9M5 6.300a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3zM11 12.700a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3z",
  show: (value, column) => {
    const number = percents(value);
    if (number === undefined) return String(value ?? "");
    const places = Math.max(placesOf(column.config, 0) ?? 0, (number.split(".")[1] ?? "").length);
    return `${withThousands(roundTo(number, Math.min(places, 4)))}%`;
  },
  editText: (value) => {
    const number = percents(value);
    return number === undefined ? String(value ?? "") : `${number}%`;
  },
  parse,
  number: (value) => (asDecimal(value) === undefined ? null : Number(value)),
};
