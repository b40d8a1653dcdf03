/** Several members of the company. */
import type { FieldLook } from "../grid/look.ts";
import { openSeveral, paintFirst, paintPerson, showLinks, titleOf, titlesIn } from "./parts/records.ts";

export const look: FieldLook = {
  types: ["members"],
  icon: "M6 7.500a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400zM1.800 12.800c.4-2.200 2.100-3.400 4.200-3.400s3.800 1.200 4.200 3.400M10.500 3.500a2 2 0 0 1 0 3.800M11.800 9.700c1.400.4 2.200 1.500 2.400 3.100",
  picks: true,
  show: showLinks,
  paint: (host, value, column, context) => {
    const said = (id: string | number) => titleOf(column, id, context);
    paintFirst(host, value, column, said, (id) => paintPerson(host, said(id), Number(id)));
  },
  parse: titlesIn,
  open: (session) =>
    openSeveral(session, (host, option) => paintPerson(host, option.label, Number(option.value))),
};
