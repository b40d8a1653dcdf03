/** Where a popup stands: beneath its cell, above it when there is no room. */
import { make } from "./dom.ts";

/** The element of a popup, placed beside a rectangle of the window. */
export class PopupHost {
  readonly element: HTMLElement;

  constructor() {
    this.element = make("div", "kg-popup", { role: "presentation" }, document.body);
    // The textarea keeps the focus: a press inside the popup must not take it.
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.element.addEventListener("pointerdown", (event) => event.stopPropagation());
  }

  /** Places the popup beside a rectangle. */
  place(anchor: DOMRect): void {
    const { element } = this;
    element.style.minWidth = `${Math.min(Math.max(anchor.width, 200), window.innerWidth - 16)}px`;
    element.style.maxWidth = `${Math.min(Math.max(anchor.width, 360), window.innerWidth - 16)}px`;
    const { offsetWidth: width, offsetHeight: height } = element;
    const below = window.innerHeight - anchor.bottom - 8;
    const top = below >= height || below >= anchor.top ? anchor.bottom + 3 : anchor.top - height - 3;
    const left = Math.min(anchor.left, window.innerWidth - width - 8);
    element.style.top = `${Math.max(8, top)}px`;
    element.style.left = `${Math.max(8, left)}px`;
  }

  remove(): void {
    this.element.remove();
  }
}
