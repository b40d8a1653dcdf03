/** One entry of a managed list, as a coloured pill, picked from a list. */
import type { EditSession, FieldLook, Popup } from "../grid/look.ts";
import { choiceOf, choicesOf, holds, idOf, paintPill, search } from "./parts/choices.ts";
import { ListPopup } from "./parts/list.ts";

function open(session: EditSession): Popup {
  const all = choicesOf(session.column, session.context.language);
  const list = new ListPopup(session, {
    options: (query) => search(all, query),
    chosen: () => new Set(session.value === null ? [] : [String(session.value)]),
    take: (option, by) => session.commit(option.value, by === "key" ? "down" : "stay"),
    matches: holds,
    value: () => list.picked()?.value,
    paint: paintPill,
    enterEnds: true,
  });
  return list;
}

export const look: FieldLook = {
  kinds: ["choice"],
  icon: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM5.8 8.2l1.5 1.5 2.9-3.2",
  picks: true,
  show: (value, column, { language }) =>
    value === null || value === "" ? "" : choiceOf(column, value, language).label,
  paint: (host, value, column, { language }) => {
    if (value !== null && value !== "") paintPill(host, choiceOf(column, value, language));
  },
  parse: (text, column, context) => (text.trim() === "" ? null : idOf(text, column, context)),
  open,
};
