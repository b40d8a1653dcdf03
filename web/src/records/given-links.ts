/** What a write says of links and tags: what is to be made by its name, and of a back-link only what changed. Pure. */
import type { Column, Value } from "../grid/types.ts";
import type { Given, NewLinked } from "./wire.ts";

type LinkColumn = Pick<Column, "kind" | "type"> & Partial<Pick<Column, "config">>;
type Part = number | string | NewLinked;

/** The value of a cell as it is sent; `stored` is what the server holds as far as this page knows. */
export function givenLinks(column: LinkColumn | undefined, value: Value, stored: Value): Given {
  if (column?.type === "tags" && Array.isArray(value)) return tags(column, value, stored);
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

/** A tag that the list of the field does not have is one to be made. */
function tags(column: LinkColumn, value: readonly (string | number)[], stored: Value): Part[] {
  const list: readonly { readonly id?: unknown }[] = Array.isArray(column.config?.choices)
    ? column.config.choices
    : [];
  const before: readonly (string | number)[] = Array.isArray(stored) ? stored : [];
  const known = new Set([...list.map((entry) => String(entry.id)), ...before.map(String)]);
  return value.map(String).map((one) => (known.has(one) ? one : { new: one }));
}

/** A title in a list of links is one that the person asked to be made. */
function part(one: string | number): Part {
  return typeof one === "string" ? { new: one } : one;
}
