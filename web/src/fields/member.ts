/** A member of the company, with a round sign. */
import type { FieldLook } from "../grid/look.ts";
import { membersOf } from "./parts/choices.ts";
import { openPicker, paintPerson, showLinks, titleOf } from "./parts/records.ts";

export const look: FieldLook = {
  types: ["member", "created_by", "changed_by"],
  icon: "M8 8a2.6 2.6 0 1 0 0-5.2A2.6 2.6 0 0 0 8 8zM3 13.2c.5-2.4 2.5-3.7 5-3.7s4.500 1.300 5 3.700",
  picks: true,
  show: showLinks,
  paint: (host, value, column, context) => {
    for (const id of membersOf(value)) paintPerson(host, titleOf(column, id, context), Number(id));
  },
  parse: (text) => text.trim() || null,
  open: (session) =>
    openPicker(session, (host, option) => paintPerson(host, option.label, Number(option.value))),
};
