/** Moves values: single edits, copy, cut, paste, fill and clear. */
import { readClipboard } from "./clipboard.ts";
import { Copying, everyRow } from "./copying.ts";
import type { Core } from "./core.ts";
import { parsed } from "./editor.ts";
import type { Stretch } from "./filling.ts";
import { type PastePlan, planPaste, sizeOf } from "./paste.ts";
import { type Cell, columnIndexes, cut, type Range, rowSpans, type Selection } from "./selection.ts";
import type { Block } from "./tsv.ts";
import type {
  CellEdit,
  FillMode,
  NewRow,
  Pasting,
  Row,
  Span,
  Value,
  WriteOptions,
  WriteOutcome,
} from "./types.ts";

/** More rows than this are not copied; exporting is for them. */
const MOST_ROWS = 200_000;
/** Rows that are filled and cells that are pasted from what is loaded; more are the source's. */
const FEW_ROWS = 500;
const FEW_CELLS = 10_000;
/** More cells than this are not pasted at once. */
const MOST_CELLS = 300_000;

/** The data moves of one grid. */
export class Transfer {
  private readonly copying: Copying;
  private cutting: Selection | undefined;
  private actions = 0;

  constructor(private readonly core: Core) {
    this.copying = new Copying(core);
  }

  /** Writes one value into a record, loaded or `unread`, or makes a record of it on the new-record line. */
  async put(cell: Cell, row: Row | undefined, value: Value, text: string, unread = false): Promise<void> {
    const { scene } = this.core;
    const column = scene.columns[cell.column];
    if (!column) return;
    const { source } = scene.options;
    scene.copied = undefined;
    if (!row && !unread) await source.insert([{ [column.key]: value }], { source: "grid" });
    else {
      const seen = row && { id: row.id, version: row.version };
      const edit = { row: cell.row, ...seen, column: column.key, value, text: text || undefined };
      await source.write([edit], { source: "grid" });
    }
  }

  /** Puts the selection on the clipboard; a cut moves it with the next paste. */
  copy(event: ClipboardEvent, cutting = false): void {
    const { selection } = this.core.scene;
    if (this.copying.copy(event)) this.cutting = cutting ? selection : undefined;
  }

  /** Takes a paste event: cells are written, rows past the end are made. */
  paste(event: ClipboardEvent): void {
    event.preventDefault();
    const html = event.clipboardData?.getData("text/html") ?? "";
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const block = readClipboard(html, text);
    if (block.length > 0) void this.core.attempt(() => this.pasteBlock(block));
  }

  /** Pastes a block at the selection. */
  async pasteBlock(block: Block): Promise<void> {
    const { core } = this;
    const { scene } = core;
    if (scene.endless) await scene.options.source.whenCounted();
    const range = this.pasteRange();
    if (!range) return;
    const lines = Math.max(block.length, range.bottom - range.top + 1);
    if (scene.crossesGroups(range.top, range.top + lines - 1))
      return core.notice({ level: "warning", text: scene.texts.pasteAcross, key: "paste" });
    const size = sizeOf(block, range);
    if (scene.options.source.ranges && this.isLarge(block, range, size)) return this.pasteFar(block, range);
    if (size > MOST_CELLS) {
      const text = scene.texts.pasteTooMuch(size, MOST_CELLS);
      return core.notice({ level: "warning", text, key: "paste" });
    }
    const plan = planPaste(block, {
      range,
      rowCount: scene.count,
      columnCount: scene.columns.length,
      canInsert: scene.newLine,
      writable: (column) => scene.canWrite(column),
    });
    const { cutting } = this;
    this.cutting = undefined;
    scene.copied = undefined;
    if (plan.cells.length === 0 && plan.rows.length === 0)
      return core.notice({ level: "warning", text: scene.texts.readonly, key: "paste" });
    const action = ++this.actions;
    if (cutting) await this.clear(cutting, action);
    const outcome = await this.carryOut(plan, action);
    this.report(plan, outcome);
  }

  /** Whether a paste is for the source: many cells, or rows that are not loaded. */
  private isLarge(block: Block, range: Range, size: number): boolean {
    const { scene } = this.core;
    if (size > FEW_CELLS) return true;
    const last = Math.min(scene.count, range.top + this.tall(block, range)) - 1;
    return last >= range.top && !everyRow({ from: range.top, to: last }, (row) => scene.row(row));
  }

  /** The rows that a block covers: whole times over the selection, else once. */
  private tall(block: Block, range: Range): number {
    const rows = range.bottom - range.top + 1;
    return rows > block.length && rows % block.length === 0 ? rows : block.length;
  }

