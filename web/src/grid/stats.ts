/** What a status bar says about the selected cells. */

/** Figures over the selected cells that are loaded. */
export interface Stats {
  /** Selected rows and columns, loaded or not. */
  readonly rows: number;
  readonly columns: number;
  /** Cells that hold something, among the loaded ones. */
  readonly filled: number;
  /** How many of them are numbers, and their sum; null without numbers. */
  readonly numbers: number;
  readonly sum: number | null;
  readonly average: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Whether every selected row is loaded, so that the figures cover all of them. */
  readonly complete: boolean;
}
