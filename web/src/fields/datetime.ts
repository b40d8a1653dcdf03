/** Moments, shown on the company's clock to the minute. */
import type { EditSession, FieldLook } from "../grid/look.ts";
import { CalendarPopup } from "./parts/calendar.ts";
import { type Day, dayOf, readMoment, showMoment, writeDay } from "./parts/dates.ts";

function tryRead(text: string, now: Date): Date | undefined {
  try {
    return new Date(readMoment(text, now));
  } catch {
    return undefined;
  }
}

/** The clock time a picked day keeps: that of the text, else of the value, else nine o'clock. */
function timeOf(session: EditSession): string {
  const typed = tryRead(session.text(), session.context.now());
  const before = typeof session.value === "string" ? session.value : undefined;
  if (session.text() && typed) return showMoment(typed.toISOString()).slice(11);
  return before ? showMoment(before).slice(11) : "09:00";
}

export const look: FieldLook = {
  kinds: ["datetime"],
  icon: "M8 2.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11zM8 5v3.200l2.200 1.300",
  show: (value) => showMoment(value),
  parse: (text, _column, { now }) => (text.trim() === "" ? null : readMoment(text, now())),
  open: (session) => {
    const write = (day: Day) => `${writeDay(day)} ${timeOf(session)}`;
    return new CalendarPopup(session, {
      read: (text) => {
        const moment = tryRead(text || showMoment(session.value), session.context.now());
        return moment ? dayOf(moment) : undefined;
      },
      write,
      take: (day, move) => session.commit(readMoment(write(day), session.context.now()), move),
    });
  },
};
