/** Images look as attachments do, under a sign of their own. */
import type { FieldLook } from "../grid/look.ts";
import { look as files } from "./files.ts";

export const look: FieldLook = {
  ...files,
  kinds: undefined,
  types: ["image"],
  icon: "M2.500 3.500h11v9h-11zM2.500 11l3-3 2.500 2.500 2.500-3 3 3.500M6 6.200a.7.7 0 1 1-1.400 0 .7.7 0 0 1 1.400 0",
};