  /** Pastes over rows that need not be loaded. */
  private async pasteFar(block: Block, range: Range): Promise<void> {
    const { scene } = this.core;
    const wide = Math.max(1, ...block.map((line) => line.length));
    const across = range.right - range.left + 1;
    const width = Math.min(
      across > wide && across % wide === 0 ? across : wide,
      scene.columns.length - range.left,
    );
    const places = Array.from({ length: width }, (_, index) => index).filter((index) =>
      scene.canWrite(range.left + index),
    );
    const pasting: Pasting = {
      rows: { from: range.top, to: range.top + this.tall(block, range) - 1 },
      columns: places.flatMap((index) => scene.columns[range.left + index]?.key ?? []),
      block: block.map((line) => places.map((index) => line[index % wide] ?? "")),
      insert: scene.newLine,
    };
    const { cutting } = this;
    this.cutting = undefined;
    scene.copied = undefined;
    if (places.length === 0)
      return this.core.notice({ level: "warning", text: scene.texts.readonly, key: "paste" });
    const options = this.far("paste");
    if (cutting) await this.clear(cutting, options.action);
    const outcome = await scene.options.source.ranges?.paste(pasting, options);
    if (!outcome) return;
    const failed = outcome.failed + outcome.conflicts;
    const text = scene.texts.pasted(outcome.written * places.length - failed, failed);
    this.core.notice({ level: failed ? "warning" : "success", text, key: "paste" });
  }

  /** Options of a doing on many rows; how far it is, the source tells its host. */
  private far(source: WriteOptions["source"]): WriteOptions & { action: number } {
    return { source, action: ++this.actions };
  }

  private pasteRange(): Range | undefined {
    const { scene } = this.core;
    const range = scene.selection.ranges.at(-1);
    // A block of selected rows ends with the records; only a cell on the new-record line itself makes records.
    return (
      range && ((range.bottom > range.top && cut(range, scene.recordBounds)) || cut(range, scene.bounds))
    );
  }

  private async carryOut(plan: PastePlan, action: number): Promise<WriteOutcome> {
    const { scene } = this.core;
    const { source } = scene.options;
    const edits = plan.cells.flatMap((landing) => this.edit(landing.row, landing.column, landing.text));
    const inserted = plan.rows.map((line) => this.newRow(line));
    const total = edits.length + inserted.length;
    let before = 0;
    const progress = (done: number) => {
      if (total < 1000) return;
      const text = scene.texts.pasting(before + done, total);
      this.core.notice({ level: "info", text, key: "paste" });
    };
    const { left, top, bottom, right } = plan.range;
    const corner = { row: top, column: left };
    this.core.setSelection(
      { active: corner, anchor: corner, focus: { row: bottom, column: right }, ranges: [plan.range] },
      null,
    );
    const first = edits.length ? await source.write(edits, { source: "paste", progress, action }) : NONE;
    before = edits.length;
    const second = inserted.length
      ? await source.insert(inserted, { source: "paste", progress, action })
      : NONE;
    return {
      written: first.written + second.written,
      failed: first.failed + second.failed,
      conflicts: first.conflicts + second.conflicts,
    };
  }

  private edit(row: number, column: number, text: string): CellEdit | never[] {
    const { scene } = this.core;
    const field = scene.columns[column];
    const look = scene.looks[column];
    if (!field || !look) return [];
    return { row, id: scene.row(row)?.id, column: field.key, value: parsed(look, field, text, scene), text };
  }

  private newRow(line: readonly (readonly [number, string])[]): NewRow {
    const { scene } = this.core;
    const values: Record<string, Value> = {};
    for (const [column, text] of line) {
      const field = scene.columns[column];
      const look = scene.looks[column];
      if (field && look && text !== "") values[field.key] = parsed(look, field, text, scene);
    }
    return values;
  }

  private report(plan: PastePlan, outcome: WriteOutcome): void {
    const { texts } = this.core.scene;
    const failed = outcome.failed + outcome.conflicts;
    if (plan.cells.length + plan.rows.length > 1 || failed > 0) {
      const level = failed ? "warning" : "success";
      this.core.notice({ level, text: texts.pasted(outcome.written, failed), key: "paste" });
    }
    if (plan.overflow > 0)
      this.core.notice({ level: "warning", text: texts.pasteOverflow(plan.overflow), key: "overflow" });
  }

  /** Empties the selected cells. */
  async clear(selection = this.core.scene.selection, action?: number): Promise<void> {
    const { scene } = this.core;
    if (scene.endless) await scene.options.source.whenCounted();
    const spans = rowSpans(selection, scene.recordBounds);
    const writable = columnIndexes(selection, scene.recordBounds).filter((column) => scene.canWrite(column));
    if (spans.length === 0) return;
    const chosen = this.clearable(writable);
    if (chosen.length === 0)
      return this.core.notice({ level: "warning", text: scene.texts.readonly, key: "clear" });
    const keys = chosen.flatMap((column) => scene.columns[column]?.key ?? []);
    const options = this.far("clear");
    const outcome = await scene.options.source.clear(spans, keys, {
      ...options,
      action: action ?? options.action,
    });
    const rows = spans.reduce((sum, span) => sum + span.to - span.from + 1, 0);
    const { failed } = outcome;
    if (failed > 0) this.core.notice({ level: "warning", text: scene.texts.cleared(failed), key: "clear" });
    else if (rows > FEW_ROWS && action === undefined)
      this.core.notice({ level: "success", text: scene.texts.clearedRows(rows), key: "clear" });
  }

