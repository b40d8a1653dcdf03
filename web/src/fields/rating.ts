/** Ratings as stars; digits set them. */
import { make } from "../grid/dom.ts";
import { type FieldLook, Unreadable } from "../grid/look.ts";
import type { Column } from "../grid/types.ts";
import { asDecimal, foldWidth } from "./parts/numbers.ts";

const USUAL = 5;

function mostOf(column: Column): number {
  const most = Number(column.config.max ?? USUAL);
  return Number.isInteger(most) && most > 0 && most <= 10 ? most : USUAL;
}

function parse(text: string, column: Column): string | null {
  const typed = foldWidth(text).trim();
  if (typed === "") return null;
  const stars = /^(★+)☆*$/.exec(typed)?.[1]?.length;
  const rating = stars ?? Number(typed.replace(/(?:颗?星|分|stars?)$/i, ""));
  if (!Number.isInteger(rating) || rating < 1 || rating > mostOf(column)) throw new Unreadable(text);
  return String(rating);
}

export const look: FieldLook = {
  types: ["rating"],
  icon: "M8 2.500l1.700 3.500 3.800.500-2.800 2.600.700 3.900L8 11.200 4.600 13l.700-3.900L2.500 6.500 6.300 6z",
  show: (value) => asDecimal(value) ?? String(value ?? ""),
  paint: (host, value, column) => {
    const rating = Number(asDecimal(value) ?? 0);
    if (!(rating > 0)) return;
    const most = mostOf(column);
    const full = Math.min(Math.round(rating), most);
    const label = `${asDecimal(value)} / ${most}`;
    const stars = make("span", "kg-stars", { role: "img", "aria-label": label }, host);
    stars.textContent = "★".repeat(full) + "☆".repeat(most - full);
  },
  parse,
  number: (value) => (asDecimal(value) === undefined ? null : Number(value)),
};
