/** Paints the selection over the cells: one layer for the frozen columns, one for the scrolled ones. */
import { make } from "./dom.ts";
import type { Box, Scene } from "./scene.ts";
import { cut, isMany, type Range, type Selection } from "./selection.ts";

const FAR = 40;

/** Cuts a rectangle to a little more than a view, so that no element grows to millions of pixels. */
function near(box: Box, width: number, height: number): Box | undefined {
  const left = Math.max(box.x, -FAR);
  const top = Math.max(box.y, -FAR);
  const right = Math.min(box.x + box.width, width + FAR);
  const bottom = Math.min(box.y + box.height, height + FAR);
  return right <= left || bottom <= top
    ? undefined
    : { x: left, y: top, width: right - left, height: bottom - top };
}

class Layer {
  readonly element: HTMLElement;
  private readonly boxes: HTMLElement[] = [];
  private used = 0;

  constructor(body: HTMLElement) {
    this.element = make("div", "kg-layer", { "aria-hidden": "true" }, body);
  }

  start(): void {
    this.used = 0;
  }

  /** Draws a box with a class; boxes are recycled. */
  draw(box: Box, className: string): void {
    let node = this.boxes[this.used];
    if (!node) {
      node = make("div", "", {}, this.element);
      this.boxes.push(node);
    }
    this.used++;
    if (node.className !== className) node.className = className;
    node.style.transform = `translate(${box.x}px, ${box.y}px)`;
    node.style.width = `${box.width}px`;
    node.style.height = `${box.height}px`;
    node.style.display = "";
  }

  finish(): void {
    for (let index = this.used; index < this.boxes.length; index++) {
      const node = this.boxes[index];
      if (node) node.style.display = "none";
    }
  }
}

/** The selection's two layers. */
export class SelectionPainter {
  private readonly scrolled: Layer;
  private readonly frozen: Layer;
  private readonly edge: HTMLElement;

  constructor(
    private readonly scene: Scene,
    body: HTMLElement,
  ) {
    this.scrolled = new Layer(body);
    this.frozen = new Layer(body);
    this.edge = make("div", "kg-pinned-edge", {}, body);
  }

  /** Paints ranges, the active cell and the dashed line of what was copied. */
  paint(): void {
    const { scene } = this;
    const split = scene.gutter + scene.axis.frozenWidth;
    this.frozen.element.style.left = "0";
    this.frozen.element.style.width = `${split}px`;
    this.scrolled.element.style.left = `${split}px`;
    this.scrolled.element.style.width = `${Math.max(0, scene.width - split)}px`;
    this.edge.style.left = `${split - 1}px`;
    this.edge.style.height = `${Math.max(0, Math.min(scene.bodyHeight, scene.y(scene.bounds.rows)))}px`;
    this.edge.style.display = scene.axis.frozen > 0 ? "" : "none";
    for (const [layer, shift] of this.layers(split)) this.paintLayer(layer, shift);
  }

  private layers(split: number): [Layer, number][] {
    return [
      [this.frozen, 0],
      [this.scrolled, split],
    ];
  }

  private paintLayer(layer: Layer, shift: number): void {
    const { scene } = this;
    const faded = scene.focused ? "" : " kg-unfocused";
    layer.start();
    layer.element.classList.toggle("kg-unfocused", !scene.focused);
    if (isMany(scene.selection)) this.ranges(layer, shift, scene.selection, "kg-range");
    if (scene.copied) this.ranges(layer, shift, scene.copied, "kg-copied");
    if (scene.filling) this.rectangle(layer, shift, scene.filling, "kg-copied");
    const { active } = scene.selection;
    if (scene.columns.length > 0 && active.row < scene.bounds.rows)
      this.rectangle(
        layer,
        shift,
        { top: active.row, bottom: active.row, left: active.column, right: active.column },
        `kg-active${faded}`,
      );
    layer.finish();
  }

  private ranges(layer: Layer, shift: number, selection: Selection, className: string): void {
    for (const range of selection.ranges) this.rectangle(layer, shift, range, className);
  }

  private rectangle(layer: Layer, shift: number, range: Range, className: string): void {
    const { scene } = this;
    const part = cut(range, scene.bounds);
    if (!part) return;
    const { frozen } = scene.axis;
    if (layer === this.frozen && part.left >= frozen) return;
    if (layer === this.scrolled && part.right < frozen) return;
    const left = this.left(layer, part.left);
    const right = this.left(layer, part.right) + scene.axis.width(part.right);
    const box = {
      x: left - shift - 1,
      y: scene.y(part.top) - 1,
      width: right - left + 1,
      height: (part.bottom - part.top + 1) * scene.rows.height + 1,
    };
    const shown = near(box, scene.width, scene.bodyHeight);
    if (shown) layer.draw(shown, className);
  }

  /** A column's left edge as the layer sees it: the scrolled layer moves frozen columns out of its sight. */
  private left(layer: Layer, column: number): number {
    const { scene } = this;
    const edge = scene.gutter + scene.axis.left(column);
    if (layer === this.frozen) return edge;
    return edge - scene.scrollX;
  }
}
