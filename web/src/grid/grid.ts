/** The grid itself: composes geometry, selection, editing and painting inside one element. */
import { Commands } from "./commands.ts";
import type { Core } from "./core.ts";
import { Drops } from "./drops.ts";
import { type Edited, Editor, type EditorHost, type Move } from "./editor.ts";
import { FillHandle } from "./fill-handle.ts";
import { ColumnAxis, RowAxis } from "./geometry.ts";
import type { Command } from "./keyboard.ts";
import { step } from "./motion.ts";
import type { GridOptions, Notice } from "./options.ts";
import { Pointer } from "./pointer.ts";
import { Scene } from "./scene.ts";
import {
  alike,
  type Cell,
  columnIndexes,
  confine,
  cycle,
  isMany,
  type Selection,
  shift,
  single,
} from "./selection.ts";
import { Sizing } from "./sizing.ts";
import { type Stats, statsOf } from "./stats.ts";
import { gridTexts } from "./texts.ts";
import { Tip } from "./tip.ts";
import { Transfer } from "./transfer.ts";
import type { FillMode, RowId, SourceEvent, Span } from "./types.ts";
import { Viewport } from "./viewport.ts";
import "./grid.css";

/** A spreadsheet inside `host`, which must have a size of its own. */
export class Grid implements Core, EditorHost {
  readonly scene: Scene;
  readonly viewport: Viewport;
  readonly editor: Editor;
  private readonly transfer: Transfer;
  private readonly commands: Commands;
  private readonly pointer: Pointer;
  private readonly sizing: Sizing;
  private readonly drops: Drops;
  private readonly handle: FillHandle;
  private readonly tip = new Tip();
  private readonly unsubscribe: () => void;
  private activeId: RowId | undefined;
  private statsTimer: ReturnType<typeof setTimeout> | undefined;
  private label = "";
  /** Whether the figures of the selection stand on loaded rows alone. */
  private allLoaded = true;

  constructor(
    readonly host: HTMLElement,
    options: GridOptions,
  ) {
    this.scene = new Scene(options);
    this.viewport = new Viewport(
      host,
      this.scene,
      () => this.painted(),
      () => this.fitFrozen(),
    );
    this.editor = new Editor(this, this.viewport.body);
    this.transfer = new Transfer(this);
    this.commands = new Commands(this, this.transfer);
    this.sizing = new Sizing(this, () => this.arrange());
    this.handle = new FillHandle(this, this.commands, this.transfer);
    this.pointer = new Pointer(this, this.commands, this.sizing, this.handle);
    this.drops = new Drops(this, this.pointer);
    this.listen();
    this.unsubscribe = options.source.subscribe((event) => this.sourceChanged(event));
    this.arrange();
    this.viewport.measure();
  }

  private listen(): void {
    const { element } = this.editor.textarea;
    const idle = (take: (event: ClipboardEvent) => void) => (event: ClipboardEvent) => {
      if (!this.editor.editing && !this.editor.composing) take(event);
    };
    element.addEventListener(
      "copy",
      idle((event) => this.transfer.copy(event)),
    );
    element.addEventListener(
      "cut",
      idle((event) => this.transfer.copy(event, true)),
    );
    element.addEventListener(
      "paste",
      idle((event) => {
        if (this.scene.options.readonly) event.preventDefault();
        else if (!this.drops.paste(event)) this.transfer.paste(event);
      }),
    );
    this.viewport.view.addEventListener("pointerover", (event) => this.showTip(event.target));
    this.viewport.view.addEventListener("pointerleave", () => this.tip.hide());
  }

  /** Changes options in place; scroll position and selection stay. */
  update(options: Partial<Omit<GridOptions, "source" | "language">>): void {
    this.scene.options = { ...this.scene.options, ...options };
    this.scene.epoch++;
    this.arrange();
  }

  /** Gives the grid the keyboard. */
  focus(): void {
    this.editor.focus();
  }

  /** Selects one cell and brings it into view. */
  select(row: number, column: string): void {
    const index = Math.max(
      0,
      this.scene.columns.findIndex((found) => found.key === column),
    );
    this.setSelection(single({ row, column: index }));
  }

  /** Selects the first cell of the new-record line. */
  selectNewRow(): void {
    if (this.scene.newLine) this.setSelection(single({ row: this.scene.count, column: 0 }));
    this.focus();
  }

  /** The selected rows as spans of indexes. */
  selectedRows(): readonly Span[] {
    return this.scene.recordSpans(this.scene.selection);
  }

  /** The keys of the selected columns. */
  selectedColumns(): readonly string[] {
    return columnIndexes(this.scene.selection, this.scene.bounds).flatMap(
      (index) => this.scene.columns[index]?.key ?? [],
    );
  }

