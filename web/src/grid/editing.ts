/** The life of one edit, as a pure state machine: idle -> editing -> committed or cancelled. */
import { composes, type Key } from "./keyboard.ts";

/** Whether and how a cell is edited. `replace`: typing over it; `full`: opened with its text (F2, double click). */
export type EditState =
  | { readonly mode: "idle"; readonly composing: boolean }
  | { readonly mode: "replace" | "full"; readonly composing: boolean };

/** What happened to the textarea. */
export type EditEvent =
  | { readonly on: "open" }
  | { readonly on: "input"; readonly text: string }
  | { readonly on: "compositionstart" }
  | { readonly on: "compositionend"; readonly text: string }
  | { readonly on: "closed" };

/** The state before anything is typed. */
export const IDLE: EditState = { mode: "idle", composing: false };

/** The next state. A composition that begins on a merely selected cell opens it, before its first letter shows. */
export function next(state: EditState, event: EditEvent): EditState {
  switch (event.on) {
    case "open":
      return { mode: "full", composing: state.composing };
    case "compositionstart":
      return { mode: state.mode === "idle" ? "replace" : state.mode, composing: true };
    case "compositionend":
      return afterComposition(state, event.text);
    case "input":
      if (state.mode !== "idle" || (event.text === "" && !state.composing)) return state;
      return { mode: "replace", composing: state.composing };
    case "closed":
      return IDLE;
  }
}

/** A composition that was given up without a letter leaves the cell as it was. */
function afterComposition(state: EditState, text: string): EditState {
  return state.mode === "replace" && text === "" ? IDLE : { mode: state.mode, composing: false };
}

/** What a key does to an open edit. */
export type EditAction =
  | { readonly do: "commit"; readonly move: "down" | "up" | "left" | "right" | "stay" }
  | { readonly do: "cancel" | "newline" | "native" };

const ARROW_MOVES = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" } as const;

/**
 * The meaning of a key while a cell is edited. A key of the input method is always left alone: the Enter that
 * confirms a composition neither commits nor moves. Arrows leave a cell that is typed over, and move the caret in an
 * opened one, as in Excel.
 */
export function actionOf(state: EditState, key: Key): EditAction {
  if (state.composing || composes(key)) return { do: "native" };
  if (key.key === "Escape") return { do: "cancel" };
  if (key.key === "Tab") return { do: "commit", move: key.shiftKey ? "left" : "right" };
  if (key.key === "Enter") {
    if (key.altKey || (key.shiftKey && state.mode === "full")) return { do: "newline" };
    if (key.ctrlKey || key.metaKey) return { do: "commit", move: "stay" };
    return { do: "commit", move: key.shiftKey ? "up" : "down" };
  }
  if (
    state.mode === "replace" &&
    key.key in ARROW_MOVES &&
    !key.shiftKey &&
    !key.ctrlKey &&
    !key.metaKey &&
    !key.altKey
  )
    return { do: "commit", move: ARROW_MOVES[key.key as keyof typeof ARROW_MOVES] };
  return { do: "native" };
}
