/** The one textarea that always holds the focus: its element, place and size. */
import { attribute, make } from "./dom.ts";
import { clamp } from "./geometry.ts";
import type { Box } from "./scene.ts";

const WIDEST = 480;
const LINE = 20;

/**
 * Transparent over the active cell while nothing is edited, so that an input method composes in it from the very first
 * key; visible as the editor from then on. While it composes only its place and size change, never value or focus.
 */
export class Textarea {
  readonly element: HTMLTextAreaElement;
  private measure: CanvasRenderingContext2D | null | undefined;

  constructor(parent: HTMLElement) {
    this.element = make(
      "textarea",
      "kg-input",
      {
        rows: "1",
        autocomplete: "off",
        autocorrect: "off",
        autocapitalize: "off",
        spellcheck: "false",
        "data-gramm": "false",
      },
      parent,
    );
  }

  get text(): string {
    return this.element.value;
  }

  /** Sets the text with the caret at its end. */
  set text(text: string) {
    if (this.element.value !== text) this.element.value = text;
    this.element.setSelectionRange(text.length, text.length);
  }

  /** Shows it as an editor, or makes it transparent. */
  show(editing: boolean): void {
    this.element.classList.toggle("kg-editing", editing);
  }

  /** On touch screens the keyboard stays away until a cell is edited. */
  wantKeyboard(wanted: boolean): void {
    if (matchMedia("(pointer: coarse)").matches) attribute(this.element, "inputmode", wanted ? null : "none");
  }

  /** Lies over a cell; an editor grows to the right and downwards with its text. */
  place(box: Box, room: { width: number; height: number }, editing: boolean, align: string): void {
    const { style } = this.element;
    const x = clamp(box.x - 1, 0, Math.max(0, room.width - 40));
    const y = editing ? box.y - 1 : clamp(box.y - 1, 0, Math.max(0, room.height - box.height));
    style.transform = `translate(${x}px, ${y}px)`;
    style.textAlign = align;
    // High rows show their text from the top, others in the middle.
    const inset = box.height >= 48 ? 6 : Math.max(0, (box.height - 1 - LINE) / 2 - 1);
    style.paddingTop = `${inset}px`;
    style.paddingBottom = `${inset}px`;
    const wide = editing
      ? clamp(this.textWidth() + 28, box.width + 1, Math.max(box.width + 1, WIDEST))
      : box.width + 1;
    style.width = `${Math.min(wide, Math.max(box.width + 1, room.width - x - 4))}px`;
    style.height = `${box.height + 1}px`;
    if (!editing || !this.element.value) return;
    const tallest = Math.max(box.height + 1, Math.min(320, room.height - y - 4));
    const needed = this.element.scrollHeight + 4;
    if (needed > box.height + 2) style.height = `${Math.min(needed, tallest)}px`;
    style.overflowY = needed > tallest ? "auto" : "hidden";
  }

  private textWidth(): number {
    if (this.measure === undefined) {
      this.measure = document.createElement("canvas").getContext("2d");
      if (this.measure) this.measure.font = getComputedStyle(this.element).font;
    }
    const { measure } = this;
    if (!measure) return 0;
    return Math.max(0, ...this.element.value.split("\n").map((line) => measure.measureText(line).width));
  }
}
