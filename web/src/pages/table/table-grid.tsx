import { type Ref, useEffect, useMemo, useRef } from "react";
import { listen } from "../../api/events";
import { cache } from "../../api/queries";
import type { Filter } from "../../api/types";
import { lookOf } from "../../fields/index.ts";
import { sayToday } from "../../fields/parts/zone.ts";
import { Grid, type GridOptions, type Language, type Stats } from "../../grid/index.ts";
import {
  type Conflict,
  httpTransport,
  type RangeWork,
  RecordSource,
  type SaveState,
} from "../../records/index.ts";
import { useFeedback } from "../../ui/feedback";
import { movedColumns } from "../../views/columns";
import { useDescription } from "../../views/computed/use-description";
import { ROW_PIXELS } from "../../views/search";
import { type CellFiles, CellFilesHost } from "./cell-files";
import type { HeaderSpot } from "./header-menu";
import type { RowSpot } from "./row-menu";
import type { TableState } from "./use-table-state";

/** What the page may ask of the grid. */
export interface GridHandle {
  grid: Grid;
  source: RecordSource;
  /** Puts the selection on the line for new records. */
  start: () => void;
}

interface TableGridProps {
  ref: Ref<GridHandle>;
  language: Language;
  state: TableState;
  filter: Filter | null;
  onSave: (state: SaveState, unsaved: number) => void;
  onStats: (stats: Stats) => void;
  onWork: (work: RangeWork | null) => void;
  onConflict: (conflicts: readonly Conflict[]) => void;
  onHeaderMenu: (spot: HeaderSpot) => void;
  onRowMenu: (spot: RowSpot) => void;
  onAddColumn: () => void;
}

/** Mounts the spreadsheet core over the records of a table. */
export function TableGrid(props: TableGridProps) {
  const { state, filter, language, ref } = props;
  const { table, arrangement, columns, search } = state;
  const describe = useDescription(table);
  const told = useMemo(
    () => ({ ...table, fields: table.fields.map((field) => ({ ...field, note: describe(field) })) }),
    [table, describe],
  );
  const { message } = useFeedback();
  const host = useRef<HTMLDivElement>(null);
  const made = useRef<GridHandle | null>(null);
  const files = useRef<CellFiles>(null);
  const latest = useRef(props);
  latest.current = props;

  const shape = {
    filter,
    sorts: arrangement.sorts,
    search: search.q || null,
    columns: columns.map((column) => ({
      field: column.field.key,
      hidden: column.hidden,
      width: column.width ?? null,
    })),
  };
  const shapeKey = JSON.stringify(shape);
  const shapeNow = useRef(shape);
  shapeNow.current = shape;

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once per table and language; later changes go through the effects below
  useEffect(() => {
    if (!host.current) return;
    const source = new RecordSource({
      table: told,
      view: shapeNow.current,
      transport: { ...httpTransport({ language }), listen },
      looks: lookOf,
      language,
      onState: (saveState, unsaved) => {
        latest.current.onSave(saveState, unsaved);
        if (saveState === "saved") {
          void cache.invalidateQueries({ queryKey: ["count", table.key] });
          void cache.invalidateQueries({ queryKey: ["changes"] });
        }
      },
      onConflict: (conflicts) => latest.current.onConflict(conflicts),
      onRefused: (text) => void message.error(text, 6),
      onWork: (work) => latest.current.onWork(work),
      onWarned: (text) => void message.open({ type: "warning", content: text, duration: 6, key: "warned" }),
      onCatalog: () => void cache.invalidateQueries({ queryKey: ["tables"] }),
    });
    const options: GridOptions = {
      source,
      looks: lookOf,
      language,
      frozen: arrangement.frozen,
      rowHeight: ROW_PIXELS[arrangement.row_height],
      readonly: !table.can.edit,
      newRows: table.can.create,
      onHeaderMenu: (column, anchor) => latest.current.onHeaderMenu({ column, anchor }),
      onContextMenu: (target, point) => latest.current.onRowMenu({ target, point }),
      onOpenRecord: (row) => latest.current.state.openRecord(row.id),
      onHandOver: (spot) => files.current?.open(spot),
      onFiles: (dropped, spot) => files.current?.add(dropped, spot),
      onAddColumn: table.can.design ? () => latest.current.onAddColumn() : undefined,
      onColumnResize: (column, width) => {
        const now = latest.current.state;
        now.setColumns(now.columns.map((one) => (one.field.key === column ? { ...one, width } : one)));
      },
      today: sayToday,
      fixedColumns: 1,
      onColumnMove: (places, before) => {
        const now = latest.current.state;
        now.setColumns(movedColumns(now.columns, places, before));
      },
      onSelection: (stats) => latest.current.onStats(stats),
      onNotice: (notice) =>
        void message.open({
          type: notice.level,
          content: notice.text,
          key: notice.key,
          duration: notice.level === "error" ? 6 : 3,
        }),
    };
    const grid = new Grid(host.current, options);
    const handle = { grid, source, start: () => grid.selectNewRow() };
    made.current = handle;
    setRef(ref, handle);
    grid.focus();
    return () => {
      setRef(ref, null);
      made.current = null;
      grid.destroy();
      source.destroy();
    };
  }, [table.key, language]);

  useEffect(() => made.current?.source.setTable(told), [told]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the shape
  useEffect(() => made.current?.source.setView(shapeNow.current), [shapeKey]);
  useEffect(() => {
    made.current?.grid.update({
      frozen: arrangement.frozen,
      rowHeight: ROW_PIXELS[arrangement.row_height],
      readonly: !table.can.edit,
    });
  }, [arrangement.frozen, arrangement.row_height, table.can.edit]);

  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if ((made.current?.source.unsaved() ?? 0) > 0) event.preventDefault();
    };
    addEventListener("beforeunload", guard);
    return () => removeEventListener("beforeunload", guard);
  }, []);

  return (
    <>
      <div ref={host} className="grid-host" />
      <CellFilesHost table={table} handle={made} ask={files} readonly={!table.can.edit} />
    </>
  );
}

function setRef(ref: Ref<GridHandle>, handle: GridHandle | null): void {
  if (typeof ref === "function") ref(handle);
  else if (ref) ref.current = handle;
}
