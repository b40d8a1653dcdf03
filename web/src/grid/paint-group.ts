/** Paints the head of a group over the line it stands on: fold button, field, label, count, and a button that adds. */
import { attribute, icon, make } from "./dom.ts";
import type { Scene } from "./scene.ts";
import type { GroupLine } from "./types.ts";

const CHEVRON = "M4.5 6.5 8 10l3.5-3.5";
/** Pixels by which each level stands further right. */
const STEP = 16;

/** The head that a row element can show. */
export class GroupHead {
  private readonly element: HTMLElement;
  private readonly button: HTMLElement;
  private readonly name: HTMLElement;
  private readonly label: HTMLElement;
  private readonly count: HTMLElement;
  private readonly add: HTMLElement | undefined;
  private line: GroupLine | undefined;

  constructor(
    private readonly scene: Scene,
    private readonly row: HTMLElement,
  ) {
    this.element = make("div", "kg-group-head", { role: "presentation" }, row);
    this.button = make("button", "kg-fold", { type: "button", tabindex: "-1" }, this.element);
    this.button.appendChild(icon(CHEVRON));
    this.name = make("span", "kg-group-name", {}, this.element);
    this.label = make("b", "kg-group-label", {}, this.element);
    this.count = make("span", "kg-group-count", {}, this.element);
    if (scene.newLine && scene.options.onAddToGroup) {
      const text = scene.texts.addToGroup;
      this.add = make(
        "button",
        "kg-group-add",
        { type: "button", tabindex: "-1", title: text, "aria-label": text },
        this.element,
      );
      this.add.textContent = "+";
    }
  }

  /** Shows a head, or none. */
  paint(line: GroupLine | undefined): void {
    const { scene, row } = this;
    row.classList.toggle("kg-group", line !== undefined);
    this.element.hidden = line === undefined;
    const width = `${Math.max(scene.gutter + scene.axis.frozenWidth, 240) - 1}px`;
    if (this.element.style.width !== width) this.element.style.width = width;
    if (line === this.line) return;
    this.line = line;
    if (!line) return;
    this.element.style.paddingLeft = `${8 + line.level * STEP}px`;
    row.dataset.level = String(line.level);
    this.button.classList.toggle("kg-folded", line.folded);
    attribute(this.button, "aria-expanded", String(!line.folded));
    attribute(
      this.button,
      "aria-label",
      `${line.folded ? scene.texts.unfold : scene.texts.fold}: ${line.label}`,
    );
    this.name.textContent = line.name;
    this.label.textContent = line.label;
    this.count.textContent = line.count.toLocaleString(scene.context.language);
    attribute(this.element, "title", `${line.name}: ${line.label} (${line.count})`);
    if (this.add) this.add.hidden = !line.addable;
  }
}
