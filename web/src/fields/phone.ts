/** Telephone numbers, with a sign that calls them. */
import type { FieldLook } from "../grid/look.ts";
import { paintOpening } from "./parts/open.ts";

export const look: FieldLook = {
  types: ["phone"],
  icon: "M4.500 2.500l2 .500.500 2.500-1.300 1.200a8 8 0 0 0 3.600 3.600L10.500 9l2.500.500.500 2c0 1-.800 2-2 2C7 13.200 2.800 9 2.500 4.500c0-1.200 1-2 2-2z",
  show: (value) => String(value ?? ""),
  paint: (host, value, _column, context) => {
    const text = String(value ?? "");
    const digits = text.replace(/[^\d+]/g, "");
    paintOpening(host, text, digits.length >= 5 ? `tel:${digits}` : "", context);
  },
};
