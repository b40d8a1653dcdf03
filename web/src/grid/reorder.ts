/** Moving columns by dragging their headers: a line shows where they would go. */
import type { Core } from "./core.ts";
import { make } from "./dom.ts";
import { dropPlace } from "./filling.ts";
import { clamp } from "./geometry.ts";
import { HEAD } from "./scene.ts";
import { columnIndexes, covers } from "./selection.ts";

/** Pixels that a press may move and still be a click. */
const CLICK = 5;

/** Column drags of one grid. */
export class Reorder {
  private readonly line: HTMLElement;
  private held: { readonly columns: readonly number[]; readonly x: number; moving: boolean } | undefined;

  constructor(private readonly core: Core) {
    this.line = make("div", "kg-insert", { "aria-hidden": "true" }, core.viewport.view);
    this.line.style.display = "none";
  }

  get moving(): boolean {
    return this.held?.moving === true;
  }

  /** Remembers which columns a press on a header holds. */
  start(column: number, x: number): void {
    const { scene } = this.core;
    if (!scene.options.onColumnMove || column < this.fixed) return;
    const selected = columnIndexes(scene.selection, scene.bounds);
    const whole = scene.selection.ranges.every((range) => range.bottom === Number.POSITIVE_INFINITY);
    const joined = (selected.at(-1) ?? 0) - (selected[0] ?? 0) === selected.length - 1;
    const together = whole && joined && covers(scene.selection, 0, column);
    this.held = { columns: together ? selected : [column], x, moving: false };
  }

  private get fixed(): number {
    return this.core.scene.options.fixedColumns ?? 0;
  }

  /** Follows the pointer; true while columns are being moved. */
  follow(x: number): boolean {
    const { held } = this;
    if (!held) return false;
    held.moving ||= Math.abs(x - held.x) > CLICK;
    if (!held.moving) return true;
    const place = this.place(x);
    const { scene } = this.core;
    this.core.viewport.root.classList.add("kg-moving");
    this.line.style.display = place === undefined ? "none" : "";
    if (place !== undefined) {
      const at =
        place < scene.columns.length ? scene.x(place) : scene.x(place - 1) + scene.axis.width(place - 1);
      this.line.style.transform = `translateX(${at - 2}px)`;
      this.line.style.height = `${HEAD + Math.min(scene.bodyHeight, Math.max(0, scene.y(scene.bounds.rows)))}px`;
    }
    return true;
  }

  /** The place before which the columns would stand. */
  private place(x: number): number | undefined {
    const { scene, viewport } = this.core;
    const left = x - viewport.view.getBoundingClientRect().left - scene.gutter;
    const offset = left < scene.axis.frozenWidth ? left : left + scene.scrollX;
    const column = scene.axis.at(clamp(offset, 0, scene.axis.total));
    const behind = offset > scene.axis.left(column) + scene.axis.width(column) / 2;
    return dropPlace(this.held?.columns ?? [], column + Number(behind), this.fixed, scene.columns.length);
  }

  /** Drops the columns. */
  end(x: number): void {
    const { held } = this;
    const place = held?.moving ? this.place(x) : undefined;
    this.held = undefined;
    this.line.style.display = "none";
    this.core.viewport.root.classList.remove("kg-moving");
    if (held && place !== undefined) this.core.scene.options.onColumnMove?.(held.columns, place);
  }
}
