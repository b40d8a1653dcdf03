import type { Field, Table } from "../api/types";

const LINKING: ReadonlySet<string> = new Set(["link", "links"]);

/** How many links a condition may follow; the server allows no more. */
const MOST_LINKS = 2;

/**
 * The fields of the records that a table's links point to, as fields of their own: the key is the path that filters
 * understand (`company.region`), the name says the way (客户 › 地区).
 */
export function linkedFields(table: Table, tables: readonly Table[]): Field[] {
  return follow(table.fields, tables, [], []);
}

function follow(
  fields: readonly Field[],
  tables: readonly Table[],
  path: readonly string[],
  names: readonly string[],
): Field[] {
  const links = fields.filter((field) => LINKING.has(field.kind) && !field.archived && !field.system);
  return links.flatMap((link) => {
    const target = tables.find((table) => table.key === link.config.target && !table.archived);
    if (!target) return [];
    const keys = [...path, link.key];
    const said = [...names, link.name];
    const near = target.fields
      .filter((field) => !field.archived && (!field.system || path.length === 0) && field.key !== "id")
      .map((field) => ({
        ...field,
        key: [...keys, field.key].join("."),
        name: [...said, field.name].join(" › "),
      }));
    const far = keys.length < MOST_LINKS ? follow(target.fields, tables, keys, said) : [];
    return [...near, ...far];
  });
}

/** The way to a linked field, without its own name; empty for a field of the table itself. */
export function wayTo(field: Field): string {
  return field.key.includes(".") ? field.name.slice(0, field.name.lastIndexOf(" › ")) : "";
}
