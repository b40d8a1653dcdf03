/** Carries out what keys ask for. */
import type { Core } from "./core.ts";
import { parsed } from "./editor.ts";
import type { Command } from "./keyboard.ts";
import { type Direction, edge, edgeKnown, step } from "./motion.ts";
import {
  alike,
  type Cell,
  columnIndexes,
  columns,
  cycle,
  everything,
  extend,
  isMany,
  rows,
  single,
} from "./selection.ts";
import type { Transfer } from "./transfer.ts";
import type { Row } from "./types.ts";

/** The commands of one grid. */
export class Commands {
  constructor(
    private readonly core: Core,
    private readonly transfer: Transfer,
  ) {}

  run(command: Command): void {
    switch (command.do) {
      case "move":
        return this.move(command.to, command.far, command.extend);
      case "page":
        return this.page(command.to, command.extend);
      case "end":
        return this.end(command.to, command.extend);
      case "enter":
        return this.enter(command.backward);
      case "tab":
        return this.tab(command.backward);
      case "select":
        return this.select(command.what);
      case "edit":
        return this.edit();
      case "toggle":
        return this.toggle();
      case "open":
        return this.openRecord();
      case "menu":
        return this.menu();
      case "escape":
        return this.escape();
      case "clear":
        return void this.core.attempt(() => this.transfer.clear());
      case "undo":
        return void this.core.attempt(() => this.core.scene.options.source.undo());
      case "redo":
        return void this.core.attempt(() => this.core.scene.options.source.redo());
      case "fill down":
        return void this.core.attempt(() => this.transfer.fill("down"));
      case "fill right":
        return void this.core.attempt(() => this.transfer.fill("right"));
      case "today":
        return this.today();
    }
  }

  /** Whether a cell holds something; undefined where its row is not loaded. */
  filled = (row: number, column: number): boolean | undefined => {
    const { scene } = this.core;
    if (row >= scene.count) return false;
    const found = scene.row(row);
    const key = scene.columns[column]?.key;
    if (!found || key === undefined) return undefined;
    const value = found.values[key];
    return value !== null && value !== undefined && value !== "";
  };

  private go(cell: Cell, extending: boolean): void {
    const { scene } = this.core;
    if (extending) this.core.setSelection(extend(scene.selection, cell), cell);
    else this.core.setSelection(single(cell));
  }

  private move(to: Direction, far: boolean, extending: boolean): void {
    const { scene } = this.core;
    const from = extending ? scene.selection.focus : scene.selection.active;
    const within = far ? scene.recordBounds : scene.bounds;
    if (!far) return this.go(step(from, to, within), extending);
    const known = edgeKnown(from, to, within, this.filled);
    if (known) return this.go(known, extending);
    void this.core.attempt(() => this.leap(from, to, extending));
  }

  /** Ctrl and an arrow over rows that are not loaded: the server knows where it leads. */
  private async leap(from: Cell, to: Direction, extending: boolean): Promise<void> {
    const { scene } = this.core;
    const { selection } = scene;
    const target = await this.reach(from, to);
    // Whoever went elsewhere meanwhile stays there.
    if (alike(scene.selection, selection)) this.go(target, extending);
  }

  /** The last cell of a run of filled ones, or the next filled one, loaded or not. */
  async reach(from: Cell, to: Direction): Promise<Cell> {
    const { scene } = this.core;
    const bounds = scene.recordBounds;
    const known = edgeKnown(from, to, bounds, this.filled);
    const column = scene.columns[from.column]?.key;
    if (known || column === undefined || (to !== "up" && to !== "down"))
      return known ?? edge(from, to, bounds, this.filled);
    const row = await scene.options.source.ranges?.edge(from.row, column, to);
    return row === undefined ? edge(from, to, bounds, this.filled) : { row, column: from.column };
  }

  private page(to: Direction, extending: boolean): void {
    const { scene, viewport } = this.core;
    const from = extending ? scene.selection.focus : scene.selection.active;
    const by = Math.max(1, Math.floor(scene.bodyHeight / scene.rows.height) - 1);
    const target = step(from, to, scene.bounds, by);
    viewport.scrollBy(0, (target.row - from.row) * scene.rows.height);
    this.go(target, extending);
  }

  private end(to: "row start" | "row end" | "first" | "last", extending: boolean): void {
    const { scene } = this.core;
    const from = extending ? scene.selection.focus : scene.selection.active;
    const lastRow = Math.max(0, scene.count - 1);
    const lastColumn = Math.max(0, scene.columns.length - 1);
    const cells: Record<typeof to, Cell> = {
      "row start": { row: from.row, column: 0 },
      "row end": { row: from.row, column: lastColumn },
      first: { row: 0, column: 0 },
      last: { row: lastRow, column: lastColumn },
    };
    this.go(cells[to], extending);
    // Frozen columns are always in view: the others come back to their start as well.
    if (to === "row start" || to === "first") this.core.viewport.scrollBy(-scene.scrollX, 0);
  }

