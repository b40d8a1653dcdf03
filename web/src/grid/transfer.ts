/** Moves values: single edits, copy, cut, paste, fill and clear. */
import { readClipboard, writeClipboard } from "./clipboard.ts";
import type { Core } from "./core.ts";
import { parsed } from "./editor.ts";
import { type PastePlan, planPaste, sizeOf } from "./paste.ts";
import { type Cell, columnIndexes, cut, type Range, rowSpans, type Selection } from "./selection.ts";
import type { Block } from "./tsv.ts";
import type { CellEdit, NewRow, Row, Value, WriteOutcome } from "./types.ts";

/** More rows than this are not copied; exporting is for them. */
const MOST_ROWS = 50_000;
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
    const chosen = columnIndexes(selection, scene.recordBounds).filter((column) => scene.canWrite(column));
    if (spans.length === 0) return;
    if (chosen.length === 0)
      return this.core.notice({ level: "warning", text: scene.texts.readonly, key: "clear" });
    const keys = chosen.flatMap((column) => scene.columns[column]?.key ?? []);
    const { failed } = await scene.options.source.clear(spans, keys, action);
    if (failed > 0) this.core.notice({ level: "warning", text: scene.texts.cleared(failed), key: "clear" });
  }

  /** Fills the selection from its first row or column (Ctrl+D, Ctrl+R). */
  async fill(direction: "down" | "right"): Promise<void> {
    const { scene } = this.core;
    const last = scene.selection.ranges.at(-1);
    const range = last && cut(last, scene.recordBounds);
    if (!range || range.bottom - range.top > MOST_ROWS) return;
    const edits: CellEdit[] = [];
    for (let row = range.top; row <= range.bottom; row++)
      for (let column = range.left; column <= range.right; column++) {
        const from = direction === "down" ? { row: range.top, column } : { row, column: range.left };
        if ((from.row === row && from.column === column) || !scene.canWrite(column)) continue;
        edits.push(...this.copyOf(from, row, column));
      }
    if (edits.length > 0) await scene.options.source.write(edits, { source: "fill" });
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
