/** The grid's elements and their scrolling: sizes, positions and the order in which things are painted. */
import { make } from "./dom.ts";
import { clamp, type Window } from "./geometry.ts";
import { FootPainter } from "./paint-foot.ts";
import { HeadPainter } from "./paint-head.ts";
import { RowPainter } from "./paint-rows.ts";
import { SelectionPainter } from "./paint-selection.ts";
import { HEAD, type Scene } from "./scene.ts";
import type { Cell } from "./selection.ts";

/** Rows painted beyond each edge, so that a fast wheel shows no gaps. */
const OVERSCAN = 3;
/** Air below the last row. */
const FOOT = 48;

let grids = 0;

/** What the viewport tells the grid after it painted. */
export type Painted = () => void;

/** The elements of one grid. */
export class Viewport {
  readonly root: HTMLElement;
  readonly scroller: HTMLElement;
  readonly view: HTMLElement;
  readonly body: HTMLElement;
  readonly head: HeadPainter;
  readonly rows: RowPainter;
  private readonly foot: FootPainter;
  private readonly sizer: HTMLElement;
  private readonly selection: SelectionPainter;
  private readonly observer: ResizeObserver;
  private readonly stop = new AbortController();
  private bar = 0;
  private frame = 0;
  private settle: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: HTMLElement,
    private readonly scene: Scene,
    private readonly painted: Painted,
    private readonly widthChanged: () => void,
  ) {
    this.root = make("div", "kg", {}, host);
    this.scroller = make("div", "kg-scroller", { tabindex: "-1" }, this.root);
    this.sizer = make("div", "kg-sizer", {}, this.scroller);
    this.view = make("div", "kg-view", { role: "grid", "aria-label": scene.texts.grid }, this.sizer);
    this.view.setAttribute("aria-multiselectable", "true");
    const head = make("div", "kg-head", { role: "row", "aria-rowindex": "1" }, this.view);
    this.body = make("div", "kg-body", { role: "presentation" }, this.view);
    this.body.style.top = `${HEAD}px`;
    this.head = new HeadPainter(scene, head);
    this.rows = new RowPainter(scene, this.body, `kg${++grids}`);
    this.selection = new SelectionPainter(scene, this.body);
    this.foot = new FootPainter(scene, this.view);
    const { signal } = this.stop;
    this.scroller.addEventListener("scroll", () => this.scrolled(), { signal, passive: true });
    this.scroller.addEventListener("wheel", (event) => this.wheel(event), { signal, passive: false });
    for (const element of [this.view, this.body])
      element.addEventListener("scroll", () => element.scrollTo(0, 0), { signal });
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(this.scroller);
  }

  /** Reads the size of the view again and paints. */
  measure(): void {
    const { scene } = this;
    const before = scene.width;
    scene.width = this.scroller.clientWidth;
    scene.height = this.scroller.clientHeight;
    this.view.style.width = `${scene.width}px`;
    this.view.style.height = `${scene.height}px`;
    if (before !== scene.width) this.widthChanged();
    this.resize();
    this.paint();
  }

  /** Fits the scroll area to the rows and columns. */
  resize(): void {
    const { scene } = this;
    scene.vertical.resize(scene.rows.total + FOOT, scene.bodyHeight);
    this.sizer.style.width = `${scene.contentWidth}px`;
    this.sizer.style.height = `${HEAD + scene.vertical.physical}px`;
    this.view.setAttribute(
      "aria-rowcount",
      scene.options.source.countKnown() ? String(scene.bounds.rows + 1) : "-1",
    );
    this.view.setAttribute("aria-colcount", String(scene.columns.length + 1));
    this.syncBar();
  }

  /** Puts the native bars where the exact positions say. */
  private syncBar(): void {
    const { scene } = this;
    if (Math.abs(this.scroller.scrollTop - scene.vertical.bar) >= 1)
      this.scroller.scrollTop = scene.vertical.bar;
    this.bar = this.scroller.scrollTop;
    if (Math.abs(this.scroller.scrollLeft - scene.scrollX) >= 1) this.scroller.scrollLeft = scene.scrollX;
    scene.scrollX = this.scroller.scrollLeft;
  }

  private scrolled(): void {
    const top = this.scroller.scrollTop;
    if (top !== this.bar) this.scene.vertical.follow(top, this.bar);
    this.bar = top;
    this.scene.scrollX = this.scroller.scrollLeft;
    if (this.scene.vertical.scaled) {
      clearTimeout(this.settle);
      this.settle = setTimeout(() => this.syncBar(), 200);
    }
    this.paint();
  }

  /** Beyond the tallest element the wheel moves the exact position, and the bar follows. */
  private wheel(event: WheelEvent): void {
    if (!this.scene.vertical.scaled || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
    event.preventDefault();
    const unit =
      event.deltaMode === 1 ? this.scene.rows.height : event.deltaMode === 2 ? this.scene.bodyHeight : 1;
    this.scrollBy(event.deltaX, event.deltaY * unit);
  }

  /** Scrolls by exact pixels. */
  scrollBy(x: number, y: number): void {
    const { scene } = this;
    scene.vertical.go(scene.vertical.position + y);
    scene.scrollX = clamp(scene.scrollX + x, 0, Math.max(0, scene.contentWidth - scene.width));
    this.syncBar();
    this.paint();
  }

  /** Brings a cell into view. */
  reveal(cell: Cell): void {
    const { scene } = this;
    if (scene.width === 0) return;
    const row = Math.min(cell.row, scene.rows.count);
    const y = scene.rows.reveal(row, scene.vertical.position, scene.bodyHeight);
    const x = scene.axis.reveal(cell.column, scene.scrollX, scene.pane);
    if (y !== scene.vertical.position || x !== scene.scrollX)
      this.scrollBy(x - scene.scrollX, y - scene.vertical.position);
  }

  /** Paints with the next frame. */
  paintSoon(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.paint());
  }

  /** The rows in view. */
  visibleRows(): Window {
    return this.scene.rows.visible(this.scene.vertical.position, this.scene.bodyHeight);
  }

  /** Paints now. */
  paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { scene } = this;
    if (scene.width === 0 || this.stop.signal.aborted) return;
    const seen = this.visibleRows();
    const rows = {
      from: Math.max(0, seen.from - OVERSCAN),
      to: Math.min(scene.rows.count, seen.to + OVERSCAN),
    };
    const columns = scene.axis.visible(scene.scrollX, scene.pane);
    this.view.style.setProperty("--kg-x", `${-scene.scrollX}px`);
    this.root.classList.toggle("kg-shadow", scene.scrollX > 0);
    if (seen.to > seen.from)
      scene.options.source.need(seen.from, Math.min(seen.to, Math.max(scene.count, 1)) - 1);
    this.head.paint(columns);
    this.rows.paint(rows, columns);
    this.selection.paint();
    this.foot.paint(columns);
    this.painted();
  }

  /** Frees listeners and removes the elements. */
  destroy(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.settle);
    this.stop.abort();
    this.observer.disconnect();
    this.root.remove();
  }
}