  /** Archives the selected rows. */
  async archiveSelected(): Promise<void> {
    const { source } = this.scene.options;
    await this.attempt(async () => {
      if (this.scene.endless) await source.whenCounted();
      const rows = this.selectedRows();
      if (rows.length > 0) await source.archive(rows);
    });
  }

  /** Empties the selected cells. */
  async clearSelected(): Promise<void> {
    await this.attempt(() => this.transfer.clear());
  }

  /** Fills the selection from its first rows, or continues them. */
  async fillSelected(mode: FillMode): Promise<void> {
    await this.attempt(() => (mode === "copy" ? this.transfer.fill("down") : this.transfer.fillDown(mode)));
  }

  /** Takes the last change of this person back. */
  async undo(): Promise<void> {
    await this.attempt(() => this.scene.options.source.undo());
  }

  /** Does the change again that was taken back last. */
  async redo(): Promise<void> {
    await this.attempt(() => this.scene.options.source.redo());
  }

  /** Frees everything and empties the host. */
  destroy(): void {
    clearTimeout(this.statsTimer);
    this.unsubscribe();
    this.pointer.destroy();
    this.drops.destroy();
    this.editor.destroy();
    this.tip.hide();
    this.viewport.destroy();
  }

  setSelection(selection: Selection, reveal: Cell | null = selection.active): void {
    const { scene } = this;
    scene.selection = confine(selection, scene.bounds);
    this.activeId = scene.row(scene.selection.active.row)?.id;
    if (reveal) this.viewport.reveal(reveal);
    this.viewport.paintSoon();
    this.tellSoon(120);
  }

  private tellSoon(delay: number): void {
    if (!this.scene.options.onSelection) return;
    clearTimeout(this.statsTimer);
    this.statsTimer = setTimeout(() => this.tellStats(), delay);
  }

  private tellStats(): void {
    const { scene } = this;
    const measure = (row: number, column: number) => {
      if (scene.group(row)) return "empty";
      const found = scene.row(row);
      const key = scene.columns[column]?.key;
      if (!found || key === undefined) return undefined;
      const value = found.values[key] ?? null;
      if (value === null || value === "") return "empty";
      return scene.looks[column]?.number?.(value) ?? "filled";
    };
    const stats = statsOf(scene.selection, scene.recordBounds, measure, (column) => this.unitOf(column));
    this.allLoaded = stats.complete;
    scene.options.onSelection?.(stats);
    if (!stats.complete && scene.selection.ranges.length === 1) void this.askStats(stats);
  }

  /** Figures over rows that are not loaded come from the server. */
  private async askStats(stats: Stats): Promise<void> {
    const { scene } = this;
    const { selection } = scene;
    const columns = this.selectedColumns();
    const { ranges } = scene.options.source;
    if (!ranges || columns.length === 0) return;
    const numbers = columnIndexes(selection, scene.bounds).filter((column) => scene.looks[column]?.number);
    const units = new Set(numbers.map((column) => this.unitOf(column)));
    if (units.size > 1) return; // amounts of different currencies have no sum
    try {
      const figures = await ranges.figures(this.selectedRows(), columns);
      if (alike(scene.selection, selection))
        scene.options.onSelection?.({ ...stats, ...figures, complete: true });
    } catch {
      // The figures of the loaded rows stay, and say that they are not all.
    }
  }

  /** What the numbers of a column are counted in. */
  private unitOf(column: number): string | undefined {
    const { columns, looks } = this.scene;
    const field = columns[column];
    return field && looks[column]?.unit?.(field);
  }

  notice(notice: Notice): void {
    this.scene.options.onNotice?.(notice);
  }

