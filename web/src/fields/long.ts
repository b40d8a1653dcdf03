/** Long text; Alt+Enter starts a new line. */
import type { FieldLook } from "../grid/look.ts";

export const look: FieldLook = {
  types: ["long"],
  multiline: true,
  icon: "M2.500 4h11M2.500 7h11M2.500 10h11M2.500 13h6",
  show: (value) => String(value ?? ""),
};
