/** The grid itself: composes geometry, selection, editing and painting inside one element. */
import type { GridOptions } from "./options.ts";
import type { Span } from "./types.ts";

/** A spreadsheet inside `host`, which must have a size of its own. */
export class Grid {
  constructor(
    readonly host: HTMLElement,
    readonly options: GridOptions,
  ) {}

  /** Changes options in place; scroll position and selection stay. */
  update(
    _options: Partial<Pick<GridOptions, "frozen" | "rowHeight" | "readonly" | "newRows" | "language">>,
  ): void {}

  /** Gives the grid the keyboard. */
  focus(): void {}

  /** Selects one cell and brings it into view. */
  select(_row: number, _column: string): void {}

  /** Selects the first cell of the new-record line. */
  selectNewRow(): void {}

  /** The selected rows as spans of indexes. */
  selectedRows(): readonly Span[] {
    return [];
  }

  /** The keys of the selected columns. */
  selectedColumns(): readonly string[] {
    return [];
  }

  /** Archives the selected rows. */
  async archiveSelected(): Promise<void> {}

  /** Empties the selected cells. */
  async clearSelected(): Promise<void> {}

  /** Takes the last change of this person back. */
  async undo(): Promise<void> {}

  /** Does the change again that was taken back last. */
  async redo(): Promise<void> {}

  /** Frees everything and empties the host. */
  destroy(): void {}
}
