/** Moves values: single edits, copy, cut, paste, fill and clear. */
import { type Copied, readClipboard, writeClipboard } from "./clipboard.ts";
import type { Core } from "./core.ts";
import { parsed } from "./editor.ts";
import type { Stretch } from "./filling.ts";
import { type PastePlan, planPaste, sizeOf } from "./paste.ts";
import { type Cell, columnIndexes, cut, type Range, rowSpans, type Selection } from "./selection.ts";
import { type Block, readTsv } from "./tsv.ts";
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
/** Cells up to which a copy also carries a table, in which Excel keeps long numbers as text. */
const MOST_TABLE = 300_000;
/** More cells than this are not pasted at once. */
const MOST_CELLS = 300_000;

/** A copy that waits for its rows. */
interface Waiting {
  readonly selection: Selection;
  readonly rows: ReadonlyMap<number, Row>;
}

/** The data moves of one grid. */
export class Transfer {
  private waiting: Waiting | undefined;
  /** A copy of many rows that waits for its second press. */
  private loaded: { readonly selection: Selection; readonly copied: Copied } | undefined;
  private cutting: Selection | undefined;
  private actions = 0;

  constructor(private readonly core: Core) {}

  /** Writes one value into a record, or makes a record of it on the new-record line. */
  async put(cell: Cell, row: Row | undefined, value: Value, text: string): Promise<void> {
    const { scene } = this.core;
    const column = scene.columns[cell.column];
    if (!column) return;
    const { source } = scene.options;
    scene.copied = undefined;
    if (!row) await source.insert([{ [column.key]: value }], { source: "grid" });
    else {
      const { id, version } = row;
      const edit = { row: cell.row, id, column: column.key, value, text: text || undefined, version };
      await source.write([edit], { source: "grid" });
    }
  }

  /** Puts the selection on the clipboard; loads missing rows first and asks for a second press. */
  copy(event: ClipboardEvent, cutting = false): void {
    event.preventDefault();
    const { scene } = this.core;
    const spans = rowSpans(scene.selection, scene.recordBounds);
    const rows = spans.reduce((sum, span) => sum + span.to - span.from + 1, 0);
    if (rows === 0) return;
    if (rows > MOST_ROWS)
      return this.core.notice({ level: "warning", text: scene.texts.copyTooMuch(rows), key: "copy" });
    const known = this.waiting?.selection === scene.selection ? this.waiting.rows : undefined;
    const at = (index: number) => scene.row(index) ?? known?.get(index);
    const missing = spans.some((span) => !everyRow(span, at));
    if (this.loaded?.selection === scene.selection) return this.give(event, this.loaded.copied, rows);
    if (missing && scene.options.source.ranges)
      return void this.core.attempt(() => this.fetch(rows, cutting));
    if (missing) return void this.core.attempt(() => this.load(scene.selection, rows));
    const block = this.block(at);
    const { text, html } = writeClipboard(block);
    event.clipboardData?.setData("text/plain", text);
    event.clipboardData?.setData("text/html", html);
    this.waiting = undefined;
    scene.copied = scene.selection;
    this.cutting = cutting ? scene.selection : undefined;
    const cells = block.reduce((sum, line) => sum + line.length, 0);
    if (cells > 1) this.core.notice({ level: "info", text: scene.texts.copied(cells), key: "copy" });
    this.core.viewport.paintSoon();
  }

  /** Puts what was loaded on the clipboard. */
  private give(event: ClipboardEvent, copied: Copied, rows: number): void {
    const { scene } = this.core;
    event.clipboardData?.setData("text/plain", copied.text);
    if (copied.html) event.clipboardData?.setData("text/html", copied.html);
    this.loaded = undefined;
    this.marked(scene.selection, rows);
  }

  private marked(selection: Selection, rows: number): void {
    this.core.scene.copied = selection;
    this.core.notice({ level: "success", text: this.core.scene.texts.copiedRows(rows), key: "copy" });
    this.core.viewport.paintSoon();
  }

  /** Copies rows that are not loaded: at once where the browser lets us wait, else with a second press. */
  private async fetch(count: number, cutting: boolean): Promise<void> {
    const { scene } = this.core;
    const { selection, texts } = scene;
    this.core.notice({ level: "info", text: texts.copyLoading(count), key: "copy" });
    const made = this.copied(selection);
    this.cutting = cutting ? selection : undefined;
    if (typeof ClipboardItem !== "undefined" && navigator.clipboard?.write) {
      const part = (kind: "text" | "html") =>
        made.then(
          (copied) => new Blob([copied[kind]], { type: kind === "text" ? "text/plain" : "text/html" }),
        );
      try {
        await navigator.clipboard.write([
          new ClipboardItem({ "text/plain": part("text"), "text/html": part("html") }),
        ]);
        return this.marked(selection, count);
      } catch {
        // Not allowed here: the person presses once more, and the browser's own event carries it.
      }
    }
    this.loaded = { selection, copied: await made };
    this.core.notice({ level: "success", text: texts.copyReady(count), key: "copy" });
  }

  private async copied(selection: Selection): Promise<Copied> {
    const { scene } = this.core;
    const keys = columnIndexes(selection, scene.recordBounds).flatMap(
      (index) => scene.columns[index]?.key ?? [],
    );
    const spans = rowSpans(selection, scene.recordBounds);
    const text = (await scene.options.source.ranges?.text(spans, keys)) ?? "";
    const rows = spans.reduce((sum, span) => sum + span.to - span.from + 1, 0);
    const html = rows * keys.length <= MOST_TABLE ? writeClipboard(readTsv(text)).html : "";
    return { text: text.replace(/\r\n$/, ""), html };
  }

  private async load(selection: Selection, count: number): Promise<void> {
    const { scene } = this.core;
    this.core.notice({ level: "info", text: scene.texts.copyLoading(count), key: "copy" });
    const rows = new Map<number, Row>();
    for (const span of rowSpans(selection, scene.recordBounds)) {
      const loaded = await scene.options.source.fetchRows(span.from, span.to);
      for (const [offset, row] of loaded.entries()) rows.set(span.from + offset, row);
    }
    this.waiting = { selection, rows };
    this.core.notice({ level: "success", text: scene.texts.copyReady(count), key: "copy" });
  }

  /** The selected texts: one rectangle, or the rectangle around several ranges. */
  private block(at: (row: number) => Row | undefined): string[][] {
    const { scene } = this.core;
    const columns = columnIndexes(scene.selection, scene.recordBounds);
    const block: string[][] = [];
    for (const span of rowSpans(scene.selection, scene.recordBounds))
      for (let row = span.from; row <= span.to; row++)
        block.push(columns.map((column) => scene.text(at(row), column)));
    return block;
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
    const range = this.pasteRange();
    if (!range) return;
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

  /** Options of a doing on many rows, which tells how far it is. */
  private far(source: WriteOptions["source"]): WriteOptions & { action: number } {
    const progress = (done: number, total: number) =>
      this.core.notice({ level: "info", text: this.core.scene.texts.working(done, total), key: source });
    return { source, progress, action: ++this.actions };
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

function everyRow(span: { from: number; to: number }, at: (row: number) => Row | undefined): boolean {
  for (let row = span.from; row <= span.to; row++) if (!at(row)) return false;
  return true;
}
