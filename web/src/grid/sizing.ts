/** Column widths while and after they are dragged. */
import type { Core } from "./core.ts";
import { clamp } from "./geometry.ts";

const NARROWEST = 56;
const WIDEST = 800;

/** The widths that people gave columns here, until the source says the same. */
export class Sizing {
  private readonly widths = new Map<string, { width: number; source: number }>();

  constructor(
    private readonly core: Core,
    private readonly changed: () => void,
  ) {}

  /** The width of a column: the dragged one until the source brings another. */
  of(column: { readonly key: string; readonly width: number }): number {
    const own = this.widths.get(column.key);
    if (own && own.source === column.width) return own.width;
    this.widths.delete(column.key);
    return clamp(column.width, NARROWEST, WIDEST);
  }

  /** Follows a drag of a grip. */
  start(event: PointerEvent, grip: Element): void {
    const column = this.columnOf(grip);
    if (!column) return;
    event.preventDefault();
    const begin = this.of(column);
    const drag = new AbortController();
    const { signal } = drag;
    grip.classList.add("kg-dragging");
    const width = (at: PointerEvent) =>
      clamp(Math.round(begin + at.clientX - event.clientX), NARROWEST, WIDEST);
    const end = (at: PointerEvent) => {
      drag.abort();
      grip.classList.remove("kg-dragging");
      if (width(at) !== begin) this.settle(column.key, width(at));
    };
    window.addEventListener("pointermove", (at) => this.set(column, width(at)), { signal });
    window.addEventListener("pointerup", end, { signal });
    window.addEventListener("pointercancel", end, { signal });
  }

  /** Fits a column to what is on screen. */
  fit(grip: Element): void {
    const column = this.columnOf(grip);
    if (!column) return;
    const { scene, viewport } = this.core;
    const index = scene.columns.indexOf(column);
    const head = viewport.head.cellOf(index);
    const texts = viewport.rows.cellsOf(index).map((cell) => contentWidth(cell) + 22);
    const name = head?.querySelector(".kg-name");
    const width = clamp(Math.ceil(Math.max(name ? contentWidth(name) + 64 : 0, ...texts)), NARROWEST, 480);
    this.set(column, width);
    this.settle(column.key, width);
  }

  private columnOf(grip: Element) {
    const index = Number(grip.closest<HTMLElement>("[data-column]")?.dataset.column);
    return this.core.scene.columns[index];
  }

  private set(column: { readonly key: string; readonly width: number }, width: number): void {
    this.widths.set(column.key, { width, source: column.width });
    this.changed();
  }

  private settle(key: string, width: number): void {
    this.core.scene.options.onColumnResize?.(key, width);
  }
}

function contentWidth(element: Element): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect().width;
}
