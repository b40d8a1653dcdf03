import type { Field, FieldConfig, Filter, Kind, Meta, Setting, Table } from "../../api/types";
import { complete } from "../filters";

const UNTAKEN: ReadonlySet<Kind> = new Set(["links", "files", "json"]);
const MEASURED: ReadonlySet<Kind> = new Set(["number", "date", "datetime", "text"]);
const FIGURES = new Set(["sum", "average"]);
const EXTREMES = new Set(["min", "max"]);
const ORDERED = new Set(["first", "last"]);
const TYPES = new Set(["formula", "lookup", "rollup"]);
const LINKING: ReadonlySet<Kind> = new Set(["link", "links"]);

/** Whether people made a field to be computed. */
export function isComputed(field: Pick<Field, "type">): boolean {
  return TYPES.has(field.type);
}

function alive(table: Table | undefined): Field[] {
  return (table?.fields ?? []).filter((field) => !field.archived);
}

/** The links of a table that point to records of another table. */
export function linksOf(table: Table): Field[] {
  return alive(table).filter(
    (field) =>
      LINKING.has(field.kind) &&
      !isComputed(field) &&
      !!field.config.target &&
      field.config.target !== "@members",
  );
}

/** The fields of a linked record that can be shown beside the link. */
export function takeable(table: Table | undefined): Field[] {
  return alive(table).filter((field) => field.key !== "id" && !UNTAKEN.has(field.kind));
}

/** The links of another table that point to this one. */
export function linksTo(child: Table | undefined, target: string): Field[] {
  return alive(child).filter(
    (field) =>
      LINKING.has(field.kind) &&
      field.type !== "backlink" &&
      !isComputed(field) &&
      field.config.target === target,
  );
}

/** The tables with a link to this one. */
export function linkingTables(tables: Table[], target: string): Table[] {
  return tables.filter((table) => !table.archived && linksTo(table, target).length > 0);
}

/** The tables that links of this one point to. */
export function linkedTables(tables: Table[], own: Table): Table[] {
  const targets = new Set(linksOf(own).map((field) => field.config.target));
  return tables.filter((table) => !table.archived && targets.has(table.key));
}

/** The links that a roll-up may go through: of the other table to this one, or of this one to the other. */
export function waysTo(tables: Table[], config: FieldConfig, own: string): Field[] {
  const [here, there] = [own, config.table].map((key) => tables.find((table) => table.key === key));
  if (config.own !== true) return linksTo(there, own);
  return here ? linksOf(here).filter((field) => field.config.target === config.table) : [];
}

/** The fields that a function can gather. */
export function gatherable(child: Table | undefined, how: unknown): Field[] {
  const fields = takeable(child);
  if (FIGURES.has(String(how))) return fields.filter((field) => field.kind === "number");
  return EXTREMES.has(String(how)) ? fields.filter((field) => MEASURED.has(field.kind)) : fields;
}

/** Whether a setting is asked, given the others. */
export function asked(setting: Setting, config: FieldConfig, tables: Table[], own: string): boolean {
  const child = tables.find((table) => table.key === config.table);
  switch (setting.type) {
    case "linked_field":
      return Boolean(config.link);
    case "linking_field":
      return Boolean(child) && waysTo(tables, config, own).length > 1;
    case "own_link": {
      const here = tables.find((table) => table.key === own);
      return here !== undefined && linkedTables(tables, here).length > 0;
    }
    case "option":
      return setting.key !== "function" || Boolean(child);
    case "table_field":
      if (!child) return false;
      return setting.key === "order" ? ORDERED.has(String(config.function)) : config.function !== "count";
    case "table_filter":
      return Boolean(child);
    case "template":
      return config.does !== "set";
    case "values":
      return config.does === "set";
    default:
      return true;
  }
}

/** The settings after one was changed: what no longer fits is dropped, what is the only way is taken. */
export function settled(
  settings: Setting[],
  config: FieldConfig,
  changed: Setting,
  tables: Table[],
  own: string,
): FieldConfig {
  const next = { ...config };
  if (changed.type === "link") drop(next, settings, "linked_field");
  if (changed.type === "own_link") {
    for (const type of ["linking_table", "linking_field", "table_field", "table_filter"])
      drop(next, settings, type);
  }
  if (changed.type === "linking_table") {
    for (const type of ["linking_field", "table_field", "table_filter"]) drop(next, settings, type);
    const links = waysTo(tables, next, own);
    if (links[0]) next.link = links[0].key;
  }
  if (changed.key === "function") {
    const child = tables.find((table) => table.key === next.table);
    if (
      next.function === "count" ||
      !gatherable(child, next.function).some((field) => field.key === next.field)
    ) {
      next.field = null;
    }
    if (!ORDERED.has(String(next.function))) next.order = null;
  }
  return next;
}

function drop(config: FieldConfig, settings: Setting[], type: string): void {
  for (const setting of settings) if (setting.type === type) config[setting.key] = null;
}

/** Whether a computed field has all it needs to be added. */
export function isReady(type: string, config: FieldConfig): boolean {
  const filled = (key: string) => typeof config[key] === "string" && String(config[key]).trim() !== "";
  switch (type) {
    case "formula":
      return filled("formula");
    case "lookup":
      return filled("link") && filled("field");
    case "backlink":
      return filled("table") && filled("link");
    case "button":
      return config.does === "set"
        ? Object.keys((config.values as object | null | undefined) ?? {}).length > 0
        : filled("address");
    case "rollup":
      return filled("table") && filled("link") && (config.function === "count" || filled("field"));
    default:
      return true;
  }
}

/** A stretch of a formula in the units of the text box, of one that counts characters. */
export function stretch(text: string, start: number, end: number): [number, number] {
  const characters = Array.from(text);
  const from = characters.slice(0, start).join("").length;
  const to = characters.slice(0, Math.max(end, start + 1)).join("").length;
  return [from, to];
}

/** The settings as they are kept: conditions that are not finished are left out. */
export function finished(
  settings: Setting[],
  config: FieldConfig,
  tables: Table[],
  meta: Meta | undefined,
): FieldConfig {
  const kept = { ...config };
  const fields = tables.find((table) => table.key === config.table)?.fields ?? [];
  for (const setting of settings) {
    if (setting.type !== "table_filter") continue;
    kept[setting.key] = complete((config[setting.key] as Filter | null | undefined) ?? null, fields, meta);
  }
  return kept;
}
