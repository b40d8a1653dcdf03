/** Lengths of time, kept in seconds; a bare number means the unit that the field shows. */
import { type FieldLook, type Language, Unreadable } from "../grid/look.ts";
import type { Column, Value } from "../grid/types.ts";
import { asDecimal, foldWidth } from "./parts/numbers.ts";

const CLOCK = /^(\d{1,7}):([0-5]\d)(?::([0-5]\d))?$/;
const PARTS =
  /^(?:([\d.]+)(?:天|d|days?))?(?:([\d.]+)(?:个?小时|个?钟头|时|h|hrs?|hours?))?(?:([\d.]+)(?:分钟|分|m|mins?|minutes?))?(?:([\d.]+)(?:秒钟|秒|s|secs?|seconds?))?$/;
const SECONDS = [86400, 3600, 60, 1];

/** The seconds of 1:30, 90分钟, 1小时30分 or 1.5h. */
function secondsOf(text: string, unit: unknown): number {
  const typed = foldWidth(text).toLowerCase().replace(/\s/g, "").replace("半小时", "30分");
  const clock = CLOCK.exec(typed);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0);
  if (/^\d+(\.\d+)?$/.test(typed)) return Number(typed) * (unit === "hours" ? 3600 : 60);
  const parts = PARTS.exec(typed)?.slice(1);
  if (!parts?.some(Boolean)) throw new Unreadable(text);
  return parts.reduce((sum, part, at) => sum + Number(part ?? 0) * (SECONDS[at] ?? 0), 0);
}

function parse(text: string, column: Column): Value {
  if (text.trim() === "") return null;
  const seconds = Math.round(secondsOf(text, column.config.unit));
  if (!Number.isSafeInteger(seconds)) throw new Unreadable(text);
  return String(seconds);
}

function write(seconds: number, unit: unknown, language: Language): string {
  const english = language === "en";
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (unit === "clock") {
    const clock = `${hours}:${String(minutes).padStart(2, "0")}`;
    return rest ? `${clock}:${String(rest).padStart(2, "0")}` : clock;
  }
  if (unit === "hours" && (seconds / 36) % 1 === 0) return `${seconds / 3600}${english ? " h" : "小时"}`;
  if (unit === "minutes" && rest === 0) return `${seconds / 60}${english ? " min" : "分钟"}`;
  const names = english ? ["h", "min", "s"] : ["小时", "分", "秒"];
  const said = [hours, minutes, rest].map((amount, at) => (amount ? `${amount}${names[at]}` : ""));
  return said.filter(Boolean).join(english ? " " : "") || `0${names[1]}`;
}

export const look: FieldLook = {
  types: ["duration"],
  align: "right",
  icon: "M8 2.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11zM8 5v3.200l2.200 1.300",
  show: (value, column, { language }) => {
    const seconds = asDecimal(value);
    return seconds === undefined ? String(value ?? "") : write(Number(seconds), column.config.unit, language);
  },
  parse,
  number: (value) => (asDecimal(value) === undefined ? null : Number(value)),
};
