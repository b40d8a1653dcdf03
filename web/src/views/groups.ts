import type { Field, GroupLevel, Meta } from "../api/types";

/** Whether records can be put into groups by a field. */
export function groupable(meta: Meta | undefined, field: Field): boolean {
  return !field.archived && meta?.kinds.find((kind) => kind.key === field.kind)?.groupable === true;
}

/** Whether a field is grouped by stretches of the calendar. */
export function isTime(field: Field | undefined): boolean {
  return field?.kind === "date" || field?.kind === "datetime";
}

/** The first level of groups on a field: dates by month, all others by equal values. */
export function startGroup(field: Field): GroupLevel {
  return isTime(field) ? { field: field.key, by: "month" } : { field: field.key };
}

/** The width of the bands that a level asks for, null when it asks for none. */
export function bandOf(level: GroupLevel): number | null {
  return level.by?.startsWith("band:") ? Number(level.by.slice("band:".length)) : null;
}

/** The levels whose fields are still there and can be grouped. */
export function usableGroups(
  groups: readonly GroupLevel[],
  fields: readonly Field[],
  meta: Meta | undefined,
): GroupLevel[] {
  return groups.filter((level) => {
    const field = fields.find((one) => one.key === level.field);
    return field !== undefined && groupable(meta, field) && fits(level, field);
  });
}

function fits(level: GroupLevel, field: Field): boolean {
  if (isTime(field)) return Boolean(level.by);
  const band = bandOf(level);
  if (!level.by || level.by === "value") return true;
  return field.kind === "number" && band !== null && band > 0;
}

/** Groups as the sort keys that keep their records together. */
export function sortsOf(groups: readonly GroupLevel[]) {
  return groups.map(({ field, by, descending }) => ({
    field,
    by: by ?? "value",
    descending: descending ?? false,
  }));
}

const KEPT = "kehu.folded.";

/** Which groups of a view are folded here: kept in this browser, by the groups they belong to. */
export function readFolded(view: number | undefined, groups: readonly GroupLevel[]): string[] {
  try {
    const kept = JSON.parse(localStorage.getItem(`${KEPT}${view}`) ?? "{}") as Record<string, string[]>;
    return kept[JSON.stringify(groups)] ?? [];
  } catch {
    return [];
  }
}

/** Keeps which groups of a view are folded. */
export function keepFolded(
  view: number | undefined,
  groups: readonly GroupLevel[],
  folded: readonly string[],
): void {
  try {
    localStorage.setItem(`${KEPT}${view}`, JSON.stringify({ [JSON.stringify(groups)]: folded }));
  } catch {
    // A browser that keeps nothing unfolds all groups next time.
  }
}
