/** What a host application gives the grid and is told by it. */
import type { Language, LookBook } from "./look.ts";
import type { Stats } from "./stats.ts";
import type { Column, GridSource, Row, Span } from "./types.ts";

/** A short message for the host to show. */
export interface Notice {
  readonly level: "info" | "success" | "warning" | "error";
  readonly text: string;
  /** Notices of the same key replace one another. */
  readonly key?: string;
}

/** A cell that the host is to do something with; without a row it stands on the new-record line. */
export interface CellSpot {
  readonly row: Row | undefined;
  readonly index: number;
  readonly column: Column;
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

/** The figure at the foot of a column: what it is, and how much. */
export interface FootFigure {
  readonly name: string;
  readonly text: string;
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
  /** Figures at the foot by column; without it there is no foot. */
  readonly foot?: ReadonlyMap<string, FootFigure>;
  readonly onFootMenu?: (column: string, anchor: DOMRect) => void;
  /** The ground of a cell, as a CSS colour. */
  readonly tint?: (row: Row, column: string) => string | undefined;
  /** A record is to be made in the group whose head stands on a line. */
  readonly onAddToGroup?: (line: number) => void;
  readonly onHeaderMenu?: (column: string, anchor: DOMRect) => void;
  readonly onContextMenu?: (target: MenuTarget, point: { x: number; y: number }) => void;
  readonly onOpenRecord?: (row: Row, index: number) => void;
  /** A cell was opened whose look hands over. */
  readonly onHandOver?: (spot: CellSpot) => void;
  /** Files were dropped or pasted on a cell that takes files. */
  readonly onFiles?: (files: readonly File[], spot: CellSpot) => void;
  readonly onAddColumn?: (anchor: DOMRect) => void;
  readonly onColumnResize?: (column: string, width: number) => void;
  /** Today as people write it on the company's clock, with the time of day when asked. */
  readonly today?: (time: boolean) => string;
  /** How many first columns cannot be moved, nor others before them. */
  readonly fixedColumns?: number;
  /** Columns (indexes) were dragged before the column of an index. */
  readonly onColumnMove?: (columns: readonly number[], before: number) => void;
  readonly onSelection?: (stats: Stats) => void;
  readonly onNotice?: (notice: Notice) => void;
}
