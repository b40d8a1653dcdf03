/** Paints the foot: a figure of the whole view under every column, each a button that offers others. */
import { attribute, make } from "./dom.ts";
import type { Window } from "./geometry.ts";
import { FOOT, type Scene } from "./scene.ts";

/** The line of figures below the records. */
export class FootPainter {
  private readonly foot: HTMLElement;
  private readonly clip: HTMLElement;
  private readonly track: HTMLElement;
  private readonly cells = new Map<number, HTMLButtonElement>();

  constructor(
    private readonly scene: Scene,
    view: HTMLElement,
  ) {
    this.foot = make("div", "kg-foot", { role: "row" }, view);
    this.foot.style.height = `${FOOT}px`;
    this.clip = make("div", "kg-cells", { role: "presentation" }, this.foot);
    this.track = make("div", "kg-track", { role: "presentation" }, this.clip);
    this.foot.addEventListener("pointerdown", (event) => event.stopPropagation());
    this.foot.addEventListener("click", (event) => {
      const cell = (event.target as Element).closest<HTMLElement>("[data-column]");
      const key = scene.columns[Number(cell?.dataset.column)]?.key;
      if (cell && key !== undefined) scene.options.onFootMenu?.(key, cell.getBoundingClientRect());
    });
  }

  /** Paints the frozen columns and a window of the others. */
  paint(columns: Window): void {
    const { scene } = this;
    this.foot.hidden = !scene.options.foot;
    if (!scene.options.foot) return;
    const left = scene.gutter + scene.axis.frozenWidth;
    this.clip.style.left = `${left}px`;
    this.clip.style.width = `${Math.max(0, Math.min(scene.width - left, scene.axis.total - scene.axis.frozenWidth - scene.scrollX))}px`;
    const pinned = Math.min(scene.axis.frozen, scene.columns.length);
    for (const [index, cell] of this.cells) {
      if (index < pinned || (index >= columns.from && index < columns.to)) continue;
      cell.remove();
      this.cells.delete(index);
    }
    for (let index = 0; index < pinned; index++) this.paintCell(index);
    for (let index = columns.from; index < columns.to; index++) this.paintCell(index);
  }

  private paintCell(index: number): void {
    const { scene } = this;
    const column = scene.columns[index];
    if (!column) return;
    const pinned = index < scene.axis.frozen;
    const parent = pinned ? this.foot : this.track;
    let cell = this.cells.get(index);
    if (!cell || cell.parentNode !== parent) {
      cell?.remove();
      cell = make("button", "kg-foot-cell", { type: "button", tabindex: "-1" }, parent);
      cell.dataset.column = String(index);
      this.cells.set(index, cell);
    }
    const x = pinned
      ? scene.gutter + scene.axis.left(index)
      : scene.axis.left(index) - scene.axis.frozenWidth;
    cell.style.left = `${x}px`;
    cell.style.width = `${scene.axis.width(index)}px`;
    const told = scene.options.foot?.get(column.key);
    const text = told ? `${told.name} ${told.text}` : scene.texts.noFigure;
    cell.classList.toggle("kg-none", !told);
    if (cell.textContent === text && told) return;
    cell.textContent = "";
    if (told) {
      make("small", "", {}, cell).textContent = told.name;
      make("b", "", {}, cell).textContent = told.text;
    } else cell.textContent = text;
    attribute(cell, "aria-label", `${column.name}: ${text}`);
    attribute(cell, "title", text);
  }
}
