/** The sign of lookups; their values look like the field they take. */
import type { FieldLook } from "../grid/look.ts";

export const look: FieldLook = {
  types: ["lookup"],
  icon: "M6.800 2.800a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM9.700 9.700l3.600 3.600M5.200 6.800h3.200M7 5.400l1.400 1.400L7 8.200",
  show: (value) => String(value ?? ""),
};
