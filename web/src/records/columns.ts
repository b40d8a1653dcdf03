/** The grid's columns of a table under a view. */
import { behaviour } from "../fields/parts/behaves.ts";
import type { Column, Kind } from "../grid/types.ts";
import type { FieldShape, TableShape, ViewShape } from "./wire.ts";

const BY_TYPE: Readonly<Record<string, number>> = {
  long: 260,
  money: 130,
  percent: 100,
  checkbox: 90,
  phone: 140,
  email: 190,
  url: 190,
  autonumber: 110,
  member: 120,
  created_by: 120,
  changed_by: 120,
  button: 120,
};
const BY_KIND: Readonly<Record<string, number>> = {
  text: 160,
  number: 120,
  date: 120,
  datetime: 160,
  bool: 90,
  choice: 130,
  choices: 180,
  link: 180,
  links: 200,
};

const COMPUTED = new Set([
  "formula",
  "lookup",
  "rollup",
  "autonumber",
  "created_at",
  "created_by",
  "changed_at",
  "changed_by",
]);

/** How wide a column starts. */
export function widthOf(field: Pick<FieldShape, "type" | "kind" | "config">, isTitle: boolean): number {
  if (isTitle) return 220;
  const width = BY_TYPE[behaviour(field)] ?? BY_KIND[field.kind] ?? 150;
  // a computed field shows a lock beside its name
  return behaviour(field) === field.type ? width : width + 20;
}

/** The shown columns in the order of the view; fields that it does not name follow, the system's stay hidden. */
export function columnsOf(table: TableShape, view: ViewShape): Column[] {
  const fields = new Map(table.fields.filter((field) => !field.archived).map((field) => [field.key, field]));
  const named = (view.columns ?? []).filter((setting) => fields.has(setting.field));
  const mentioned = new Set(named.map((setting) => setting.field));
  const rest = [...fields.values()].filter((field) => !mentioned.has(field.key) && !field.system);
  const settings = [
    ...named,
    ...rest.map((field) => ({ field: field.key, hidden: false, width: undefined })),
  ];
  return settings.flatMap((setting) => {
    const field = fields.get(setting.field);
    return field && !setting.hidden ? columnOf(field, table, view, setting.width ?? undefined) : [];
  });
}

function columnOf(field: FieldShape, table: TableShape, view: ViewShape, width: number | undefined): Column {
  const sort = view.sorts?.find((sort) => sort.field === field.key && !sort.by);
  return {
    key: field.key,
    name: field.name,
    kind: field.kind as Kind,
    type: field.type,
    width: width ?? widthOf(field, field.key === table.title),
    readonly: field.readonly === true || COMPUTED.has(field.type) || table.can?.edit === false,
    required: field.required,
    note: field.note,
    config: field.config ?? {},
    sort: sort ? (sort.descending ? "descending" : "ascending") : null,
    filtered: view.filter
      ? JSON.stringify(view.filter).includes(`"field":${JSON.stringify(field.key)}`)
      : false,
  };
}
