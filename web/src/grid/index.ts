/**
 * The spreadsheet grid of Kehu: framework-free, knows no CRM and no HTTP.
 *
 * Public surface
 * - `new Grid(host, options)`: a grid in a positioned element with a size of its own. Methods: `update`, `focus`,
 *   `select(row, column)`, `selectNewRow`, `selectedRows`, `selectedColumns`, `archiveSelected`, `clearSelected`,
 *   `undo`, `redo`, `destroy`.
 * - `GridOptions`: `source` (a `GridSource`, usually `RecordSource` of `web/src/records`), `looks` (usually `lookOf`
 *   of `web/src/fields`), and callbacks: `onHeaderMenu(column, anchor)`, `onContextMenu(target, point)`,
 *   `onOpenRecord(row, index)`, `onAddColumn(anchor)`, `onColumnResize(column, width)`, `onSelection(stats)`,
 *   `onNotice(notice)`, `onHandOver(spot)` and `onFiles(files, spot)` for cells that the host opens or fills.
 * - Writes carry what the person saw (`CellEdit.version`) and which doing they belong to (`WriteOptions.action`).
 * - `GridSource`: what the grid shows and writes to. `FieldLook`: how a kind of field is shown and edited.
 *
 * In React, mount it by an effect and keep it for the life of the table:
 *
 *     const host = useRef<HTMLDivElement>(null);
 *     useEffect(() => {
 *       if (!host.current) return;
 *       const grid = new Grid(host.current, { source, looks: lookOf, language, onNotice, onHeaderMenu });
 *       return () => grid.destroy();
 *     }, [source, language]);
 *     return <div ref={host} style={{ position: "relative", height: "100%" }} />;
 *
 * Callbacks are read when they are called, so pass stable functions (or ones that read a ref). Popups of editors are
 * appended to `document.body` above everything (z-index 1200). Colours are CSS variables on `.kg` (see `grid.css`).
 */
export { Grid } from "./grid.ts";
export type { EditSession, FieldLook, Language, LookBook, LookContext, Popup } from "./look.ts";
export { Unreadable } from "./look.ts";
export type { CellSpot, FootFigure, GridOptions, MenuTarget, Notice } from "./options.ts";
export type { Stats } from "./stats.ts";
export type {
  CellEdit,
  Column,
  FileEntry,
  FillMode,
  GridSource,
  Kind,
  Mark,
  NewRow,
  Option,
  RangeSource,
  Row,
  RowId,
  SourceEvent,
  Span,
  Value,
  WriteOptions,
  WriteOutcome,
  WriteSource,
} from "./types.ts";