  private enter(backward: boolean): void {
    const { scene } = this.core;
    if (isMany(scene.selection))
      this.core.setSelection(cycle(scene.selection, "column", backward, scene.bounds));
    else if (backward) this.move("up", false, false);
    else this.edit();
  }

  private tab(backward: boolean): void {
    const { scene } = this.core;
    const { selection, bounds } = scene;
    if (isMany(selection)) return this.core.setSelection(cycle(selection, "row", backward, bounds));
    const place = selection.active.row * bounds.columns + selection.active.column + (backward ? -1 : 1);
    if (place < 0 || place >= bounds.rows * bounds.columns) return;
    this.go({ row: Math.floor(place / bounds.columns), column: place % bounds.columns }, false);
  }

  private select(what: "all" | "rows" | "columns"): void {
    const { scene } = this.core;
    const { selection } = scene;
    if (what === "all") return this.core.setSelection(everything(selection), null);
    const range = selection.ranges.at(-1);
    if (!range) return;
    if (what === "rows")
      this.core.setSelection(rows(range.top, Math.min(range.bottom, scene.bounds.rows - 1)), null);
    else {
      const right = Math.min(range.right, scene.bounds.columns - 1);
      this.core.setSelection(columns(range.left, right, selection.active.row), null);
    }
  }

  private edit(): void {
    if (this.folded()) return;
    if (!this.toggled()) this.core.editor.open();
  }

  private toggle(): void {
    if (this.folded()) return;
    if (!this.toggled()) this.core.editor.open();
  }

  /** Folds or unfolds the group whose head is active. */
  private folded(): boolean {
    const { scene } = this.core;
    const { row } = scene.selection.active;
    if (!scene.group(row)) return false;
    scene.options.source.fold?.(row);
    return true;
  }

  /** Toggles the active cell when its look can. */
  toggled(): boolean {
    const { scene } = this.core;
    const { row, column } = scene.selection.active;
    const look = scene.looks[column];
    const field = scene.columns[column];
    if (!look?.toggle || !field || !scene.canWrite(column)) return false;
    const { toggle } = look;
    const put = (found: Row | undefined) =>
      this.transfer.put({ row, column }, found, toggle(found?.values[field.key] ?? null), "");
    void this.core.attempt(async () => {
      if (!scene.unread(row)) return put(scene.row(row));
      const [found] = await scene.options.source.fetchRows(row, row);
      if (found) await put(found);
    });
    return true;
  }

  /** Writes today's date, and the time where the column holds moments. */
  private today(): void {
    const { scene } = this.core;
    const cell = scene.selection.active;
    const column = scene.columns[cell.column];
    const look = scene.looks[cell.column];
    if (!column || !look || scene.group(cell.row)) return;
    if (!scene.canWrite(cell.column)) return this.core.refuse();
    const text = scene.options.today?.(column.kind === "datetime") ?? "";
    const dated = column.kind === "date" || column.kind === "datetime" || column.kind === "text";
    if (dated && text)
      void this.core.attempt(() => {
        const value = parsed(look, column, text, scene);
        return this.transfer.put(cell, scene.row(cell.row), value, text, scene.unread(cell.row));
      });
  }

  private openRecord(): void {
    const { scene } = this.core;
    const { row: index } = scene.selection.active;
    const row = scene.row(index);
    if (row) scene.options.onOpenRecord?.(row, index);
  }

  /** Opens the context menu at the active cell. */
  private menu(): void {
    const { scene, viewport } = this.core;
    const box = scene.box(scene.selection.active);
    const body = viewport.body.getBoundingClientRect();
    this.contextMenu({ x: body.left + box.x + 12, y: body.top + box.y + box.height });
  }

  /** Asks the host for a menu on the selection. */
  contextMenu(point: { x: number; y: number }): void {
    const { scene } = this.core;
    const { row, column } = scene.selection.active;
    scene.options.onContextMenu?.(
      {
        row: row < scene.count ? row : undefined,
        column: scene.columns[column]?.key,
        rows: scene.recordSpans(scene.selection),
        columns: columnIndexes(scene.selection, scene.bounds).flatMap(
          (index) => scene.columns[index]?.key ?? [],
        ),
      },
      point,
    );
  }

  private escape(): void {
    const { scene, viewport } = this.core;
    const { active } = scene.selection;
    if (scene.copied) {
      scene.copied = undefined;
      return viewport.paintSoon();
    }
    const row = scene.row(active.row);
    const key = scene.columns[active.column]?.key;
    if (row && key && row.marks?.[key]) scene.options.source.dismiss(row.id, key);
    else if (isMany(scene.selection)) this.core.setSelection(single(active));
  }
}
