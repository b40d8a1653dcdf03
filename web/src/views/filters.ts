import type { Condition, Field, Filter, Group, KindMeta, Meta, Operator } from "../api/types";

/** Whether a filter joins others. */
export function isGroup(filter: Filter): filter is Group {
  return "items" in filter;
}

/** Any filter as a group, the shape the builder edits. */
export function asGroup(filter: Filter | null): Group {
  if (!filter) return { join: "and", items: [] };
  return isGroup(filter) ? filter : { join: "and", items: [filter] };
}

/** How many conditions a filter holds. */
export function countConditions(filter: Filter | null): number {
  if (!filter) return 0;
  return isGroup(filter) ? filter.items.reduce((sum, item) => sum + countConditions(item), 0) : 1;
}

/** The fields a filter speaks of, or the paths to them. */
export function fieldsOf(filter: Filter | null): Set<string> {
  if (!filter) return new Set();
  if (!isGroup(filter)) return new Set([filter.field]);
  return new Set(filter.items.flatMap((item) => [...fieldsOf(item)]));
}

/** What can be asked of a field. */
export function operatorsOf(meta: Meta | undefined, field: Field | undefined): Operator[] {
  return kindOf(meta, field)?.operators ?? [];
}

function kindOf(meta: Meta | undefined, field: Field | undefined): KindMeta | undefined {
  return meta?.kinds.find((kind) => kind.key === field?.kind);
}

/** A first condition on a field: its first operator, no value yet. */
export function startCondition(meta: Meta | undefined, field: Field): Condition {
  const operator = operatorsOf(meta, field)[0];
  return { field: field.key, operator: operator?.key ?? "is", value: emptyValue(operator) };
}

/** The value a person starts from after choosing an operator. */
export function emptyValue(operator: Operator | undefined): unknown {
  switch (operator?.takes) {
    case "many":
      return [];
    case "range":
      return [null, null];
    default:
      return null;
  }
}

function hasValue(condition: Condition, operator: Operator | undefined): boolean {
  const value = condition.value;
  switch (operator?.takes) {
    case "none":
      return true;
    case "many":
      return Array.isArray(value) && value.length > 0;
    case "range":
      return Array.isArray(value) && value.length === 2 && value.every((one) => one !== null && one !== "");
    default:
      return value !== null && value !== undefined && value !== "";
  }
}

/** The part of a filter that is complete and may be asked; null when nothing is. */
export function complete(filter: Filter | null, fields: Field[], meta: Meta | undefined): Filter | null {
  if (!filter) return null;
  if (isGroup(filter)) {
    const items = filter.items.flatMap((item) => complete(item, fields, meta) ?? []);
    return items.length > 0 ? { join: filter.join, items } : null;
  }
  const field = fields.find((one) => one.key === filter.field && !one.archived);
  const operator = operatorsOf(meta, field).find((one) => one.key === filter.operator);
  if (!field || !operator || !hasValue(filter, operator)) return null;
  return operator.takes === "none" ? { field: filter.field, operator: filter.operator } : filter;
}
