/** Calendar days and moments: read from what people type, shown as 2026-11-21. */
import { Unreadable } from "../../grid/look.ts";
import { foldWidth } from "./numbers.ts";
import { clockOf, momentOf } from "./zone.ts";

/** A calendar day; months from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const RELATIVE: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  明天: 1,
  明日: 1,
  后天: 2,
  大后天: 3,
  昨天: -1,
  昨日: -1,
  前天: -2,
  today: 0,
  tomorrow: 1,
  yesterday: -1,
};
const WEEKDAYS: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7 };

const two = (number: number) => String(number).padStart(2, "0");

/** A day as the wire has it. */
export function writeDay({ year, month, day }: Day): string {
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

/** The day of a moment on the company's calendar. */
export function dayOf(date: Date): Day {
  const { year, month, day } = clockOf(date);
  return { year, month, day };
}

/** A day some days later. */
export function addDays({ year, month, day }: Day, days: number): Day {
  const moved = new Date(Date.UTC(2000, month - 1, day));
  moved.setUTCFullYear(year, month - 1, day + days);
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

/** Reads a wire day. */
export function readWireDay(value: unknown): Day | undefined {
  const match = typeof value === "string" ? /^(\d{4})-(\d{2})-(\d{2})/.exec(value) : null;
  return match ? { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) } : undefined;
}

/** How many days a month has. */
export function daysIn(year: number, month: number): number {
  return new Date(year, month, 0, 12).getDate();
}

function checked(day: Day, typed: string): Day {
  const real = day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= daysIn(day.year, day.month);
  if (!real || day.year < 1 || day.year > 9999) throw new Unreadable(typed);
  return day;
}

/** Reads 2026/3/5, 2026年3月5日, 20260305, 3-5, 3月5日, 26.3.5, 今天, 下周三, +3. */
export function readDay(typed: string, now: Date): Day {
  const text = foldWidth(typed).trim().toLowerCase();
  const today = dayOf(now);
  const relative = RELATIVE[text];
  if (relative !== undefined) return addDays(today, relative);
  const plus = /^([+-]\d{1,4})(?:天|d)?$/.exec(text);
  if (plus) return addDays(today, Number(plus[1]));
  const week = /^(上|这|本|下|下下)?(?:周|星期|礼拜)([一二三四五六日天])$/.exec(text);
  if (week) return weekday(today, week[1] ?? "", WEEKDAYS[week[2] ?? ""] ?? 1);
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const full = compact ?? /^(\d{4}|\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text);
  if (full)
    return checked({ year: century(full[1] ?? ""), month: Number(full[2]), day: Number(full[3]) }, typed);
  const short = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/.exec(text);
  if (short) return checked({ year: today.year, month: Number(short[1]), day: Number(short[2]) }, typed);
  throw new Unreadable(typed);
}

function century(year: string): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

function weekday(today: Day, which: string, day: number): Day {
  const weeks = which === "上" ? -1 : which === "下" ? 1 : which === "下下" ? 2 : 0;
  const weekdayNow = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay() || 7;
  return addDays(today, day - weekdayNow + weeks * 7);
}

/** Reads a moment: a day, a time, or both; a day alone is its midnight. Gives the wire form in UTC. */
export function readMoment(typed: string, now: Date): string {
  const text = foldWidth(typed).trim();
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) return wireMoment(new Date(text), typed);
  if (/^(现在|now)$/i.test(text))
    return wireMoment(new Date(Math.floor(now.getTime() / 60000) * 60000), typed);
  const match =
    /^(.*?)[\sT]*(上午|下午|晚上|am|pm)?\s*(\d{1,2})(?:[:：点时](\d{1,2})?(?::(\d{1,2}))?)分?\s*(am|pm)?$/i.exec(
      text,
    );
  const dayText = (match ? (match[1] ?? "") : text).trim();
  const day = dayText === "" ? dayOf(now) : readDay(dayText, now);
  const [hour, minute, second] = match ? clock(match) : [0, 0, 0];
  if (hour > 23 || minute > 59 || second > 59) throw new Unreadable(typed);
  return wireMoment(momentOf({ ...day, hour, minute, second }), typed);
}

function clock(match: RegExpExecArray): [number, number, number] {
  const half = (match[2] ?? match[6] ?? "").toLowerCase();
  const hour = Number(match[3]);
  const later = /下午|晚上|pm/.test(half) && hour < 12 ? 12 : 0;
  const midnight = half === "am" && hour === 12 ? -12 : 0;
  return [hour + later + midnight, Number(match[4] ?? 0), Number(match[5] ?? 0)];
}

function wireMoment(date: Date, typed: string): string {
  if (Number.isNaN(date.getTime())) throw new Unreadable(typed);
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** Shows a wire moment on the company's clock, to the minute. */
export function showMoment(value: unknown): string {
  const date = typeof value === "string" ? new Date(value) : undefined;
  if (!date || Number.isNaN(date.getTime())) return typeof value === "string" ? value : "";
  const clock = clockOf(date);
  return `${writeDay(clock)} ${two(clock.hour)}:${two(clock.minute)}`;
}
