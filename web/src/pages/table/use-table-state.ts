import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useTables } from "../../api/queries";
import type { ColorRule, Field, Filter, GroupLevel, RowHeight, Sort, Table, View } from "../../api/types";
import { type ArrangedColumn, arrangeColumns, writeColumns } from "../../views/columns";
import { linkedFields } from "../../views/linked";
import { type Arrangement, adjusted, arrange, type TableSearch, unadjusted } from "../../views/search";

const route = getRouteApi("/shell/t/$table");

/** The state of a table page, which lives in its address. */
export interface TableState {
  table: Table;
  view: View | undefined;
  search: TableSearch;
  arrangement: Arrangement;
  columns: ArrangedColumn[];
  /** What conditions may speak of: the fields in their order, then those of linked records. */
  askable: Field[];
  adjusted: boolean;
  change: (part: Partial<TableSearch>) => void;
  setFilter: (filter: Filter | null) => void;
  setSorts: (sorts: Sort[]) => void;
  setColumns: (columns: ArrangedColumn[]) => void;
  setHeight: (height: RowHeight) => void;
  setFrozen: (count: number) => void;
  setGroups: (groups: GroupLevel[]) => void;
  setColors: (rules: ColorRule[]) => void;
  /** Chooses the figure at the foot of a column. */
  setSummary: (field: string, summary: string | null) => void;
  setSearch: (text: string) => void;
  openView: (view: View) => void;
  openRecord: (id: number | null) => void;
  discard: () => void;
}

/** Reads the address of a table page and gives the ways to change it. */
export function useTableState(table: Table): TableState {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const view = table.views.find((one) => one.id === search.view) ?? table.views[0];
  const arrangement = useMemo(() => arrange(view, search), [view, search]);
  const columns = useMemo(
    () => arrangeColumns(table.fields, arrangement.columns, table.title),
    [table, arrangement.columns],
  );
  const tables = useTables()?.tables;
  const askable = useMemo(
    () => [...columns.map((column) => column.field), ...linkedFields(table, tables ?? [])],
    [table, tables, columns],
  );
  const change = useCallback(
    (part: Partial<TableSearch>) =>
      void navigate({ search: (before: TableSearch) => ({ ...before, ...part }), replace: true }),
    [navigate],
  );
  const openRecord = useCallback(
    (id: number | null) =>
      void navigate({
        search: (before: TableSearch) => ({ ...before, record: id ?? undefined }),
        replace: id === null,
      }),
    [navigate],
  );

  return {
    table,
    view,
    search,
    arrangement,
    columns,
    askable,
    adjusted: adjusted(search),
    change,
    setFilter: (filter) => change({ filter }),
    setSorts: (sorts) => change({ sorts }),
    setColumns: (list) => change({ columns: writeColumns(list) }),
    setHeight: (height) => change({ height }),
    setFrozen: (frozen) => change({ frozen }),
    setGroups: (groups) => change({ groups }),
    setColors: (colors) => change({ colors }),
    setSummary: (key, summary) =>
      change({
        columns: writeColumns(
          columns.map((one) => (one.field.key === key ? { ...one, summary: summary ?? undefined } : one)),
        ),
      }),
    setSearch: (text) => change({ q: text || undefined }),
    openView: (next) => void navigate({ search: { view: next.id } }),
    openRecord,
    discard: () => void navigate({ search: unadjusted(search), replace: true }),
  };
}
