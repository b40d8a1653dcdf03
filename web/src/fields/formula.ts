/** The sign of formulas; their values look like their result. */
import type { FieldLook } from "../grid/look.ts";

export const look: FieldLook = {
  types: ["formula"],
  icon: "M8 3.200c-2-.600-2.600.600-2.800 2.200L4 13M3.200 7h4M8.800 7.200l4.400 5.600M13.200 7.200l-4.400 5.600",
  show: (value) => String(value ?? ""),
};
