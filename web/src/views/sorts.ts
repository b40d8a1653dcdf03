import type { Field, Kind } from "../api/types";

/** Whether records can be put in order by a field. */
export function sortable(field: Field): boolean {
  return !field.archived && !["links", "files", "json"].includes(field.kind);
}

/** The words for upward and downward order of a kind. */
export function sortWords(kind: Kind | undefined): [string, string] {
  switch (kind) {
    case "number":
      return ["small_first", "large_first"];
    case "date":
    case "datetime":
      return ["early_first", "late_first"];
    case "bool":
      return ["no_first", "yes_first"];
    case "choice":
    case "choices":
      return ["list_order", "list_reverse"];
    default:
      return ["a_first", "z_first"];
  }
}
