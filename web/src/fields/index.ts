/**
 * How each kind of field looks and is edited: one file per look, found by glob; `lookOf(column)` chooses by type, then
 * by kind. A file here exports one `look: FieldLook`; adding a field type with its own look is adding a file.
 */
import type { FieldLook } from "../grid/look.ts";
import type { Column } from "../grid/types.ts";
import { behaviour } from "./parts/behaves.ts";

const files = import.meta.glob<{ look: FieldLook }>(["./*.ts", "!./index.ts", "!./*.test.ts"], {
  eager: true,
});
const looks = Object.values(files).map((file) => file.look);

/** The look of a column: by the type its values behave like, else by its kind, else plain text. */
export function lookOf(column: Pick<Column, "kind" | "type"> & Partial<Pick<Column, "config">>): FieldLook {
  const type = behaviour(column);
  const found =
    looks.find((look) => look.types?.includes(type)) ??
    looks.find((look) => look.kinds?.includes(column.kind)) ??
    looks.find((look) => look.kinds?.includes("text"));
  if (!found) throw new Error(`no look for ${column.type}`);
  return found;
}
