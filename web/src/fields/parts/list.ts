/** A list beneath the cell: searched by what is typed, driven by the arrow keys, taken by Enter. */
import { attribute, make } from "../../grid/dom.ts";
import type { EditSession, Popup } from "../../grid/look.ts";
import type { Option } from "../../grid/types.ts";

/** How a list behaves. */
export interface ListPlan {
  readonly options: (query: string) => readonly Option[] | Promise<readonly Option[]>;
  readonly chosen: () => ReadonlySet<string | number>;
  /** Takes an option; `key` tells Enter from a click. */
  readonly take: (option: Option, by: "key" | "click") => void;
  /** Whether the first option is what the query means, so that Enter takes it. */
  readonly matches: (options: readonly Option[], query: string) => boolean;
  readonly value: Popup["value"];
  readonly paint: (host: HTMLElement, option: Option) => void;
  /** Takes the first option of an answer that is still under way; without it Enter waits, and typing goes on in the query. */
  later?: (answer: Promise<readonly Option[]>) => void;
  /** Whether the end of the edit must wait for answers under way. */
  holdsEnd?: () => boolean;
  /** Whether Enter with an empty search and untouched highlight ends the edit instead of taking. */
  readonly enterEnds?: boolean;
}

let lists = 0;

/** The popup list. */
export class ListPopup implements Popup {
  private readonly list: HTMLElement;
  private readonly id = `kg-list-${++lists}`;
  private options: readonly Option[] = [];
  private at = -1;
  private touched = false;
  private query: string | undefined;
  private asked = 0;
  /** The answer to the query is not there yet; what is listed belongs to an earlier one. */
  private waiting = false;
  private enterWhenShown = false;
  /** The edit is over. */
  closed = false;
  private answer: Promise<readonly Option[]> | undefined;

  constructor(
    private readonly session: EditSession,
    private readonly plan: ListPlan,
  ) {
    this.list = make("div", "kg-list", { role: "listbox", id: this.id }, session.host);
    this.list.setAttribute("aria-label", session.column.name);
    this.list.addEventListener("click", (event) => this.click(event));
    this.list.addEventListener("pointermove", (event) => this.point(event));
  }

  input(text: string): void {
    const query = text.trim();
    if (query === this.query) return;
    const first = this.query === undefined;
    this.query = query;
    this.asked++;
    this.enterWhenShown = false;
    const result = this.plan.options(query);
    if (!(result instanceof Promise)) return this.show(result);
    if (first) this.hint(this.session.context.language === "en" ? "Loading…" : "正在读取…");
    this.waiting = true;
    this.answer = result;
    const number = this.asked;
    result.then(
      (options) => number === this.asked && this.show(options),
      () => number === this.asked && this.unreachable(),
    );
  }

  private unreachable(): void {
    this.options = [];
    this.at = -1;
    this.waiting = false;
    this.hint(this.session.context.language === "en" ? "Not reachable" : "暂时连不上");
  }

  private show(options: readonly Option[]): void {
    this.options = options;
    this.waiting = false;
    const chosen = this.plan.chosen();
    const current = options.findIndex((option) => chosen.has(option.value));
    this.at = this.query === "" ? current : this.plan.matches(options, this.query ?? "") ? 0 : -1;
    this.touched = false;
    this.paint();
    if (this.enterWhenShown) this.enter();
  }

  /** Paints the list again, after the chosen ones changed. */
  paint(): void {
    const chosen = this.plan.chosen();
    this.list.textContent = "";
    if (this.options.length === 0)
      this.hint(this.session.context.language === "en" ? "Nothing matches" : "没有匹配的选项");
    for (const [index, option] of this.options.entries()) {
      const item = make("div", "kg-item", { role: "option", id: `${this.id}-${index}` }, this.list);
      item.dataset.index = String(index);
      attribute(item, "aria-selected", String(chosen.has(option.value)));
      const label = make("span", "kg-item-label", {}, item);
      this.plan.paint(label, option);
      make("span", "kg-tick", { "aria-hidden": "true" }, item).textContent = chosen.has(option.value)
        ? "✓"
        : "";
    }
    this.highlight();
    this.session.place();
  }

  private hint(text: string): void {
    this.list.textContent = "";
    make("div", "kg-hint", {}, this.list).textContent = text;
    this.session.place();
  }

  private highlight(): void {
    if (this.at >= 0) this.session.point(`${this.id}-${this.at}`);
    for (const [index, item] of [...this.list.children].entries()) {
      item.classList.toggle("kg-at", index === this.at);
      if (index === this.at) item.scrollIntoView?.({ block: "nearest" });
    }
  }

  key(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    switch (event.key) {
      case "ArrowDown":
        return this.move(1);
      case "ArrowUp":
        return this.move(-1);
      case "Enter":
        return this.enter();
      default:
        return false;
    }
  }

  private move(by: number): boolean {
    const { length } = this.options;
    if (length > 0) this.at = (this.at + by + length + (this.at < 0 && by < 0 ? 1 : 0)) % length;
    this.touched = true;
    this.highlight();
    return true;
  }

  /** Enter takes the highlighted option; while the search is under way it waits for its answer. */
  private enter(): boolean {
    if (this.waiting && this.query !== "") {
      if (this.plan.later && this.answer) this.plan.later(this.answer);
      else this.enterWhenShown = true;
      return true;
    }
    const ends = this.plan.enterEnds && this.query === "" && !this.touched;
    if (ends && this.plan.holdsEnd?.()) return true;
    const option = this.options[this.at];
    if (!option || ends) return false;
    this.plan.take(option, "key");
    return true;
  }

  private click(event: MouseEvent): void {
    const index = Number((event.target as Element).closest<HTMLElement>("[data-index]")?.dataset.index);
    const option = this.options[index];
    if (option) this.plan.take(option, "click");
  }

  private point(event: PointerEvent): void {
    const item = (event.target as Element).closest<HTMLElement>("[data-index]");
    if (!item || Number(item.dataset.index) === this.at) return;
    this.at = Number(item.dataset.index);
    for (const [index, other] of [...this.list.children].entries())
      other.classList.toggle("kg-at", index === this.at);
  }

  /** Whether something is typed that no option has been taken for. */
  get searching(): boolean {
    return Boolean(this.query);
  }

  /** The option that Tab or a click elsewhere takes: the highlighted one when the person searched or moved. */
  picked(): Option | undefined {
    if (this.waiting && this.searching) return undefined;
    return this.searching || this.touched ? this.options[this.at] : undefined;
  }

  value(): ReturnType<Popup["value"]> {
    return this.plan.value();
  }

  close(): void {
    this.asked++;
    this.closed = true;
  }
}
