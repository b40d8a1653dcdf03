import { clockOf } from "../fields/parts/zone";

const two = (number: number): string => String(number).padStart(2, "0");

/** A moment in words that are short for today and exact for older days, on the company's clock. */
export function sayWhen(at: string, language: string, now = new Date()): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return at;
  const then = clockOf(moment);
  const today = clockOf(now);
  const time = `${two(then.hour)}:${two(then.minute)}`;
  const sameYear = then.year === today.year;
  if (sameYear && then.month === today.month && then.day === today.day) return time;
  const day = new Date(Date.UTC(then.year, then.month - 1, then.day)).toLocaleDateString(language, {
    timeZone: "UTC",
    year: sameYear ? undefined : "numeric",
    month: sameYear && language === "en" ? "short" : "numeric",
    day: "numeric",
  });
  return `${day} ${time}`;
}
