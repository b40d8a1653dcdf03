/** What a write says of links: records to be made by their titles, and of a back-link only what changed. Pure. */
import type { Column, Value } from "../grid/types.ts";
import type { Given, NewLinked } from "./wire.ts";

type LinkColumn = Pick<Column, "kind" | "type">;
type Part = number | string | NewLinked;

/** The value of a cell as it is sent; `stored` is what the server holds as far as this page knows. */
export function givenLinks(column: LinkColumn | undefined, value: Value, stored: Value): Given {
  if (column?.kind === "link") return Array.isArray(value) ? (value.map(part)[0] ?? null) : value;
  if (column?.kind !== "links" || (value !== null && !Array.isArray(value))) return value;
  const now: readonly (string | number)[] = value ?? [];
  if (column.type !== "backlink") return value === null ? null : now.map(part);
  const before: readonly (string | number)[] = Array.isArray(stored) ? stored : [];
  return {
    add: now.filter((one) => !before.includes(one)).map(part),
    remove: before.filter((one) => !now.includes(one)),
  };
}

/** A title in a list of links is one that the person asked to be made. */
function part(one: string | number): Part {
  return typeof one === "string" ? { new: one } : one;
}