  /** Of several columns the required ones are left as they are, and that is told. */
  private clearable(columns: readonly number[]): readonly number[] {
    const { scene } = this.core;
    const kept = columns.filter((column) => scene.columns[column]?.required);
    if (kept.length === 0 || kept.length === columns.length) return columns;
    const names = kept.map((column) => scene.columns[column]?.name ?? "").join(", ");
    this.core.notice({ level: "info", text: scene.texts.kept(names), key: "kept" });
    return columns.filter((column) => !kept.includes(column));
  }

  /** Fills the selection from its first row or column (Ctrl+D, Ctrl+R). */
  async fill(direction: "down" | "right"): Promise<void> {
    const { scene } = this.core;
    if (scene.endless) await scene.options.source.whenCounted();
    const last = scene.selection.ranges.at(-1);
    const range = last && cut(last, scene.recordBounds);
    if (!range) return;
    const many = range.bottom - range.top >= FEW_ROWS;
    if (scene.options.source.ranges && (many || !this.holds(range)))
      return this.fillRange({ range, direction, seeds: 1 }, "copy");
    if (many && range.bottom - range.top > MOST_ROWS) return;
    const edits: CellEdit[] = [];
    for (let row = range.top; row <= range.bottom; row++)
      for (let column = range.left; column <= range.right; column++) {
        const from = direction === "down" ? { row: range.top, column } : { row, column: range.left };
        if ((from.row === row && from.column === column) || !scene.canWrite(column)) continue;
        edits.push(...this.copyOf(from, row, column));
      }
    if (edits.length > 0) await scene.options.source.write(edits, { source: "fill" });
  }

  private holds(range: Range): boolean {
    return everyRow({ from: range.top, to: range.bottom }, (row) => this.core.scene.row(row));
  }

  /** Goes on from the first filled rows of the selection in a way that was chosen. */
  async fillDown(mode: FillMode): Promise<void> {
    const { scene } = this.core;
    if (scene.endless) await scene.options.source.whenCounted();
    const last = scene.selection.ranges.at(-1);
    const range = last && cut(last, scene.recordBounds);
    if (!range || range.top === range.bottom) return;
    await this.fillRange({ range, direction: "down", seeds: this.seeds(range) }, mode);
  }

  /** How many first rows of a range hold something, one at least. */
  private seeds(range: Range): number {
    const { scene } = this.core;
    const key = scene.columns[range.left]?.key ?? "";
    const filled = (row: number) => (scene.row(row)?.values[key] ?? null) !== null;
    let seeds = 1;
    while (range.top + seeds <= range.bottom && seeds < 100 && filled(range.top + seeds)) seeds++;
    return range.top + seeds > range.bottom ? 1 : seeds;
  }

  /** Fills a range through the source, which needs none of its rows loaded. */
  async fillRange({ range, direction, seeds }: Stretch, mode: FillMode): Promise<void> {
    const { scene } = this.core;
    const { ranges } = scene.options.source;
    const across = direction === "left" || direction === "right";
    const columns: string[] = [];
    for (let column = range.left; column <= range.right; column++) {
      const seed =
        direction === "right"
          ? column < range.left + seeds
          : direction === "left"
            ? column > range.right - seeds
            : false;
      if (seed || scene.canWrite(column)) columns.push(scene.columns[column]?.key ?? "");
    }
    if (!ranges || columns.length <= (across ? seeds : 0))
      return this.core.notice({ level: "warning", text: scene.texts.readonly, key: "fill" });
    const rows: Span = { from: range.top, to: range.bottom };
    const corner = { row: range.top, column: range.left };
    const focus = { row: range.bottom, column: range.right };
    this.core.setSelection({ active: corner, anchor: corner, focus, ranges: [range] }, null);
    const outcome = await ranges.fill({ rows, columns, direction, seeds, mode }, this.far("fill"));
    const failed = outcome.failed + outcome.conflicts;
    const total = range.bottom - range.top + 1;
    if (failed > 0 || total > FEW_ROWS)
      this.core.notice({
        level: failed ? "warning" : "success",
        text: scene.texts.filled(total, failed),
        key: "fill",
      });
  }

  private copyOf(from: Cell, row: number, column: number): CellEdit[] {
    const { scene } = this.core;
    const field = scene.columns[column];
    const source = scene.columns[from.column];
    const found = scene.row(from.row);
    if (!field || !source || !found) return [];
    if (source.key !== field.key) return [this.edit(row, column, scene.text(found, from.column))].flat();
    return [{ row, id: scene.row(row)?.id, column: field.key, value: found.values[source.key] ?? null }];
  }
}

const NONE: WriteOutcome = { written: 0, failed: 0, conflicts: 0 };
