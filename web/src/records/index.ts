/**
 * The server-backed source of the grid.
 *
 * `GroupedSource` stands over a `RecordSource` and shows its records in groups; `Tints` tells the colours of records.
 *
 * Public surface
 * - `httpTransport({ language })`: the port to `/api` (cookies, CSRF, problem+json, EventSource shared by all).
 * - `new RecordSource(options)`: a `GridSource` for one table and view.
 *   `options`: `table` (from `GET /api/tables`), `view` (`filter, sorts, search, archived, columns`), `transport`,
 *   `looks`, `language`, callbacks `onState(state, unsaved)`, `onConflict(conflicts)`, `onRefused(message)`,
 *   `onCatalog(version)`.
 *   Methods besides `GridSource`: `setView(view)` (a new filter or sort starts over, a new column arrangement does not),
 *   `setTable(table)` (after a catalog change), `refresh()`, `conflicts()`, `resolve(conflict, "mine" | "theirs")`,
 *   `state()`, `unsaved()`, `recordAt(index)`, `destroy()`.
 *   A leave guard should ask when `unsaved() > 0`: it counts edits under way, refused cells, conflicts and new records
 *   that still lack something, also while `state()` is "saved".
 *   Undo and redo go through the write queue, and take back all changes of one doing (a large paste, a cut) together.
 * - `columnsOf(table, view)`: the grid's columns of a view.
 *
 *     const source = useMemo(() => new RecordSource({ table, view, transport, looks: lookOf }), [table.key]);
 *     useEffect(() => source.setView(view), [source, view]);
 *     useEffect(() => () => source.destroy(), [source]);
 */
export { columnsOf } from "./columns.ts";
export type { Conflict, RangeWork, RecordSourceOptions, SaveState } from "./given.ts";
export type { GroupLevel } from "./group-labels.ts";
export { groupLabel } from "./group-labels.ts";
export type { Figure, GroupFound, ListGroups } from "./grouped.ts";
export { GroupedSource } from "./grouped.ts";
export { httpTransport } from "./http.ts";
export { RecordSource } from "./source.ts";
export { type ColorRule, Tints } from "./tints.ts";
export type { Transport } from "./transport.ts";
export { Refused, Unreachable } from "./transport.ts";
export type { ColumnSetting, FieldShape, LiveEvent, TableShape, ViewShape } from "./wire.ts";
