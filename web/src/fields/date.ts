/** Calendar days, typed or picked. */
import type { FieldLook } from "../grid/look.ts";
import { CalendarPopup } from "./parts/calendar.ts";
import { type Day, readDay, readWireDay, writeDay } from "./parts/dates.ts";

/** The day of a text, or nothing while it means none. */
function tryRead(text: string, now: Date): Day | undefined {
  try {
    return readDay(text, now);
  } catch {
    return undefined;
  }
}

export const look: FieldLook = {
  kinds: ["date"],
  icon: "M2.500 4h11v9.500h-11zM2.500 7h11M5.500 2.500v3M10.500 2.500v3",
  show: (value) => (typeof value === "string" ? value.slice(0, 10) : ""),
  parse: (text, _column, { now }) => (text.trim() === "" ? null : writeDay(readDay(text, now()))),
  open: (session) =>
    new CalendarPopup(session, {
      read: (text) =>
        tryRead(text, session.context.now()) ?? (text === "" ? readWireDay(session.value) : undefined),
      write: writeDay,
      take: (day, move) => session.commit(writeDay(day), move),
    }),
};
