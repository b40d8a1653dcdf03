/** Puts cells on the clipboard, of rows that are loaded and of rows that are not. */
import { type Copied, writeClipboard } from "./clipboard.ts";
import type { Core } from "./core.ts";
import { alike, columnIndexes, type Selection } from "./selection.ts";
import { readTsv } from "./tsv.ts";
import type { Row } from "./types.ts";

/** More rows than this are not copied; exporting is for them. */
const MOST_ROWS = 200_000;
/** Cells up to which a copy also carries a table, in which Excel keeps long numbers as text. */
const MOST_TABLE = 300_000;

/** A copy that waits for its rows. */
interface Waiting {
  readonly selection: Selection;
  readonly rows: ReadonlyMap<number, Row>;
}

/** The copies of one grid. */
export class Copying {
  private waiting: Waiting | undefined;
  /** A copy of many rows that waits for its second press. */
  private loaded: { readonly selection: Selection; readonly copied: Copied } | undefined;

  constructor(private readonly core: Core) {}

  /** Puts the selection on the clipboard, rows that are not loaded too; false when there is nothing or too much. */
  copy(event: ClipboardEvent): boolean {
    event.preventDefault();
    const { scene } = this.core;
    const spans = scene.recordSpans(scene.selection);
    const rows = spans.reduce((sum, span) => sum + span.to - span.from + 1, 0);
    if (scene.endless) {
      void this.core.attempt(() => this.fetch());
      return true;
    }
    if (rows === 0) return false;
    if (rows > MOST_ROWS) {
      this.core.notice({ level: "warning", text: scene.texts.copyTooMuch(rows), key: "copy" });
      return false;
    }
    const known =
      this.waiting && alike(this.waiting.selection, scene.selection) ? this.waiting.rows : undefined;
    const at = (index: number) => scene.row(index) ?? known?.get(index);
    const missing = spans.some((span) => !everyRow(span, at));
    if (this.loaded && alike(this.loaded.selection, scene.selection))
      this.give(event, this.loaded.copied, rows);
    else if (missing && scene.options.source.ranges) void this.core.attempt(() => this.fetch());
    else if (missing) void this.core.attempt(() => this.load(scene.selection, rows));
    else this.copyLoaded(event, at);
    return true;
  }

  private copyLoaded(event: ClipboardEvent, at: (row: number) => Row | undefined): void {
    const { scene } = this.core;
    const block = this.block(at);
    const { text, html } = writeClipboard(block);
    event.clipboardData?.setData("text/plain", text);
    event.clipboardData?.setData("text/html", html);
    this.waiting = undefined;
    scene.copied = scene.selection;
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
  private async fetch(): Promise<void> {
    const { selection, texts } = this.core.scene;
    const made = this.copied(selection);
    if (typeof ClipboardItem !== "undefined" && navigator.clipboard?.write) {
      const part = (kind: "text" | "html") =>
        made.then(
          (copied) => new Blob([copied[kind]], { type: kind === "text" ? "text/plain" : "text/html" }),
        );
      try {
        await navigator.clipboard.write([
          new ClipboardItem({ "text/plain": part("text"), "text/html": part("html") }),
        ]);
        return this.marked(selection, (await made).rows);
      } catch {
        // Not allowed here: the person presses once more, and the browser's own event carries it.
      }
    }
    const copied = await made;
    this.loaded = { selection, copied };
    this.core.notice({ level: "success", text: texts.copyReady(copied.rows), key: "copy" });
  }

  /** The text of a selection once it is known where it ends; refuses more than a clipboard should hold. */
  private async copied(selection: Selection): Promise<Copied & { readonly rows: number }> {
    const { scene } = this.core;
    if (scene.endless) await scene.options.source.whenCounted();
    const keys = columnIndexes(selection, scene.recordBounds).flatMap(
      (index) => scene.columns[index]?.key ?? [],
    );
    const spans = scene.recordSpans(selection);
    const rows = spans.reduce((sum, span) => sum + span.to - span.from + 1, 0);
    if (rows > MOST_ROWS) throw new Error(scene.texts.copyTooMuch(rows));
    this.core.notice({ level: "info", text: scene.texts.copyLoading(rows), key: "copy" });
    const text = (await scene.options.source.ranges?.text(spans, keys)) ?? "";
    const html = rows * keys.length <= MOST_TABLE ? writeClipboard(readTsv(text)).html : "";
    return { text: text.replace(/\r\n$/, ""), html, rows };
  }

  private async load(selection: Selection, count: number): Promise<void> {
    const { scene } = this.core;
    this.core.notice({ level: "info", text: scene.texts.copyLoading(count), key: "copy" });
    const rows = new Map<number, Row>();
    for (const span of scene.recordSpans(selection)) {
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
    for (const span of scene.recordSpans(scene.selection))
      for (let row = span.from; row <= span.to; row++)
        block.push(columns.map((column) => scene.text(at(row), column)));
    return block;
  }
}

/** Whether every row of a span is at hand. */
export function everyRow(span: { from: number; to: number }, at: (row: number) => Row | undefined): boolean {
  for (let row = span.from; row <= span.to; row++) if (!at(row)) return false;
  return true;
}
