/** The company's clock: moments travel in UTC and are shown and typed in the company's time zone. */

/** What a wall clock and calendar show; months from 1. */
export interface Clock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

let shown = clockOfZone(undefined);

/** Sets the time zone by its name, such as Asia/Shanghai; a name nobody knows leaves this machine's own. */
export function setZone(name: string): void {
  try {
    shown = clockOfZone(name);
  } catch {
    shown = clockOfZone(undefined);
  }
}

function clockOfZone(timeZone: string | undefined): Intl.DateTimeFormat {
  const number = "numeric";
  return new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: number,
    month: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
  });
}

/** What the company's clock shows at a moment. */
export function clockOf(moment: Date): Clock {
  const parts: Record<string, number> = {};
  for (const { type, value } of shown.formatToParts(moment)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

/** The moment at which the company's clock shows this; a time that a clock change leaves out moves on. */
export function momentOf(clock: Clock): Date {
  const wanted = plain(clock);
  const first = wanted - (plain(clockOf(new Date(wanted))) - wanted);
  return new Date(first + wanted - plain(clockOf(new Date(first))));
}

/** Today on the company's clock, with the time of day when asked. */
export function sayToday(time: boolean, now = new Date()): string {
  const { year, month, day, hour, minute } = clockOf(now);
  const two = (number: number) => String(number).padStart(2, "0");
  const date = `${year}-${two(month)}-${two(day)}`;
  return time ? `${date} ${two(hour)}:${two(minute)}` : date;
}

function plain({ year, month, day, hour, minute, second }: Clock): number {
  const date = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
  return date.setUTCFullYear(year, month - 1, day);
}
