/** The sign of roll-ups; their values look like what they gather. */
import type { FieldLook } from "../grid/look.ts";

export const look: FieldLook = {
  types: ["rollup"],
  icon: "M12.500 5V3h-9L8 8l-4.500 5h9v-2",
  show: (value) => String(value ?? ""),
};
