import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "../../api/queries";
import type { Field, Table } from "../../api/types";
import type { Stats } from "../../grid/index.ts";
import type { Conflict, RangeWork, SaveState } from "../../records/index.ts";
import { useProblem } from "../../ui/problem";
import type { ColumnTask } from "../../views/field-dialog";
import { complete } from "../../views/filters";
import { EmptyTable } from "./empty-table";
import { FootMenu } from "./foot-menu";
import { HeaderMenu, type HeaderSpot } from "./header-menu";
import { RowMenu, type RowSpot } from "./row-menu";
import { StatusBar } from "./status-bar";
import { type GridHandle, TableGrid } from "./table-grid";
import { TableHead } from "./table-head";
import { TableTools } from "./table-tools";
import { useDeskKeys } from "./use-desk-keys";
import { useFigures } from "./use-figures";
import { useTableState } from "./use-table-state";

const ConflictDialog = lazy(() =>
  import("./conflict-dialog").then((file) => ({ default: file.ConflictDialog })),
);
const FieldDialog = lazy(() =>
  import("../../views/field-dialog").then((file) => ({ default: file.FieldDialog })),
);
const SplitDialog = lazy(() =>
  import("../../views/split-dialog").then((file) => ({ default: file.SplitDialog })),
);
const KeyboardHelp = lazy(() => import("./keyboard-help").then((file) => ({ default: file.KeyboardHelp })));
const CellHistory = lazy(() =>
  import("../record/cell-history").then((file) => ({ default: file.CellHistory })),
);
const CompareDialog = lazy(() =>
  import("../record/compare-dialog").then((file) => ({ default: file.CompareDialog })),
);
const RecordDrawer = lazy(() =>
  import("../record/record-drawer").then((file) => ({ default: file.RecordDrawer })),
);

/** A table on a desk: tabs, tools, the grid filling the page, figures beneath. */
export function TableDesk({ table }: { table: Table }) {
  const { i18n } = useTranslation("table");
  const meta = useMeta();
  const state = useTableState(table);
  const handle = useRef<GridHandle>(null);
  const [save, setSave] = useState<{ state: SaveState; unsaved: number }>({ state: "saved", unsaved: 0 });
  const [stats, setStats] = useState<Stats | null>(null);
  const [total, setTotal] = useState<number>();
  const [work, setWork] = useState<RangeWork | null>(null);
  const [helping, setHelping] = useState<boolean | null>(null);
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const [asking, setAsking] = useState(false);
  const [header, setHeader] = useState<HeaderSpot | null>(null);
  const [row, setRow] = useState<RowSpot | null>(null);
  const [task, setTask] = useState<ColumnTask | null>(null);
  const [cell, setCell] = useState<{ id: number; field: Field } | null>(null);
  const [pair, setPair] = useState<readonly [number, number] | null>(null);
  const [filterOpen, setFilterOpen] = useState(false);

  const [foot, setFoot] = useState<HeaderSpot | null>(null);

  useDeskKeys(handle, useProblem(), () => setHelping(true));

  const { arrangement, search } = state;
  const filter = useMemo(
    () => complete(arrangement.filter, state.askable, meta),
    [arrangement.filter, state.askable, meta],
  );
  const figures = useFigures(state, filter);
  const narrowed = Boolean(filter || search.q);

  return (
    <div className="desk">
      <TableHead
        state={state}
        save={save}
        handle={handle}
        conflicts={conflicts.length}
        onConflicts={() => setAsking(true)}
      />
      <TableTools
        state={state}
        filterOpen={filterOpen}
        onFilterOpen={setFilterOpen}
        onAddField={() => setTask({ kind: "add" })}
      />
      <div className="desk-grid">
        <TableGrid
          ref={handle}
          language={i18n.language === "en" ? "en" : "zh-CN"}
          state={state}
          filter={filter}
          onSave={(saveState, unsaved) => setSave({ state: saveState, unsaved })}
          onStats={setStats}
          onTotal={setTotal}
          onWork={setWork}
          onConflict={(list) => {
            setConflicts(list);
            if (list.length > conflicts.length) setAsking(true);
          }}
          foot={figures.foot}
          figures={figures.chosen}
          onFootMenu={setFoot}
          onHeaderMenu={setHeader}
          onRowMenu={setRow}
          onAddColumn={() => setTask({ kind: "add" })}
        />
        {total === 0 && (
          <EmptyTable state={state} narrowed={narrowed} onStart={() => handle.current?.start()} />
        )}
      </div>
      <StatusBar total={total} narrowed={narrowed} stats={stats} work={work} />
      <HeaderMenu
        spot={header}
        state={state}
        onClose={() => setHeader(null)}
        onTask={setTask}
        onFilter={() => setFilterOpen(true)}
      />
      <FootMenu spot={foot} state={state} onClose={() => setFoot(null)} />
      <RowMenu
        spot={row}
        state={state}
        handle={handle}
        onClose={() => setRow(null)}
        onCellHistory={(id, key) => {
          const field = table.fields.find((one) => one.key === key);
          if (field) setCell({ id, field });
        }}
        onCompare={setPair}
      />
      <Suspense fallback={null}>
        {helping !== null && (
          <KeyboardHelp
            open={helping}
            onClose={() => setHelping(false)}
            onClosed={() => handle.current?.grid.focus()}
          />
        )}
        {cell && <CellHistory table={table} {...cell} onClose={() => setCell(null)} />}
        {pair && <CompareDialog table={table} ids={pair} onClose={() => setPair(null)} />}
        {task?.kind === "split" && (
          <SplitDialog table={table} field={task.field} onClose={() => setTask(null)} />
        )}
        {task && task.kind !== "split" && (
          <FieldDialog table={table} task={task} onClose={() => setTask(null)} />
        )}
        {asking && conflicts.length > 0 && (
          <ConflictDialog
            table={table}
            conflicts={conflicts}
            handle={handle}
            onLeft={setConflicts}
            onClose={() => setAsking(false)}
          />
        )}
        {search.record !== undefined && (
          <RecordDrawer
            key={search.record}
            table={table}
            id={search.record}
            onClose={() => state.openRecord(null)}
            onOpen={state.openRecord}
          />
        )}
      </Suspense>
    </div>
  );
}
