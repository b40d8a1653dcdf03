import type { Field, ViewColumn } from "../api/types";

/** A column with its field, in the order of the view. */
export interface ArrangedColumn {
  field: Field;
  hidden: boolean;
  width?: number;
  /** The figure at its foot. */
  summary?: string;
}

/**
 * Every field of a table in the order a view shows it.
 *
 * A field that the view does not mention stands behind the one before it in the table; system fields start hidden.
 */
export function arrangeColumns(fields: Field[], columns: ViewColumn[], title: string): ArrangedColumn[] {
  const alive = fields
    .filter((field) => !field.archived && field.key !== "id")
    .sort((a, b) => Number(a.system) - Number(b.system) || a.position - b.position);
  const rest = new Map(alive.map((field) => [field.key, field]));
  const all: ArrangedColumn[] = columns.flatMap((column) => {
    const field = rest.get(column.field);
    rest.delete(column.field);
    if (!field) return [];
    const summary = column.summary ? { summary: column.summary } : {};
    return [{ field, hidden: column.hidden ?? false, width: column.width ?? undefined, ...summary }];
  });
  for (const field of rest.values()) {
    const before = alive[alive.indexOf(field) - 1]?.key;
    const place = all.findIndex((column) => column.field.key === before);
    all.splice(place + 1, 0, { field, hidden: field.system });
  }
  const first = all.findIndex((column) => column.field.key === title);
  if (first > 0) all.unshift(...all.splice(first, 1));
  return all.map((column) => (column.field.key === title ? { ...column, hidden: false } : column));
}

/** Writes arranged columns the way views store them. */
export function writeColumns(columns: ArrangedColumn[]): ViewColumn[] {
  return columns.map(({ field, hidden, width, summary }) => ({
    field: field.key,
    ...(hidden ? { hidden } : { hidden: false }),
    ...(width ? { width } : {}),
    ...(summary ? { summary } : {}),
  }));
}

/** Moves some of the shown columns (by their places among them) before another one; hidden ones stay where they are. */
export function movedColumns(
  columns: readonly ArrangedColumn[],
  places: readonly number[],
  before: number,
): ArrangedColumn[] {
  const shown = columns.filter((column) => !column.hidden);
  const held = places.flatMap((place) => shown[place] ?? []);
  const rest = columns.filter((column) => !held.includes(column));
  const next = shown.slice(before).find((column) => !held.includes(column));
  const last = shown.slice(0, before).findLast((column) => !held.includes(column));
  const at = next ? rest.indexOf(next) : last ? rest.indexOf(last) + 1 : 0;
  return [...rest.slice(0, at), ...held, ...rest.slice(at)];
}

/** Moves one entry of a list. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const copy = [...list];
  const [item] = copy.splice(from, 1);
  if (item !== undefined) copy.splice(to, 0, item);
  return copy;
}
