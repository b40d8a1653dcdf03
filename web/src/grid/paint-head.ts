/** Paints the header: icon, name, sort and filter signs, menu button and resize grip of every column in view. */
import { attribute, icon, make } from "./dom.ts";
import type { Window } from "./geometry.ts";
import { HEAD, type Scene } from "./scene.ts";
import { columnIndexes } from "./selection.ts";
import type { Column } from "./types.ts";

const CHEVRON = "M4.5 6.5 8 10l3.5-3.5";
const FUNNEL = "M2.5 3.5h11L9.5 8.5v4l-3-1.5v-2.5z";
const LOCK = "M4.5 7.5h7v5.5h-7zM6 7.5V5.5a2 2 0 0 1 4 0v2";

interface HeadNode {
  readonly element: HTMLElement;
  column: Column;
  x: number;
}

/** The header line. */
export class HeadPainter {
  private readonly corner: HTMLElement;
  private readonly clip: HTMLElement;
  private readonly track: HTMLElement;
  private readonly add: HTMLElement | undefined;
  private readonly cells = new Map<number, HeadNode>();

  constructor(
    private readonly scene: Scene,
    private readonly head: HTMLElement,
  ) {
    const { texts } = scene;
    head.style.height = `${HEAD}px`;
    this.corner = make("div", "kg-gutter", { role: "columnheader", "aria-colindex": "1" }, head);
    attribute(this.corner, "aria-label", texts.selectAll);
    this.clip = make("div", "kg-cells", { role: "presentation" }, head);
    this.track = make("div", "kg-track", { role: "presentation" }, this.clip);
    if (scene.options.onAddColumn) {
      this.add = make(
        "button",
        "kg-add",
        { type: "button", tabindex: "-1", title: texts.addColumn },
        this.track,
      );
      this.add.textContent = "+";
      attribute(this.add, "aria-label", texts.addColumn);
    }
  }

  /** Paints the frozen columns and a window of the others. */
  paint(columns: Window): void {
    const { scene } = this;
    const left = scene.gutter + scene.axis.frozenWidth;
    this.corner.style.width = `${scene.gutter}px`;
    this.clip.style.left = `${left}px`;
    this.clip.style.width = `${Math.max(0, scene.width - left)}px`;
    if (this.add) this.add.style.left = `${scene.axis.total - scene.axis.frozenWidth}px`;
    const pinned = Math.min(scene.axis.frozen, scene.columns.length);
    for (const [index, node] of this.cells) {
      if (index < pinned || (index >= columns.from && index < columns.to)) continue;
      node.element.remove();
      this.cells.delete(index);
    }
    const marked = new Set(columnIndexes(scene.selection, scene.bounds));
    for (let index = 0; index < pinned; index++) this.paintColumn(index, marked.has(index));
    for (let index = columns.from; index < columns.to; index++) this.paintColumn(index, marked.has(index));
  }

  private paintColumn(index: number, marked: boolean): void {
    const { scene } = this;
    const column = scene.columns[index];
    if (!column) return;
    const pinned = index < scene.axis.frozen;
    const parent = pinned ? this.head : this.track;
    let node = this.cells.get(index);
    if (!node || node.column !== column || node.element.parentNode !== parent) {
      node?.element.remove();
      node = { element: this.create(index, column, parent), column, x: -1 };
      this.cells.set(index, node);
    }
    const x = pinned
      ? scene.gutter + scene.axis.left(index)
      : scene.axis.left(index) - scene.axis.frozenWidth;
    if (node.x !== x) node.element.style.left = `${x}px`;
    node.x = x;
    const width = `${scene.axis.width(index)}px`;
    if (node.element.style.width !== width) node.element.style.width = width;
    node.element.classList.toggle("kg-in", marked);
  }

  private create(index: number, column: Column, parent: HTMLElement): HTMLElement {
    const { scene } = this;
    const cell = make("div", "kg-cell", { role: "columnheader", "aria-colindex": String(index + 2) });
    parent.insertBefore(cell, parent === this.head ? this.clip : null);
    cell.dataset.column = String(index);
    attribute(cell, "aria-label", column.name);
    attribute(cell, "aria-sort", column.sort ?? null);
    attribute(cell, "title", column.note ?? null);
    cell.appendChild(icon(scene.looks[index]?.icon ?? ""));
    const name = make("span", "kg-name", {}, cell);
    name.textContent = column.name;
    if (column.required) make("span", "kg-required", {}, name).textContent = " *";
    if (column.readonly) cell.appendChild(icon(LOCK));
    if (column.filtered) cell.appendChild(icon(FUNNEL, "kg-icon kg-filtered"));
    if (column.sort) make("span", "kg-sort", {}, cell).textContent = column.sort === "ascending" ? "↑" : "↓";
    if (scene.options.onHeaderMenu) {
      const label = scene.texts.columnMenu(column.name);
      const button = make("button", "kg-menu", { type: "button", tabindex: "-1", "aria-label": label }, cell);
      button.appendChild(icon(CHEVRON));
    }
    const grip = make("div", "kg-grip", { "aria-hidden": "true" }, cell);
    attribute(grip, "title", scene.texts.resize(column.name));
    return cell;
  }

  /** The element of a column that is on screen. */
  cellOf(index: number): HTMLElement | undefined {
    return this.cells.get(index)?.element;
  }
}
