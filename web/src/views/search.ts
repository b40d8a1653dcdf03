import type {
  ColorRule,
  Filter,
  GroupLevel,
  RowHeight,
  Sort,
  View,
  ViewColumn,
  ViewConfig,
} from "../api/types";

/** What the address of a table page holds: the view, unsaved adjustments to it, and what is open. */
export interface TableSearch {
  view?: number;
  filter?: Filter | null;
  sorts?: Sort[];
  columns?: ViewColumn[];
  frozen?: number;
  height?: RowHeight;
  groups?: GroupLevel[];
  colors?: ColorRule[];
  q?: string;
  record?: number;
}

const HEIGHTS: RowHeight[] = ["short", "medium", "tall"];

/** Reads the address leniently: what is malformed is left out. */
export function readTableSearch(raw: Record<string, unknown>): TableSearch {
  const search: TableSearch = {};
  if (Number.isInteger(raw.view)) search.view = raw.view as number;
  if (raw.filter === null || isFilter(raw.filter)) search.filter = raw.filter;
  if (Array.isArray(raw.sorts)) search.sorts = raw.sorts.filter(isSort);
  if (Array.isArray(raw.columns)) search.columns = raw.columns.filter(isColumn);
  if (Number.isInteger(raw.frozen)) search.frozen = raw.frozen as number;
  if (HEIGHTS.includes(raw.height as RowHeight)) search.height = raw.height as RowHeight;
  if (Array.isArray(raw.groups)) search.groups = raw.groups.filter(isGroup);
  if (Array.isArray(raw.colors)) search.colors = raw.colors.filter(isColor);
  if (typeof raw.q === "string" || typeof raw.q === "number") search.q = String(raw.q);
  if (Number.isInteger(raw.record)) search.record = raw.record as number;
  return search;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFilter(value: unknown): value is Filter {
  if (!isObject(value)) return false;
  if (Array.isArray(value.items)) {
    return (value.join === "and" || value.join === "or") && value.items.every(isFilter);
  }
  return typeof value.field === "string" && typeof value.operator === "string";
}

function isSort(value: unknown): value is Sort {
  return isObject(value) && typeof value.field === "string";
}

function isColumn(value: unknown): value is ViewColumn {
  return isObject(value) && typeof value.field === "string";
}

function isGroup(value: unknown): value is GroupLevel {
  return isObject(value) && typeof value.field === "string";
}

function isColor(value: unknown): value is ColorRule {
  return isObject(value) && typeof value.color === "string" && isFilter(value.filter);
}

/** A row height as stored in a view, whichever way it was written. */
export function readHeight(height: ViewConfig["row_height"]): RowHeight {
  if (typeof height === "number") return height >= 64 ? "tall" : height >= 44 ? "medium" : "short";
  return height && HEIGHTS.includes(height) ? height : "short";
}

export interface Arrangement {
  filter: Filter | null;
  sorts: Sort[];
  columns: ViewColumn[];
  frozen: number;
  row_height: RowHeight;
  groups: GroupLevel[];
  colors: ColorRule[];
}

/** The view as it is to be shown: the saved one with the address's adjustments over it. */
export function arrange(view: View | undefined, search: TableSearch): Arrangement {
  const saved = view?.config ?? {};
  return {
    filter: search.filter !== undefined ? search.filter : (saved.filter ?? null),
    sorts: search.sorts ?? saved.sorts ?? [],
    columns: search.columns ?? saved.columns ?? [],
    frozen: search.frozen ?? saved.frozen ?? 1,
    row_height: search.height ?? readHeight(saved.row_height),
    groups: search.groups ?? saved.groups ?? [],
    colors: search.colors ?? saved.colors ?? [],
  };
}

/** Whether the address differs from the saved view. */
export function adjusted(search: TableSearch): boolean {
  return (
    search.filter !== undefined ||
    search.sorts !== undefined ||
    search.columns !== undefined ||
    search.frozen !== undefined ||
    search.height !== undefined ||
    search.groups !== undefined ||
    search.colors !== undefined
  );
}

/** The address without its adjustments. */
export function unadjusted(search: TableSearch): TableSearch {
  return { view: search.view, q: search.q, record: search.record };
}

/** Pixels per row. */
export const ROW_PIXELS: Record<RowHeight, number> = { short: 34, medium: 52, tall: 78 };
