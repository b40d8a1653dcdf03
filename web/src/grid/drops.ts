/** Files that are dropped or pasted on cells: the grid finds the cell, the host takes the files. */
import type { Core } from "./core.ts";
import type { CellSpot } from "./options.ts";
import type { Pointer } from "./pointer.ts";
import { type Cell, single } from "./selection.ts";

/** The drops of one grid. */
export class Drops {
  private readonly stop = new AbortController();

  constructor(
    private readonly core: Core,
    private readonly pointer: Pointer,
  ) {
    const { view } = core.viewport;
    const { signal } = this.stop;
    view.addEventListener("dragover", (event) => this.over(event), { signal });
    view.addEventListener("drop", (event) => this.drop(event), { signal });
  }

  /** Takes pasted files when the active cell takes files; tells whether it did. A text beside them is pasted as text. */
  paste(event: ClipboardEvent): boolean {
    const files = [...(event.clipboardData?.files ?? [])];
    const spot = this.spot(this.core.scene.selection.active);
    if (files.length === 0 || !spot || event.clipboardData?.getData("text/plain")) return false;
    event.preventDefault();
    this.core.scene.options.onFiles?.(files, spot);
    return true;
  }

  /** The cell when it takes files and may be written. */
  private spot(cell: Cell): CellSpot | undefined {
    const { scene } = this.core;
    const column = scene.columns[cell.column];
    if (!column || !scene.looks[cell.column]?.takesFiles || !scene.canWrite(cell.column)) return undefined;
    const row = cell.row < scene.count ? scene.row(cell.row) : undefined;
    if (!row && cell.row < scene.count) return undefined;
    return { row, index: cell.row, column };
  }

  private over(event: DragEvent): void {
    const { dataTransfer } = event;
    if (!dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const cell = this.pointer.cellAt(event.clientX, event.clientY);
    dataTransfer.dropEffect = cell && this.spot(cell) ? "copy" : "none";
    const { active } = this.core.scene.selection;
    if (cell && this.spot(cell) && (cell.row !== active.row || cell.column !== active.column))
      this.core.setSelection(single(cell), null);
  }

  private drop(event: DragEvent): void {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    const cell = this.pointer.cellAt(event.clientX, event.clientY);
    const spot = cell && this.spot(cell);
    if (spot) this.core.scene.options.onFiles?.(files, spot);
    else this.core.notice({ level: "info", text: this.core.scene.texts.noFiles, key: "files" });
  }

  destroy(): void {
    this.stop.abort();
  }
}
