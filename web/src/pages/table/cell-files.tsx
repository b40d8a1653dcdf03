import { lazy, type RefObject, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { records } from "../../api/calls";
import type { FileEntry, Table } from "../../api/types";
import { filesOf } from "../../fields/parts/files.ts";
import { UploadTray } from "../../files/upload-tray";
import { sendAll } from "../../files/uploads.ts";
import type { CellSpot } from "../../grid/index.ts";
import type { GridHandle } from "./table-grid";
import { usePress } from "./use-press";

const FilesDialog = lazy(() => import("../../files/files-dialog"));

/** What the grid asks for when a cell of files is opened, or files fall on one. */
export interface CellFiles {
  open: (spot: CellSpot) => void;
  add: (files: readonly File[], spot: CellSpot) => void;
}

interface CellFilesProps {
  table: Table;
  handle: RefObject<GridHandle | null>;
  ask: RefObject<CellFiles | null>;
  readonly: boolean;
}

/** Files in cells of the grid: the window in which they are managed, and those on their way. */
export function CellFilesHost({ table, handle, ask, readonly }: CellFilesProps) {
  const { t } = useTranslation("files");
  const [spot, setSpot] = useState<CellSpot | null>(null);
  const refresh = useCallback(() => handle.current?.source.refresh(), [handle]);
  const press = usePress(refresh);
  const desk = useMemo(() => deskOf(table.key, handle), [table.key, handle]);
  useEffect(() => {
    const open = (on: CellSpot) => {
      if (on.column.type !== "button") return setSpot(on);
      const { key, name, config } = on.column;
      if (on.row && on.row.id > 0) press({ table: table.key, record: on.row.id, key, name, config });
    };
    ask.current = { open, add: (files, on) => void desk.add(files, on) };
    return () => {
      ask.current = null;
    };
  }, [ask, desk, press, table.key]);
  useEffect(() => {
    // A file that falls beside the grid would be opened by the browser in place of the application.
    const keep = (event: DragEvent) => event.dataTransfer?.types.includes("Files") && event.preventDefault();
    addEventListener("dragover", keep);
    addEventListener("drop", keep);
    return () => {
      removeEventListener("dragover", keep);
      removeEventListener("drop", keep);
    };
  }, []);

  const most = spot?.column.config.most;
  return (
    <>
      <UploadTray place={desk.place} />
      {spot && (
        <Suspense>
          <FilesDialog
            key={`${spot.row?.id}.${spot.column.key}`}
            title={
              spot.row?.title
                ? t("cell_title", { field: spot.column.name, record: spot.row.title })
                : spot.column.name
            }
            label={spot.column.name}
            files={filesOf(spot.row?.values[spot.column.key]) as FileEntry[]}
            pictures={spot.column.type === "image"}
            most={typeof most === "number" ? most : undefined}
            readonly={readonly || spot.column.readonly}
            onChange={(files) => {
              desk.put(spot, files);
              if (!spot.row) setSpot(null); // the record that was just made has a cell of its own
            }}
            onClose={() => {
              setSpot(null);
              handle.current?.grid.focus();
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/** Writes files into cells of one table through the grid's own source, so that they show at once and can be undone. */
function deskOf(table: string, handle: RefObject<GridHandle | null>) {
  const place = `grid.${table}`;
  const put = (spot: CellSpot, files: readonly FileEntry[]) => {
    const source = handle.current?.source;
    const value = files.length > 0 ? files : null;
    if (!source) return;
    const id = spot.row?.id;
    if (id === undefined) {
      if (value) void source.insert([{ [spot.column.key]: value }], { source: "grid" });
      return;
    }
    void source.write([{ row: spot.index, id, column: spot.column.key, value }], { source: "grid" });
  };

  /** The files that the cell holds now: somebody may have added some while others were on their way. */
  const held = async (spot: CellSpot): Promise<readonly FileEntry[]> => {
    const source = handle.current?.source;
    const id = spot.row?.id;
    if (!source || id === undefined) return [];
    const index = source.indexOf(id);
    const row = index === undefined ? undefined : source.row(index);
    if (row) return filesOf(row.values[spot.column.key]) as FileEntry[];
    return filesOf((await records.read(table, id)).values[spot.column.key]) as FileEntry[];
  };

  const add = async (files: readonly File[], spot: CellSpot) => {
    const arrived = await sendAll(files, place);
    if (arrived.length === 0) return;
    const before = await held(spot);
    const known = new Set(before.map((one) => one.file));
    put(spot, [...before, ...arrived.filter((one) => !known.has(one.file))]);
  };

  return { place, put, add };
}
