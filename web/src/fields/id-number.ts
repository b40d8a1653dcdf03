/** Numbers of identity cards; the birthday in the middle is covered until the cell is edited. */
import type { FieldLook } from "../grid/look.ts";

/** Covers the birthday: 110101********1234. */
export function covered(number: string): string {
  return number.length === 18 ? `${number.slice(0, 6)}********${number.slice(14)}` : number;
}

export const look: FieldLook = {
  types: ["id_number"],
  icon: "M8 2.500l5 2v3.500c0 3-2 5-5 6-3-1-5-3-5-6V4.500z",
  show: (value) => covered(String(value ?? "")),
  editText: (value) => String(value ?? ""),
};
