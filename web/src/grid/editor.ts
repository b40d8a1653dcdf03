/** Edits cells through the one textarea: typing, input methods, popups, committing and giving up. */
import { actionOf, type EditEvent, type EditState, IDLE, next } from "./editing.ts";
import { type Command, commandOf, composes } from "./keyboard.ts";
import { type EditSession, type FieldLook, type Popup, Unreadable } from "./look.ts";
import { PopupHost } from "./popup.ts";
import type { Scene } from "./scene.ts";
import type { Cell } from "./selection.ts";
import { Textarea } from "./textarea.ts";
import type { Column, Row, Value } from "./types.ts";

/** Where an edit goes next. */
export type Move = "down" | "up" | "left" | "right" | "stay";

/** One finished edit. */
export interface Edited {
  readonly cell: Cell;
  /** The record that was edited; undefined on the new-record line. */
  readonly row: Row | undefined;
  readonly column: Column;
  readonly value: Value;
  readonly text: string;
  /** Whether the row was not loaded by the end of the edit: the record is the one that stands on the line. */
  readonly unread?: boolean;
}

/** What the editor asks of the grid around it. */
export interface EditorHost {
  readonly scene: Scene;
  /** Brings the active cell into view and paints. */
  reveal(): void;
  run(command: Command): void;
  write(edited: Edited): void;
  /** Moves the active cell after a commit. */
  moved(to: Move): void;
  /** Makes a cell the active one. */
  aim(cell: Cell): void;
  /** Says that a text found no record to go into. */
  lost(text: string): void;
  refuse(): void;
  repaint(): void;
}

interface Target {
  readonly cell: Cell;
  readonly row: Row | undefined;
  readonly column: Column;
  readonly look: FieldLook;
  readonly initial: string | undefined;
  /** Whether the row is still on its way: letters are taken, everything else waits for it. */
  readonly unread: boolean;
}

/** The editor of one grid. */
export class Editor {
  readonly textarea: Textarea;
  private state: EditState = IDLE;
  private target: Target | undefined;
  private popup: Popup | undefined;
  private popupHost: PopupHost | undefined;
  private afterComposition: (() => void) | undefined;
  /** Keys that wait for the row, because what they mean depends on it. */
  private held: KeyboardEvent[] = [];
  private refocusing = false;

  constructor(
    private readonly host: EditorHost,
    parent: HTMLElement,
  ) {
    this.textarea = new Textarea(parent);
    const { element } = this.textarea;
    element.addEventListener("keydown", (event) => this.keydown(event));
    element.addEventListener("input", () => this.input());
    element.addEventListener("compositionstart", () => this.step({ on: "compositionstart" }));
    element.addEventListener("compositionend", () => this.compositionEnd());
    element.addEventListener("focus", () => this.focusChanged(true));
    element.addEventListener("blur", () => this.focusChanged(false));
    this.textarea.wantKeyboard(false);
  }

  /** Whether a cell is being edited. */
  get editing(): boolean {
    return this.target !== undefined;
  }

  get composing(): boolean {
    return this.state.composing;
  }

  focus(): void {
    if (document.activeElement !== this.textarea.element)
      this.textarea.element.focus({ preventScroll: true });
  }

  /** Opens the active cell with its text, as F2 and a double click do. */
  open(): void {
    if (this.editing || this.state.composing) return;
    this.textarea.wantKeyboard(true);
    if (matchMedia("(pointer: coarse)").matches) this.refocus();
    else this.focus();
    this.step({ on: "open" });
  }

  /** Ends the edit and then does something; waits for a composition to end first. */
  leave(then: () => void): void {
    if (!this.state.composing) {
      this.commit("stay");
      then();
      return;
    }
    this.afterComposition = () => this.leave(then);
    this.refocus();
    setTimeout(() => this.compositionEnd(), 100);
  }

  /** Takes what is typed or picked. */
  commit(move: Move): void {
    const { target } = this;
    if (!target || this.state.composing) return;
    const text = this.textarea.text;
    if (target.unread && this.state.mode === "full") void this.append(target, text);
    else {
      const value = this.result(target, text);
      const { cell, row, column, unread } = target;
      if (value !== undefined) this.host.write({ cell, row, column, value, text, unread });
    }
    this.close();
    this.host.moved(move);
  }

  /** Writes letters behind the text of a cell that was opened and left before its row came. */
  private async append({ cell, column, look }: Target, typed: string): Promise<void> {
    if (typed === "") return;
    const { scene } = this.host;
    const [row] = await scene.options.source.fetchRows(cell.row, cell.row).catch(() => []);
    if (!row) return this.host.lost(typed);
    const text = (look.picks ? "" : this.openText(row, column, look)) + typed;
    this.host.write({ cell, row, column, value: parsed(look, column, text, scene), text });
  }

