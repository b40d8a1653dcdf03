import type { Field } from "../api/types";

/** Whether a table can be made of a field's values. */
export function splittable(field: Field): boolean {
  return !field.system && !field.readonly && (field.kind === "text" || field.kind === "choice");
}

/** What to call a table made of a column: the thing itself, without what says how it is named or numbered. */
export function nameOfSplit(field: string, table: string, taken: readonly string[]): string {
  const bare = field
    .replace(/\s*(名称|姓名|名字|编号|编码|代码|号码|ID|id|Id|No\.?|name|Name)$/u, "")
    .replace(/\s+$/u, "");
  const name = bare || field;
  return taken.includes(name) ? `${table} ${name}` : name;
}
