/** Attachments and images: small pictures and names; opened, they are managed in a window of their own. */
import type { FieldLook } from "../grid/look.ts";
import { filesOf, paintFiles } from "./parts/files.ts";

export const look: FieldLook = {
  kinds: ["files"],
  icon: "M10.500 4.500 6 9a1.400 1.400 0 0 0 2 2l5-5a2.800 2.800 0 0 0-4-4L3.800 7.200a4.200 4.200 0 0 0 6 6L13 10",
  handsOver: true,
  takesFiles: true,
  show: (value, _column, context) =>
    filesOf(value)
      .map((file) => file.name)
      .join(context.language === "en" ? ", " : "、"),
  paint: (host, value, column) => paintFiles(host, filesOf(value), column.width),
};
