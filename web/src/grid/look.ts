/** What a kind of field offers the grid: how its cells look, read and are edited. */
import type { Column, Option, Value } from "./types.ts";

/** The two languages of the interface. */
export type Language = "zh-CN" | "en";

/** What a look may ask while it shows a value. */
export interface LookContext {
  readonly language: Language;
  readonly now: () => Date;
  titleOf(target: string, id: number): string | undefined;
}

/** A text that a person typed and that means nothing for the field. */
export class Unreadable extends Error {}

/** One open edit, as a popup sees it. */
export interface EditSession {
  readonly column: Column;
  /** The value before the edit. */
  readonly value: Value;
  readonly context: LookContext;
  /** Where the popup's element goes; already placed beneath the cell. */
  readonly host: HTMLElement;
  /** The text in the textarea, which is the search text of a list. */
  text(): string;
  setText(text: string): void;
  /** Tells screen readers which element of the popup is meant now. */
  point(id: string): void;
  /** Shows a quiet text while nothing is typed, such as what is chosen so far. */
  hint(text: string): void;
  options(query: string): Promise<readonly Option[]>;
  learnTitle(target: string, id: number, title: string): void;
  /** Ends the edit with a value and, when asked, moves on as Enter or Tab would. */
  commit(value: Value, move?: "down" | "right" | "stay"): void;
  cancel(): void;
  /** Places the popup again after it changed its size. */
  place(): void;
}

/** An open popup; the textarea keeps the focus all the time. */
export interface Popup {
  /** The search text changed (during a composition too). */
  input(text: string): void;
  /** Whether the popup took the key; never asked during a composition. */
  key(event: KeyboardEvent): boolean;
  /** What a commit takes: a value, or undefined when nothing was picked. */
  value(): Value | undefined;
  close(): void;
}

/** How one kind (or one field type) of cells looks and is edited. */
export interface FieldLook {
  /** Kinds served; a type named in `types` wins over its kind. */
  readonly kinds?: readonly Column["kind"][];
  readonly types?: readonly string[];
  readonly align?: "left" | "right" | "center";
  /** A small sign for the header, an SVG path in a 16 x 16 box. */
  readonly icon: string;
  /** The value as plain text: cell text, copied text and accessible name. */
  show(value: Value, column: Column, context: LookContext): string;
  /** Fills a cell with more than text. */
  paint?(host: HTMLElement, value: Value, column: Column, context: LookContext): void;
  /** The text the editor opens with; by default what `show` says. */
  editText?(value: Value, column: Column, context: LookContext): string;
  /** The value of a typed or pasted text; throws Unreadable. By default the text itself. */
  parse?(text: string, column: Column, context: LookContext): Value;
  /** Numbers that a status bar may sum. */
  number?(value: Value): number | null;
  /** What its numbers are counted in; those of different units are never summed. */
  unit?(column: Column): string;
  readonly multiline?: boolean;
  /** Opens a popup beneath the cell. */
  open?(session: EditSession): Popup;
  /** Whether the textarea is a search text for the popup rather than the value itself. */
  readonly picks?: boolean;
  /** The host opens it in a window of its own (`onHandOver`) instead of the editor in the cell. */
  readonly handsOver?: boolean;
  /** Files dropped or pasted on its cells go to the host (`onFiles`). */
  readonly takesFiles?: boolean;
  /** The value after a click or the space key, for cells that toggle. */
  toggle?(value: Value): Value;
}

/** Finds the look of a column. */
export type LookBook = (column: Column) => FieldLook;