  /** Gives the edit up. */
  cancel(): void {
    if (!this.state.composing) this.close();
  }

  /** What a commit writes; undefined when nothing changed. */
  private result(target: Target, text: string): Value | undefined {
    const picked = this.popup?.value();
    if (picked !== undefined) return picked;
    const { look, column } = target;
    if (text === (look.picks ? "" : target.initial)) return undefined;
    return parsed(look, column, text, this.host.scene);
  }

  private keydown(event: KeyboardEvent): void {
    if (this.state.composing || composes(event)) return;
    if (!this.editing) {
      const command = commandOf(event);
      if (!command) return;
      event.preventDefault();
      event.stopPropagation();
      this.host.run(command);
      return;
    }
    if (this.waits(event)) {
      this.held.push(event);
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (this.popup?.key(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const action = actionOf(this.state, event);
    event.stopPropagation();
    if (action.do === "native") return;
    event.preventDefault();
    if (action.do === "commit") this.commit(action.move);
    if (action.do === "cancel") this.cancel();
    if (action.do === "newline") this.newline();
  }

  /** Whether a key must wait for the row: it ends an edit whose text or list only the row can tell. */
  private waits(event: KeyboardEvent): boolean {
    if (!this.target?.unread) return false;
    const depends = this.target.look.open !== undefined || this.state.mode === "full";
    return depends && actionOf(this.state, event).do === "commit";
  }

  private newline(): void {
    const { element } = this.textarea;
    element.setRangeText("\n", element.selectionStart, element.selectionEnd, "end");
    this.input();
  }

  private input(): void {
    this.step({ on: "input", text: this.textarea.text });
    this.popup?.input(this.textarea.text);
    if (this.editing) this.host.reveal();
    this.place();
  }

  /** Takes an event through the state machine and opens or closes the editor as its state says. */
  private step(event: EditEvent): void {
    const before = this.state.mode;
    const after = next(this.state, event);
    this.state = after;
    if (before === "idle" && after.mode !== "idle") this.begin();
    else if (before !== "idle" && after.mode === "idle") this.close();
  }

  private compositionEnd(): void {
    if (!this.state.composing) return;
    this.step({ on: "compositionend", text: this.textarea.text });
    if (!this.editing && this.textarea.text !== "") this.close();
    this.popup?.input(this.textarea.text);
    const then = this.afterComposition;
    this.afterComposition = undefined;
    if (then) then();
    else this.arrived();
  }

  private begin(): void {
    const { scene } = this.host;
    const cell = scene.selection.active;
    const column = scene.columns[cell.column];
    const look = scene.looks[cell.column];
    const row = cell.row < scene.count ? scene.row(cell.row) : undefined;
    const unread = scene.unread(cell.row);
    if (look?.handsOver && column && !unread) return this.handOver(cell, row, column);
    if (!column || !look || look.handsOver || scene.group(cell.row) || !scene.canWrite(cell.column)) {
      this.state = { mode: "idle", composing: this.state.composing };
      if (!this.state.composing) this.textarea.text = "";
      this.host.refuse();
      return;
    }
    this.target = { cell, row, column, look, initial: undefined, unread };
    scene.editing = true;
    if (!unread) this.furnish(this.target);
    this.host.reveal();
    this.textarea.show(true);
    if (!unread) this.openPopup(look, column, row);
    this.place();
  }

  /** Gives the textarea what the record holds, before the letters that were typed already. */
  private furnish(target: Target): void {
    const { row, column, look, cell } = target;
    const full = this.state.mode === "full";
    const initial = full && !look.picks ? this.openText(row, column, look) : undefined;
    this.target = { ...target, initial, unread: false };
    if (initial) this.textarea.text = initial + this.textarea.text;
    if (!this.state.composing)
      this.textarea.element.placeholder = look.picks ? this.host.scene.text(row, cell.column) : "";
  }

  /** Goes on with an edit that began before its row was there; called when rows came. */
  arrived(): void {
    const { target } = this;
    const { scene } = this.host;
    if (!target?.unread || this.state.composing || scene.unread(target.cell.row)) return;
    const { column, look } = target;
    const beyond = target.cell.row >= scene.count;
    if (scene.group(target.cell.row) || (beyond && !scene.newLine)) return this.giveBack();
    const cell = beyond ? { ...target.cell, row: scene.count } : target.cell;
    if (beyond) this.host.aim(cell);
    const row = beyond ? undefined : scene.row(cell.row);
    this.furnish({ ...target, cell, row });
    this.openPopup(look, column, row);
    this.place();
    for (const key of this.held.splice(0)) this.keydown(key);
  }

  /** Ends an edit for whose letters there is no place, and says so. */
  giveBack(): void {
    if (!this.target?.unread) return;
    if (this.state.composing) {
      this.afterComposition = () => this.giveBack();
      return;
    }
    const { text } = this.textarea;
    this.close();
    if (text !== "") this.host.lost(text);
  }

  /** Leaves a cell to the host; what was typed on it means nothing there. */
  private handOver(cell: Cell, row: Row | undefined, column: Column): void {
    const opened = this.state.mode === "full";
    this.state = { mode: "idle", composing: this.state.composing };
    if (!this.state.composing) this.textarea.text = "";
    if (opened) this.host.scene.options.onHandOver?.({ row, index: cell.row, column });
  }

  private openText(row: Row | undefined, column: Column, look: FieldLook): string {
    const typed = row?.marks?.[column.key]?.text;
    if (typed !== undefined) return typed;
    const value = row?.values[column.key] ?? null;
    const { context } = this.host.scene;
    return look.editText ? look.editText(value, column, context) : look.show(value, column, context);
  }

  private openPopup(look: FieldLook, column: Column, row: Row | undefined): void {
    if (!look.open) return;
    const { scene } = this.host;
    const { source } = scene.options;
    this.popupHost = new PopupHost();
    const session: EditSession = {
      column,
      value: row?.values[column.key] ?? null,
      context: scene.context,
      host: this.popupHost.element,
      text: () => this.textarea.text,
      setText: (text) => {
        if (this.state.composing) return;
        this.textarea.text = text;
        this.place();
      },
      point: (id) => this.textarea.element.setAttribute("aria-activedescendant", id),
      hint: (text) => {
        if (!this.state.composing) this.textarea.element.placeholder = text;
      },
      options: (query) => source.options(column, query),
      learnTitle: (target, id, title) => source.learnTitle(target, id, title),
      commit: (value, move = "stay") => this.commitValue(value, move),
      cancel: () => this.cancel(),
      place: () => this.placePopup(),
    };
    this.popup = look.open(session);
    this.popup.input(this.textarea.text);
  }

  private commitValue(value: Value, move: Move): void {
    const { target } = this;
    if (!target) return;
    const { cell, row, column } = target;
    const finish = () => {
      this.close();
      this.host.write({ cell, row, column, value, text: "" });
      this.host.moved(move);
    };
    if (!this.state.composing) return finish();
    this.afterComposition = finish;
    this.refocus();
  }

  /** Hides the editor and empties the textarea; never during a composition. */
  private close(): void {
    this.state = IDLE;
    this.target = undefined;
    this.held = [];
    this.popup?.close();
    this.popupHost?.remove();
    this.popup = undefined;
    this.popupHost = undefined;
    this.textarea.text = "";
    this.textarea.element.placeholder = "";
    this.textarea.show(false);
    this.textarea.wantKeyboard(false);
    this.host.scene.editing = false;
    this.host.repaint();
  }

  private focusChanged(focused: boolean): void {
    if (this.refocusing) return;
    this.host.scene.focused = focused || !document.hasFocus();
    this.host.repaint();
    if (focused || !document.hasFocus()) return;
    setTimeout(() => this.focusLost());
  }

  /** The focus went elsewhere: to a part of the grid (a scroll bar) it comes back, else the edit is committed. */
  private focusLost(): void {
    const now = document.activeElement;
    if (!document.hasFocus() || now === this.textarea.element) return;
    if (now?.closest(".kg")?.contains(this.textarea.element)) this.focus();
    else this.commit("stay");
  }

  /** Loses and takes the focus, which makes an input method finish its composition. */
  private refocus(): void {
    this.refocusing = true;
    this.textarea.element.blur();
    this.textarea.element.focus({ preventScroll: true });
    this.refocusing = false;
  }

  /** Lies over the active or edited cell; called after every paint. */
  place(): void {
    const { scene } = this.host;
    const cell = this.target?.cell ?? scene.selection.active;
    const align = scene.looks[cell.column]?.align ?? "left";
    const room = { width: scene.width, height: scene.bodyHeight };
    this.textarea.place(scene.box(cell), room, this.editing, align === "center" ? "left" : align);
    this.placePopup();
  }

  private placePopup(): void {
    this.popupHost?.place(this.textarea.element.getBoundingClientRect());
  }

  destroy(): void {
    this.popup?.close();
    this.popupHost?.remove();
  }
}

/** The value of a text; what the look cannot read goes to the server as it is, which says why it refuses. */
export function parsed(look: FieldLook, column: Column, text: string, scene: Scene): Value {
  if (text === "") return null;
  if (!look.parse) return text;
  try {
    return look.parse(text, column, scene.context);
  } catch (error) {
    if (error instanceof Unreadable) return text;
    throw error;
  }
}
