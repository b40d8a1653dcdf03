/** Plain text of one line. */
import type { FieldLook } from "../grid/look.ts";

export const look: FieldLook = {
  kinds: ["text"],
  icon: "M3 3.5h10M8 3.5v9",
  show: (value) => (value === null || value === undefined ? "" : String(value)),
};
