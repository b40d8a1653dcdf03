/** A small calendar beneath the cell; typing stays possible all the time. */
import { make } from "../../grid/dom.ts";
import type { EditSession, Popup } from "../../grid/look.ts";
import { addDays, type Day, dayOf, daysIn, writeDay } from "./dates.ts";

const WEEK = {
  "zh-CN": ["一", "二", "三", "四", "五", "六", "日"],
  en: ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
};
const STEPS: Readonly<Record<string, number>> = { ArrowUp: -7, ArrowDown: 7, PageUp: -1, PageDown: 1 };

/** What a calendar works with. */
export interface CalendarPlan {
  /** The day that a text or the value means. */
  readonly read: (text: string) => Day | undefined;
  /** The text the textarea takes when a day is moved to. */
  readonly write: (day: Day) => string;
  /** Ends the edit with a day. */
  readonly take: (day: Day, move: "down" | "stay") => void;
}

/** The calendar popup: arrow up and down move by weeks, page keys by months; Alt is not needed. */
export class CalendarPopup implements Popup {
  private at: Day;
  private moved = false;

  constructor(
    private readonly session: EditSession,
    private readonly plan: CalendarPlan,
  ) {
    this.at = plan.read(session.text()) ?? dayOf(session.context.now());
    session.host.addEventListener("click", (event) => this.click(event));
    this.paint();
  }

  input(text: string): void {
    const day = this.plan.read(text);
    if (day && writeDay(day) !== writeDay(this.at)) {
      this.at = day;
      this.paint();
    }
  }

  key(event: KeyboardEvent): boolean {
    const by = STEPS[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
    const start = this.plan.read(this.session.text()) ?? this.at;
    this.at =
      Math.abs(by) === 7 ? addDays(start, this.moved || this.session.text() ? by : 0) : addMonths(start, by);
    this.moved = true;
    this.session.setText(this.plan.write(this.at));
    this.paint();
    return true;
  }

  value(): undefined {
    return undefined;
  }

  close(): void {}

  private click(event: MouseEvent): void {
    const target = (event.target as Element).closest<HTMLElement>("[data-day], [data-months]");
    if (!target) return;
    if (target.dataset.months) {
      this.at = addMonths(this.at, Number(target.dataset.months));
      this.paint();
      return;
    }
    const [year = 0, month = 1, day = 1] = (target.dataset.day ?? "").split("-").map(Number);
    this.plan.take({ year, month, day }, "stay");
  }

  private paint(): void {
    const { session, at } = this;
    const { language } = session.context;
    session.host.textContent = "";
    const box = make("div", "kg-calendar", {}, session.host);
    const head = make("div", "kg-calendar-head", {}, box);
    const title =
      language === "en" ? `${at.year}-${String(at.month).padStart(2, "0")}` : `${at.year}年${at.month}月`;
    for (const [months, sign] of [
      [-12, "«"],
      [-1, "‹"],
      [0, ""],
      [1, "›"],
      [12, "»"],
    ] as const) {
      if (months === 0) make("span", "", {}, head).textContent = title;
      else
        make(
          "button",
          "",
          { type: "button", tabindex: "-1", "data-months": String(months) },
          head,
        ).textContent = sign;
    }
    this.days(make("div", "kg-days", {}, box));
    const today = writeDay(dayOf(session.context.now()));
    const foot = make("div", "kg-calendar-foot", {}, box);
    const button = make("button", "", { type: "button", tabindex: "-1", "data-day": today }, foot);
    button.textContent = language === "en" ? "Today" : "今天";
    session.place();
  }

  private days(box: HTMLElement): void {
    const { at, session } = this;
    for (const name of WEEK[session.context.language]) make("div", "kg-weekday", {}, box).textContent = name;
    const first = new Date(at.year, at.month - 1, 1, 12);
    const lead = (first.getDay() || 7) - 1;
    const today = writeDay(dayOf(session.context.now()));
    for (let index = 0; index < 42; index++) {
      const day = addDays({ year: at.year, month: at.month, day: 1 }, index - lead);
      const wire = writeDay(day);
      let name = "kg-day";
      if (day.month !== at.month) name += " kg-other";
      if (wire === today) name += " kg-today";
      if (wire === writeDay(at)) name += " kg-at";
      make("div", name, { "data-day": wire, role: "button", "aria-label": wire }, box).textContent = String(
        day.day,
      );
    }
  }
}

/** A day some months later, at most the last of its month. */
export function addMonths({ year, month, day }: Day, months: number): Day {
  const index = year * 12 + month - 1 + months;
  const to = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
  return { ...to, day: Math.min(day, daysIn(to.year, to.month)) };
}
