/** Web addresses, with a sign that opens them. */
import type { FieldLook } from "../grid/look.ts";
import { paintOpening } from "./parts/open.ts";

/** The address to open: what has no scheme is taken for a site. */
export function siteOf(text: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
}

export const look: FieldLook = {
  types: ["url"],
  icon: "M8 2.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11zM2.500 8h11M8 2.500c3.500 3.500 3.500 7.500 0 11M8 2.500c-3.500 3.500-3.500 7.500 0 11",
  show: (value) => String(value ?? ""),
  paint: (host, value, _column, context) =>
    paintOpening(host, String(value ?? ""), siteOf(String(value ?? "")), context),
};
