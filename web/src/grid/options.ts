/** What a host application gives the grid and is told by it. */
import type { Language, LookBook } from "./look.ts";
import type { Stats } from "./stats.ts";
import type { GridSource, Row, Span } from "./types.ts";

/** A short message for the host to show. */
export interface Notice {
  readonly level: "info" | "success" | "warning" | "error";
  readonly text: string;
  /** Notices of the same key replace one another. */
  readonly key?: string;
}

/** What a context menu was asked for. */
export interface MenuTarget {
  /** The row under the pointer; undefined on the new-record line. */
  readonly row: number | undefined;
  readonly column: string | undefined;
  /** All selected rows, as spans of indexes. */
  readonly rows: readonly Span[];
  readonly columns: readonly string[];
}

/** Everything a grid is made with; only `source`, `looks` are needed. */
export interface GridOptions {
  readonly source: GridSource;
  /** Looks of the fields, usually `lookOf` of `web/src/fields`. */
  readonly looks: LookBook;
  readonly language?: Language;
  /** How many first columns stay in view; 1 by default. */
  readonly frozen?: number;
  /** Pixels per row; 34 by default. */
  readonly rowHeight?: number;
  /** Nothing can be edited. */
  readonly readonly?: boolean;
  /** Whether the last line makes new records; true by default. */
  readonly newRows?: boolean;
  readonly onHeaderMenu?: (column: string, anchor: DOMRect) => void;
  readonly onContextMenu?: (target: MenuTarget, point: { x: number; y: number }) => void;
  readonly onOpenRecord?: (row: Row, index: number) => void;
  readonly onAddColumn?: (anchor: DOMRect) => void;
  readonly onColumnResize?: (column: string, width: number) => void;
  readonly onSelection?: (stats: Stats) => void;
  readonly onNotice?: (notice: Notice) => void;
}
