/** The small dark note beside a marked or cut-off cell under the pointer. */
import { make } from "./dom.ts";

/** Shows one note at a time. */
export class Tip {
  private element: HTMLElement | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private owner: Element | undefined;

  /** Shows a text beside an element after a moment; an empty text hides. */
  over(owner: Element | undefined, text: string): void {
    if (owner === this.owner) return;
    this.hide();
    this.owner = owner;
    if (owner && text) this.timer = setTimeout(() => this.show(owner, text), 250);
  }

  private show(owner: Element, text: string): void {
    const box = owner.getBoundingClientRect();
    const element = make("div", "kg-tip", { role: "tooltip" }, document.body);
    element.textContent = text;
    const above = box.top - element.offsetHeight - 4;
    element.style.top = `${above > 4 ? above : box.bottom + 4}px`;
    element.style.left = `${Math.max(4, Math.min(box.left, window.innerWidth - element.offsetWidth - 8))}px`;
    this.element = element;
  }

  hide(): void {
    clearTimeout(this.timer);
    this.element?.remove();
    this.element = undefined;
    this.owner = undefined;
  }
}
