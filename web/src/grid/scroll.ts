/** Scrolling beyond what browsers can: the exact position apart from the scroll bar's. */
import { clamp } from "./geometry.ts";

/** The tallest element we ask a browser to scroll; Firefox and Chromium stop at 17 and 33 million pixels. */
export const TALLEST = 8_000_000;

/**
 * One direction of scrolling. `position` is exact in content pixels; `bar` is where the native scroll bar stands.
 * They are the same up to `TALLEST`; beyond it the bar is a scaled picture of the position.
 */
export class ScrollMap {
  position = 0;
  private content = 0;
  private view = 0;

  /** Sets the sizes of content and view; the position stays when it can. */
  resize(content: number, view: number): void {
    this.content = content;
    this.view = view;
    this.position = clamp(this.position, 0, this.furthest);
  }

  /** The greatest position. */
  get furthest(): number {
    return Math.max(0, this.content - this.view);
  }

  /** The size of the element that the native bar scrolls. */
  get physical(): number {
    return Math.min(this.content, TALLEST);
  }

  get scaled(): boolean {
    return this.content > TALLEST;
  }

  private get furthestBar(): number {
    return Math.max(0, this.physical - this.view);
  }

  /** Where the native bar belongs for the position. */
  get bar(): number {
    if (!this.scaled) return this.position;
    return this.furthest === 0 ? 0 : Math.round((this.position / this.furthest) * this.furthestBar);
  }

  /** Moves to a position. */
  go(position: number): void {
    this.position = clamp(position, 0, this.furthest);
  }

  /**
   * Takes over where the person moved the native bar. A small move (touch, arrow buttons) counts exactly, a long one
   * (dragging the bar) by proportion; both ends are always reached.
   */
  follow(bar: number, before: number): void {
    if (!this.scaled) return this.go(bar);
    if (bar <= 0) return this.go(0);
    if (bar >= this.furthestBar - 1) return this.go(this.furthest);
    const moved = bar - before;
    if (Math.abs(moved) < this.view) return this.go(this.position + moved);
    this.go((bar / this.furthestBar) * this.furthest);
  }
}
