/** What a key means, as in Excel. Pure: a key and a few facts in, a command out. */
import type { Direction } from "./motion.ts";

/** The part of a keyboard event that matters. */
export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** What the grid is asked to do; `undefined` leaves the key to the browser (typing, copying). */
export type Command =
  | { readonly do: "move"; readonly to: Direction; readonly far: boolean; readonly extend: boolean }
  | { readonly do: "page"; readonly to: Direction; readonly extend: boolean }
  | { readonly do: "end"; readonly to: "row start" | "row end" | "first" | "last"; readonly extend: boolean }
  | { readonly do: "enter" | "tab"; readonly backward: boolean }
  | { readonly do: "select"; readonly what: "all" | "rows" | "columns" }
  | {
      readonly do:
        | "edit"
        | "clear"
        | "escape"
        | "undo"
        | "redo"
        | "toggle"
        | "open"
        | "fill down"
        | "fill right"
        | "today"
        | "menu";
    };

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** Whether a key belongs to an input method; such a key never commands anything. */
export function composes(key: Key): boolean {
  return key.isComposing || key.keyCode === 229 || key.key === "Process";
}

/** The command of a key on a merely selected cell. */
export function commandOf(key: Key): Command | undefined {
  if (composes(key)) return undefined;
  const control = key.ctrlKey || key.metaKey;
  const extend = key.shiftKey;
  const arrow = ARROWS[key.key];
  if (arrow && key.altKey) return arrow === "down" ? { do: "edit" } : undefined;
  if (arrow) return { do: "move", to: arrow, far: control, extend };
  if (control && !key.altKey) return controlled(key, extend);
  if (key.altKey) return undefined;
  return plain(key, extend);
}

function controlled(key: Key, extend: boolean): Command | undefined {
  switch (key.key.toLowerCase()) {
    case "a":
      return { do: "select", what: "all" };
    case "z":
      return { do: key.shiftKey ? "redo" : "undo" };
    case "y":
      return { do: "redo" };
    case "d":
      return { do: "fill down" };
    case "r":
      return { do: "fill right" };
    case ";":
    case "；":
      return { do: "today" };
    case " ":
      return { do: "select", what: "columns" };
    case "home":
      return { do: "end", to: "first", extend };
    case "end":
      return { do: "end", to: "last", extend };
    case "enter":
      return { do: "open" };
    case "backspace":
      return { do: "clear" };
    default:
      return undefined;
  }
}

function plain(key: Key, extend: boolean): Command | undefined {
  switch (key.key) {
    case "Enter":
      return { do: "enter", backward: extend };
    case "Tab":
      return { do: "tab", backward: extend };
    case "F2":
      return { do: "edit" };
    case "Escape":
      return { do: "escape" };
    case "Delete":
    case "Backspace":
      return { do: "clear" };
    case "Home":
      return { do: "end", to: "row start", extend };
    case "End":
      return { do: "end", to: "row end", extend };
    case "PageUp":
      return { do: "page", to: "up", extend };
    case "PageDown":
      return { do: "page", to: "down", extend };
    case " ":
      return extend ? { do: "select", what: "rows" } : { do: "toggle" };
    case "ContextMenu":
      return { do: "menu" };
    case "F10":
      return extend ? { do: "menu" } : undefined;
    default:
      return undefined;
  }
}
