/** What the mouse and the finger do: select, drag, resize, open, ask for menus. */
import type { Commands } from "./commands.ts";
import type { Core } from "./core.ts";
import type { FillHandle } from "./fill-handle.ts";
import { clamp } from "./geometry.ts";
import { Reorder } from "./reorder.ts";
import { HEAD } from "./scene.ts";
import { add, type Cell, columns, covers, everything, extend, rows, single } from "./selection.ts";
import type { Sizing } from "./sizing.ts";

/** Pixels that a press may move without being a drag. */
const TREMBLE = 5;

/** A place on the grid. */
interface Hit extends Cell {
  readonly area: "corner" | "head" | "gutter" | "cell" | "outside";
}

/** The pointer of one grid. */
export class Pointer {
  private readonly stop = new AbortController();
  private readonly reorder: Reorder;
  private dragging: "cell" | "head" | "gutter" | "fill" | undefined;
  private last = { x: 0, y: 0 };
  private timer: ReturnType<typeof setInterval> | undefined;
  private touched = { at: 0, row: -1, column: -1 };
  private touch = false;

  constructor(
    private readonly core: Core,
    private readonly commands: Commands,
    private readonly sizing: Sizing,
    private readonly handle: FillHandle,
  ) {
    this.reorder = new Reorder(core);
    const { view } = core.viewport;
    const { signal } = this.stop;
    view.addEventListener("mousedown", (event) => this.keepFocus(event), { signal });
    view.addEventListener("pointerdown", (event) => this.down(event), { signal });
    view.addEventListener("pointermove", (event) => this.hover(event), { signal });
    view.addEventListener("pointerleave", () => core.viewport.rows.hover(-1), { signal });
    view.addEventListener("click", (event) => this.click(event), { signal });
    view.addEventListener("dblclick", (event) => this.doubleClick(event), { signal });
    view.addEventListener("contextmenu", (event) => this.menu(event), { signal });
    window.addEventListener("pointermove", (event) => this.drag(event), { signal });
    window.addEventListener("pointerup", (event) => this.up(event), { signal });
    window.addEventListener("pointercancel", () => this.release(), { signal });
  }

  private inEditor(event: Event): boolean {
    return event.target === this.core.editor.textarea.element;
  }

  private keepFocus(event: MouseEvent): void {
    if (this.inEditor(event)) return;
    event.preventDefault();
    if (!this.touch || !this.core.editor.editing) this.core.editor.focus();
  }

  /** The place under a point of the window. */
  private hit(x: number, y: number): Hit {
    const { scene, viewport } = this.core;
    const view = viewport.view.getBoundingClientRect();
    const left = x - view.left - scene.gutter;
    const top = y - view.top - HEAD;
    const frozen = left < scene.axis.frozenWidth;
    const offset = frozen ? left : left + scene.scrollX;
    const column = scene.axis.at(Math.max(0, offset));
    const row = Math.floor((top + scene.vertical.position) / scene.rows.height);
    const inside = { row: clamp(row, 0, Math.max(0, scene.bounds.rows - 1)), column };
    if (top < 0)
      return { ...inside, area: left < 0 ? "corner" : offset > scene.axis.total ? "outside" : "head" };
    if (row >= scene.bounds.rows || offset > scene.axis.total) return { ...inside, area: "outside" };
    return { ...inside, area: left < 0 ? "gutter" : "cell" };
  }

  private down(event: PointerEvent): void {
    this.touch = event.pointerType === "touch";
    if (this.handle.owns(event.target) && event.button === 0) return this.grab(event);
    if (this.inEditor(event) || event.button !== 0 || this.touch) return;
    const target = event.target as Element;
    const grip = target.closest(".kg-grip");
    if (grip) return this.sizing.start(event, grip);
    if (target.closest("button, a")) return;
    this.last = { x: event.clientX, y: event.clientY };
    const hit = this.hit(event.clientX, event.clientY);
    const control = event.ctrlKey || event.metaKey;
    if (hit.area === "head" && !event.shiftKey && !control) this.reorder.start(hit.column, event.clientX);
    this.core.editor.leave(() => this.press(hit, event.shiftKey, control));
  }

