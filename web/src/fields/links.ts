/** Links to several records, from either side. */
import type { FieldLook } from "../grid/look.ts";
import { openSeveral, paintChip, paintFirst, showLinks, titleOf, titlesIn } from "./parts/records.ts";

export const look: FieldLook = {
  kinds: ["links"],
  icon: "M6.5 9.5l3-3M7 4.8l1.4-1.4a2.7 2.7 0 0 1 3.8 3.8L10.8 8.6M9 11.2l-1.4 1.4a2.7 2.7 0 0 1-3.8-3.8L5.2 7.4",
  picks: true,
  show: showLinks,
  paint: (host, value, column, context) => {
    const said = (id: string | number) => titleOf(column, id, context);
    paintFirst(host, value, column, said, (id) => paintChip(host, said(id)));
  },
  parse: titlesIn,
  open: (session) =>
    openSeveral(session, (host, option) => {
      host.textContent = option.note ?? option.label;
    }),
};
