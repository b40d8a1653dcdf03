/** The small square at the corner of the selection: dragged it fills, double-clicked it fills down to the neighbour's end. */
import type { Commands } from "./commands.ts";
import type { Core } from "./core.ts";
import { make } from "./dom.ts";
import { type Stretch, stretch } from "./filling.ts";
import { type Cell, cut, type Range } from "./selection.ts";
import type { Transfer } from "./transfer.ts";

/** The fill handle of one grid. */
export class FillHandle {
  private readonly element: HTMLElement;
  private from: Range | undefined;

  constructor(
    private readonly core: Core,
    private readonly commands: Commands,
    private readonly transfer: Transfer,
  ) {
    this.element = make("div", "kg-fill", { "aria-hidden": "true" }, core.viewport.body);
    this.element.addEventListener("dblclick", (event) => {
      event.stopPropagation();
      void core.attempt(() => this.fillDown());
    });
  }

  /** Whether an event is on the handle. */
  owns(target: EventTarget | null): boolean {
    return target === this.element;
  }

  get dragging(): boolean {
    return this.from !== undefined;
  }

  /** Whether the drag has led away from where it began. */
  get moved(): boolean {
    return this.core.scene.filling !== undefined;
  }

  /** The range that would be filled from; none while several ranges or whole columns are selected. */
  private source(): Range | undefined {
    const { scene } = this.core;
    const { ranges } = scene.selection;
    const [only] = ranges;
    if (ranges.length !== 1 || !only || scene.options.readonly || scene.editing) return undefined;
    if (!scene.options.source.ranges) return undefined;
    if (only.bottom === Number.POSITIVE_INFINITY || only.right === Number.POSITIVE_INFINITY) return undefined;
    return cut(only, scene.recordBounds);
  }

  /** Puts the handle at the corner of the selection, or hides it; called after every paint. */
  place(): void {
    const { scene } = this.core;
    const range = this.source();
    const { style } = this.element;
    const box = range && scene.box({ row: range.bottom, column: range.right });
    const x = box ? box.x + box.width : 0;
    const y = box ? box.y + box.height : 0;
    const edge = scene.gutter + scene.axis.frozenWidth;
    const covered = range && range.right >= scene.axis.frozen && x < edge;
    const shown = box && !covered && x <= scene.width && y > 0 && y <= scene.bodyHeight;
    style.display = shown ? "" : "none";
    if (shown) style.transform = `translate(${Math.min(x, scene.width - 4) - 4}px, ${y - 4}px)`;
  }

  /** Begins a drag. */
  start(): void {
    this.from = this.source();
  }

  /** Follows a drag to a cell; shows what would be filled. */
  follow(to: Cell): void {
    this.core.scene.filling = this.stretched(to)?.range;
    this.core.viewport.paintSoon();
  }

  private stretched(to: Cell): Stretch | undefined {
    const { scene } = this.core;
    const row = Math.min(to.row, Math.max(0, scene.count - 1));
    return this.from && stretch(this.from, { row, column: to.column });
  }

  /** Ends a drag: fills. A press that was never moved is a click, or half of a double click. */
  end(to: Cell, control: boolean): void {
    const found = this.moved ? this.stretched(to) : undefined;
    const from = this.from;
    this.cancel();
    if (!found || !from) return;
    const mode = control ? (this.single(from) ? "series" : "copy") : "auto";
    void this.core.attempt(() => this.transfer.fillRange(found, mode));
  }

  /** Gives a drag up. */
  cancel(): void {
    this.from = undefined;
    this.core.scene.filling = undefined;
    this.core.viewport.paintSoon();
  }

  /** Whether one number stands alone: it is repeated, and counted up only with the control key. */
  private single(range: Range): boolean {
    const { scene } = this.core;
    return range.top === range.bottom && scene.columns[range.left]?.kind === "number";
  }

  /** Fills down as far as the column beside it is filled. */
  private async fillDown(): Promise<void> {
    const range = this.source();
    if (!range) return;
    const { scene } = this.core;
    const below = range.bottom + 1;
    if (scene.unread(range.bottom) || scene.unread(below))
      await scene.options.source.fetchRows(range.bottom, below);
    for (const column of [range.left - 1, range.right + 1]) {
      if (column < 0 || column >= scene.columns.length) continue;
      const beside = { row: range.bottom, column };
      if (!this.commands.filled(range.bottom, column) || !this.commands.filled(range.bottom + 1, column))
        continue;
      const { row } = await this.commands.reach(beside, "down");
      const found = stretch(range, { row, column: range.right });
      if (found) return this.transfer.fillRange(found, "auto");
    }
  }
}
