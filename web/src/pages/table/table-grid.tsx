import { type Ref, useEffect, useMemo, useRef } from "react";
import { records } from "../../api/calls";
import { listen } from "../../api/events";
import { cache, useMeta } from "../../api/queries";
import type { Filter, Wire } from "../../api/types";
import { lookOf } from "../../fields/index.ts";
import { sayToday } from "../../fields/parts/zone.ts";
import { type FootFigure, Grid, type GridOptions, type Language, type Stats } from "../../grid/index.ts";
import {
  type Conflict,
  GroupedSource,
  httpTransport,
  type RangeWork,
  RecordSource,
  type SaveState,
  Tints,
} from "../../records/index.ts";
import { pillColors } from "../../ui/colors";
import { useFeedback } from "../../ui/feedback";
import { followed } from "../../ui/job";
import { sayProblem } from "../../ui/problem";
import { movedColumns } from "../../views/columns";
import { useDescription } from "../../views/computed/use-description";
import { askFor, type Summary, sayFigure } from "../../views/figures";
import { complete } from "../../views/filters";
import { keepFolded, readFolded, sortsOf, usableGroups } from "../../views/groups";
import { ROW_PIXELS } from "../../views/search";
import { type CellFiles, CellFilesHost } from "./cell-files";
import type { HeaderSpot } from "./header-menu";
import type { RowSpot } from "./row-menu";
import type { TableState } from "./use-table-state";

/** What the page may ask of the grid. */
export interface GridHandle {
  grid: Grid;
  source: RecordSource;
  /** What the grid shows: the records in their groups. */
  shown: GroupedSource;
  tints: Tints;
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
  /** How many records the view shows; undefined until that is known. */
  onTotal: (total: number | undefined) => void;
  onWork: (work: RangeWork | null) => void;
  onConflict: (conflicts: readonly Conflict[]) => void;
  /** Figures at the foot, and those of every group. */
  foot: ReadonlyMap<string, FootFigure> | undefined;
  figures: readonly Summary[];
  onFootMenu: (spot: HeaderSpot) => void;
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
  const meta = useMeta();
  const groups = useMemo(
    () => usableGroups(arrangement.groups, table.fields, meta),
    [arrangement.groups, table.fields, meta],
  );
  const host = useRef<HTMLDivElement>(null);
  const made = useRef<GridHandle | null>(null);
  const files = useRef<CellFiles>(null);
  const latest = useRef(props);
  latest.current = props;

  const shape = {
    filter,
    sorts: [...sortsOf(groups), ...arrangement.sorts],
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

  const grouping = { groups, figures: props.figures.map(askFor), folded: readFolded(state.view?.id, groups) };
  const groupingKey = JSON.stringify([state.view?.id, grouping.groups, grouping.figures, shapeKey]);
  const groupingNow = useRef(grouping);
  groupingNow.current = grouping;
  const rules = useMemo(
    () =>
      arrangement.colors.flatMap((rule) => {
        const asked = complete(rule.filter, state.askable, meta);
        return asked ? [{ ...rule, filter: asked }] : [];
      }),
    [arrangement.colors, state.askable, meta],
  );
  const rulesNow = useRef(rules);
  rulesNow.current = rules;

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once per table and language; later changes go through the effects below
  useEffect(() => {
    if (!host.current) return;
    let saving = false;
    const source = new RecordSource({
      table: told,
      view: shapeNow.current,
      transport: { ...httpTransport({ language }), listen },
      looks: lookOf,
      language,
      onRefresh: () => {
        tints.refresh();
        shown.changed();
      },
      onState: (saveState, unsaved) => {
        if (saving && saveState === "saved") shown.saved();
        saving = saveState === "saving";
        latest.current.onSave(saveState, unsaved);
        if (saveState === "saved") {
          void cache.invalidateQueries({ queryKey: ["changes"] });
        }
      },
      onConflict: (conflicts) => latest.current.onConflict(conflicts),
      onRefused: (text) => void message.error(text, 6),
      onWork: (work) => latest.current.onWork(work),
      onFollow: followed,
      onWarned: (text) => void message.open({ type: "warning", content: text, duration: 6, key: "warned" }),
      onCatalog: () => void cache.invalidateQueries({ queryKey: ["tables"] }),
    });
    const tellTotal = () => latest.current.onTotal(source.countKnown() ? source.rowCount() : undefined);
    source.subscribe(tellTotal);
    tellTotal();
    const shown = new GroupedSource({
      source,
      list: (request, signal) => records.groups(table.key, request, signal),
      looks: lookOf,
      fieldOf: (key) => latest.current.state.table.fields.find((field) => field.key === key),
      sayFigure: (figure, value, count) => {
        const chosen = latest.current.figures.find((one) => one.field.key === figure.field);
        return chosen ? sayFigure(chosen, value as Wire, count, source.context) : "";
      },
      onFold: (folded) => keepFolded(latest.current.state.view?.id, groupingNow.current.groups, folded),
      onRefused: (text) => void message.error(text, 6),
    });
    const tints = new Tints(
      async (ids, filters) => (await records.passing(table.key, ids, filters)).passing,
      () => made.current?.grid.repaintCells(),
    );
    tints.setRules(rulesNow.current);
    shown.setGroups(groupingNow.current);
    const options: GridOptions = {
      source: shown,
      foot: latest.current.foot,
      onFootMenu: (column, anchor) => latest.current.onFootMenu({ column, anchor }),
      tint: (row, column) => {
        const color = tints.of(row, column);
        return color && pillColors(color).ground;
      },
      onAddToGroup: (line) =>
        void shown
          .add(line)
          .then((at) => made.current?.grid.select(at, table.title))
          .catch((error: unknown) => message.error(sayProblem(error), 6)),
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
    const handle = { grid, source, shown, tints, start: () => grid.selectNewRow() };
    made.current = handle;
    setRef(ref, handle);
    grid.focus();
    return () => {
      setRef(ref, null);
      made.current = null;
      grid.destroy();
      tints.stop();
      shown.destroy();
      source.destroy();
    };
  }, [table.key, language]);

  useEffect(() => made.current?.source.setTable(told), [told]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the shape
  useEffect(() => made.current?.source.setView(shapeNow.current), [shapeKey]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the groups
  useEffect(() => made.current?.shown.setGroups(groupingNow.current), [groupingKey]);
  useEffect(() => made.current?.tints.setRules(rules), [rules]);
  useEffect(() => made.current?.grid.update({ foot: props.foot }), [props.foot]);
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
