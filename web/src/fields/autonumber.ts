/** Numbers the system gives out. */
import type { FieldLook } from "../grid/look.ts";

export const look: FieldLook = {
  types: ["autonumber"],
  icon: "M3 5l1.500-1.500V12M7.500 5.500a1.800 1.800 0 1 1 3.200 1.200L7.500 12h4",
  show: (value) => String(value ?? ""),
};