  async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.notice({ level: "error", text: this.scene.texts.failed(message) });
    }
  }

  run(command: Command): void {
    this.commands.run(command);
  }

  reveal(): void {
    this.viewport.reveal(this.scene.selection.active);
  }

  repaint(): void {
    this.viewport.paintSoon();
  }

  refuse(): void {
    const { scene } = this;
    const column = scene.columns[scene.selection.active.column];
    if (column?.readonly) this.notice({ level: "info", text: scene.texts.readonly, key: "readonly" });
  }

  write(edited: Edited): void {
    const { cell, row, value, text, unread } = edited;
    void this.attempt(() => this.transfer.put(cell, row, value, text, unread));
  }

  aim(cell: Cell): void {
    this.setSelection(single(cell));
  }

  lost(text: string): void {
    this.notice({ level: "warning", text: this.scene.texts.nowhere(text), key: "nowhere" });
  }

  moved(to: Move): void {
    const { scene } = this;
    if (to === "stay") return;
    const { selection, bounds } = scene;
    const backward = to === "up" || to === "left";
    if (isMany(selection)) {
      const along = to === "down" || to === "up" ? "column" : "row";
      return this.setSelection(cycle(selection, along, backward, bounds));
    }
    let next = step(selection.active, to, bounds);
    while (scene.group(next.row) && (to === "down" || to === "up")) {
      const further = step(next, to, bounds);
      if (further.row === next.row) return;
      next = further;
    }
    this.setSelection(single(next));
  }

  /** Paints every cell again: colours came that rows do not know of. */
  repaintCells(): void {
    this.scene.epoch++;
    this.viewport.paintSoon();
  }

  /** Reads columns and counts again, after either changed. */
  private arrange(): void {
    const { scene } = this;
    const { options } = scene;
    scene.columns = options.source.columns();
    scene.looks = scene.columns.map((column) => options.looks(column));
    scene.texts = gridTexts(options.language ?? "zh-CN");
    this.fitFrozen();
    this.count();
    this.viewport.resize();
    this.viewport.paintSoon();
  }

  private fitFrozen(): void {
    const { scene } = this;
    if (!this.sizing) return;
    const frozen = Math.min(scene.options.frozen ?? 1, scene.columns.length);
    const widths = scene.columns.map((column) => this.sizing.of(column));
    scene.axis = new ColumnAxis(widths, this.affordable(widths, frozen));
  }

  /** On a narrow screen frozen columns that would fill it are not frozen. */
  private affordable(widths: readonly number[], frozen: number): number {
    const room = (this.scene.width || 1000) * 0.6 - this.scene.gutter;
    let used = 0;
    for (let index = 0; index < frozen; index++) {
      used += widths[index] ?? 0;
      if (used > room) return index;
    }
    return frozen;
  }

  private count(): void {
    const { scene } = this;
    scene.rows = new RowAxis(scene.bounds.rows, scene.options.rowHeight ?? 34);
    if (!this.editor.editing) scene.selection = confine(scene.selection, scene.bounds);
  }

  private sourceChanged(event: SourceEvent): void {
    if (event.kind === "columns") return this.arrange();
    if (event.kind === "written") return this.tellSoon(300);
    if (event.kind === "reset") {
      this.editor.giveBack();
      this.scene.vertical.go(0);
      this.activeId = undefined;
      this.setSelection(single({ row: 0, column: this.scene.selection.active.column }), null);
    }
    const before = this.scene.rows.count;
    this.count();
    if (before !== this.scene.rows.count || event.kind !== "rows") this.viewport.resize();
    if (event.kind === "rows") {
      this.follow();
      if (this.allLoaded) this.tellSoon(300);
    }
    this.editor.arrived();
    this.viewport.paintSoon();
  }

  /** Keeps the selection on its record when other people's changes moved it. */
  private follow(): void {
    const { scene } = this;
    if (this.editor.editing) return;
    const { row } = scene.selection.active;
    const now = this.activeId === undefined ? undefined : scene.options.source.indexOf(this.activeId);
    if (now !== undefined && now !== row) {
      scene.selection = confine(shift(scene.selection, now - row), scene.bounds);
      scene.vertical.go(scene.vertical.position + (now - row) * scene.rows.height);
      this.viewport.resize();
    } else this.activeId = scene.row(row)?.id;
  }

  /** After every paint the textarea lies over the active cell and names it for screen readers. */
  private painted(): void {
    this.editor?.place();
    this.handle?.place();
    if (this.editor?.editing) this.label = "";
    if (!this.editor || this.editor.composing || this.editor.editing) return;
    const { scene } = this;
    const { row, column } = scene.selection.active;
    const group = scene.group(row);
    const text = group
      ? `${group.name} ${group.label} (${group.count})`
      : row < scene.count
        ? scene.text(scene.row(row), column) || scene.texts.empty
        : scene.texts.newRow;
    const label = `${scene.columns[column]?.name ?? ""} ${row + 1}: ${text}`;
    if (label === this.label) return;
    this.label = label;
    const { element } = this.editor.textarea;
    element.setAttribute("aria-label", label);
    element.setAttribute("aria-activedescendant", this.viewport.rows.cellId(row, column));
  }

  private showTip(target: EventTarget | null): void {
    const cell = target instanceof Element ? target.closest(".kg-marked, .kg-changed") : null;
    const label = cell?.getAttribute("aria-label") ?? "";
    this.tip.over(cell ?? undefined, label.match(/\(([^()]*(?:\([^()]*\)[^()]*)*)\)$/)?.[1] ?? "");
  }
}
