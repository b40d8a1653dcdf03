/** Mail addresses, with a sign that starts a letter. */
import type { FieldLook } from "../grid/look.ts";
import { paintOpening } from "./parts/open.ts";

export const look: FieldLook = {
  types: ["email"],
  icon: "M2.500 4h11v8.500h-11zM2.500 4.500 8 9l5.500-4.500",
  show: (value) => String(value ?? ""),
  paint: (host, value, _column, context) =>
    paintOpening(host, String(value ?? ""), `mailto:${value ?? ""}`, context),
};