  private grab(event: PointerEvent): void {
    this.last = { x: event.clientX, y: event.clientY };
    this.dragging = "fill";
    this.handle.start();
  }

  private up(event: PointerEvent): void {
    if (this.dragging === "fill")
      this.handle.end(this.hit(event.clientX, event.clientY), event.ctrlKey || event.metaKey);
    this.reorder.end(event.clientX);
    this.release();
  }

  private press(hit: Hit, shift: boolean, control: boolean): void {
    const { scene } = this.core;
    const { selection } = scene;
    const more = control ? selection : undefined;
    if (scene.columns.length === 0) return;
    if (hit.area === "corner") return this.core.setSelection(everything(selection), null);
    if (hit.area === "outside") return;
    this.dragging = hit.area;
    if (shift) {
      const focus = { row: hit.area === "head" ? selection.focus.row : hit.row, column: hit.column };
      return this.core.setSelection(extend(selection, focus), null);
    }
    if (hit.area === "head") {
      const top = this.core.viewport.visibleRows().from;
      return this.core.setSelection(columns(hit.column, hit.column, top, more), null);
    }
    if (hit.area === "gutter") return this.core.setSelection(rows(hit.row, hit.row, more), null);
    const cell = { row: hit.row, column: hit.column };
    this.core.setSelection(control ? add(selection, cell) : single(cell), control ? null : undefined);
  }

  private drag(event: PointerEvent): void {
    if (!this.dragging || event.buttons === 0) return;
    if (this.dragging === "fill" && !this.handle.moved && this.isNear(event)) return;
    this.last = { x: event.clientX, y: event.clientY };
    if (this.dragging === "head" && this.reorder.follow(event.clientX)) {
      if (this.reorder.moving) this.timer ??= setInterval(() => this.beyond(), 40);
      return;
    }
    this.stretch();
    this.timer ??= setInterval(() => this.beyond(), 40);
  }

  /** Whether the pointer is still where it was pressed: a hand trembles between the clicks of a double click. */
  private isNear(event: PointerEvent): boolean {
    return Math.hypot(event.clientX - this.last.x, event.clientY - this.last.y) < TREMBLE;
  }

  private stretch(): void {
    const { scene } = this.core;
    const hit = this.hit(this.last.x, this.last.y);
    if (this.dragging === "fill") return this.handle.follow(hit);
    if (this.reorder.moving) return void this.reorder.follow(this.last.x);
    const { focus } = scene.selection;
    const cell = {
      row: this.dragging === "head" ? focus.row : hit.row,
      column: this.dragging === "gutter" ? focus.column : hit.column,
    };
    if (cell.row !== focus.row || cell.column !== focus.column)
      this.core.setSelection(extend(scene.selection, cell), null);
  }

  /** Scrolls while the pointer is dragged beyond an edge. */
  private beyond(): void {
    const { scene, viewport } = this.core;
    const view = viewport.view.getBoundingClientRect();
    const past = (at: number, low: number, high: number) => (at < low ? at - low : at > high ? at - high : 0);
    const x = past(this.last.x, view.left + scene.gutter + scene.axis.frozenWidth, view.right);
    const y = this.dragging === "head" ? 0 : past(this.last.y, view.top + HEAD, view.bottom);
    const leftward = x < 0 && this.last.x > view.left + scene.gutter && scene.scrollX === 0;
    if ((x === 0 || leftward || this.dragging === "gutter") && y === 0) return;
    viewport.scrollBy(this.dragging === "gutter" ? 0 : clamp(x, -60, 60), clamp(y, -120, 120));
    this.stretch();
  }

