/** A link to a record of another table. */
import type { FieldLook } from "../grid/look.ts";
import { membersOf } from "./parts/choices.ts";
import { openPicker, paintChip, showLinks, titleOf } from "./parts/records.ts";

export const look: FieldLook = {
  kinds: ["link"],
  icon: "M6.5 9.5l3-3M7 4.8l1.4-1.4a2.7 2.7 0 0 1 3.8 3.8L10.8 8.6M9 11.2l-1.4 1.4a2.7 2.7 0 0 1-3.8-3.8L5.2 7.4",
  picks: true,
  show: showLinks,
  paint: (host, value, column, context) => {
    for (const id of membersOf(value)) paintChip(host, titleOf(column, id, context));
  },
  parse: (text) => text.trim() || null,
  open: (session) =>
    openPicker(session, (host, option) => {
      host.textContent = option.note ?? option.label;
    }),
};