  private release(): void {
    if (this.handle.dragging) this.handle.cancel();
    this.dragging = undefined;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private hover(event: PointerEvent): void {
    if (event.pointerType === "touch" || this.dragging) return;
    const hit = this.hit(event.clientX, event.clientY);
    const over = hit.area === "cell" || hit.area === "gutter";
    this.core.viewport.rows.hover(
      over && hit.row < this.core.scene.count && !this.core.scene.group(hit.row) ? hit.row : -1,
    );
  }

  private click(event: MouseEvent): void {
    if (this.inEditor(event)) return;
    const { scene } = this.core;
    const target = event.target as Element;
    const hit = this.hit(event.clientX, event.clientY);
    const button = target.closest("button");
    const key = scene.columns[Number(target.closest<HTMLElement>("[data-column]")?.dataset.column)]?.key;
    if (button?.classList.contains("kg-fold"))
      this.core.editor.leave(() => scene.options.source.fold?.(hit.row, event.altKey));
    else if (button?.classList.contains("kg-group-add"))
      this.core.editor.leave(() => scene.options.onAddToGroup?.(hit.row));
    else if (button?.classList.contains("kg-menu") && key !== undefined) {
      const header = button.closest(".kg-cell") ?? button;
      this.core.editor.leave(() => scene.options.onHeaderMenu?.(key, header.getBoundingClientRect()));
    } else if (button?.classList.contains("kg-add"))
      scene.options.onAddColumn?.(button.getBoundingClientRect());
    else if (button?.classList.contains("kg-open-record")) this.openRecord(hit.row);
    else if (button?.classList.contains("kg-action")) this.act(hit);
    else if (this.touch) this.tap(hit);
    if (target.closest(".kg-check") && hit.area === "cell")
      this.core.editor.leave(() => this.commands.toggled());
  }

  /** A button of a cell does what opening the cell does. */
  private act(hit: Hit): void {
    this.core.editor.leave(() => {
      this.press(hit, false, false);
      this.release();
      this.core.editor.open();
    });
  }

  /** The cell of a record under a point of the window. */
  cellAt(x: number, y: number): Cell | undefined {
    const hit = this.hit(x, y);
    return hit.area === "cell" ? { row: hit.row, column: hit.column } : undefined;
  }

  private openRecord(index: number): void {
    const row = this.core.scene.row(index);
    if (row) this.core.editor.leave(() => this.core.scene.options.onOpenRecord?.(row, index));
  }

  /** A tap selects; a second one on the same cell opens it. */
  private tap(hit: Hit): void {
    const again = hit.row === this.touched.row && hit.column === this.touched.column;
    const quick = Date.now() - this.touched.at < 500;
    this.touched = { at: Date.now(), row: hit.row, column: hit.column };
    if (again && quick && hit.area === "cell") return this.core.editor.open();
    this.core.editor.leave(() => {
      this.press(hit, false, false);
      this.release();
    });
  }

  private doubleClick(event: MouseEvent): void {
    const target = event.target as Element;
    if (this.inEditor(event) || this.touch || target.closest("button, a, .kg-check")) return;
    const grip = target.closest(".kg-grip");
    if (grip) return this.sizing.fit(grip);
    const hit = this.hit(event.clientX, event.clientY);
    if (this.core.scene.group(hit.row)) this.core.scene.options.source.fold?.(hit.row, event.altKey);
    else if (hit.area === "cell") this.core.editor.open();
  }

  private menu(event: MouseEvent): void {
    if (this.inEditor(event)) return;
    event.preventDefault();
    const { scene } = this.core;
    const hit = this.hit(event.clientX, event.clientY);
    const point = { x: event.clientX, y: event.clientY };
    this.core.editor.leave(() => {
      if (hit.area === "head") {
        const key = scene.columns[hit.column]?.key;
        const header = this.core.viewport.head.cellOf(hit.column)?.getBoundingClientRect();
        if (key !== undefined && header) scene.options.onHeaderMenu?.(key, header);
        return;
      }
      if (hit.area !== "cell" && hit.area !== "gutter") return;
      if (!covers(scene.selection, hit.row, hit.column)) {
        this.press(hit, false, false);
        this.release();
      }
      this.commands.contextMenu(point);
    });
  }

  destroy(): void {
    this.release();
    this.stop.abort();
  }
}
