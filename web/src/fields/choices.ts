/** Several entries of a managed list, toggled in a list. */
import type { EditSession, FieldLook, LookContext, Popup } from "../grid/look.ts";
import type { Column, Option, Value } from "../grid/types.ts";
import { choiceOf, choicesOf, holds, idOf, membersOf, paintPill, search } from "./parts/choices.ts";
import { ListPopup } from "./parts/list.ts";

/** What a list of several entries does in its own way. */
interface Ways {
  /** Adds to what was found for a search. */
  readonly offer?: (found: readonly Option[], query: string) => readonly Option[];
  readonly matches: typeof holds;
  readonly paint: (host: HTMLElement, option: Option) => void;
}

/** The list of several entries: each is toggled by Enter and clicks, they are saved together. */
export function openSeveral(session: EditSession, ways: Ways = { matches: holds, paint: paintPill }): Popup {
  const all = choicesOf(session.column, session.context.language);
  const chosen = new Set(membersOf(session.value).map(String));
  let changed = false;
  const list = new ListPopup(session, {
    options: (query) => ways.offer?.(search(all, query), query) ?? search(all, query),
    chosen: () => chosen,
    take: (option) => {
      const id = String(option.value);
      if (!chosen.delete(id)) chosen.add(id);
      changed = true;
      session.setText("");
      list.input("");
      list.paint();
      session.hint(labels(all, chosen));
    },
    matches: ways.matches,
    value: () => {
      const option = list.searching ? list.picked() : undefined;
      if (option) chosen.add(String(option.value));
      const order = all.map((known) => String(known.value));
      return changed || option ? inOrder(order, chosen) : undefined;
    },
    paint: ways.paint,
    enterEnds: true,
  });
  return list;
}

function labels(all: readonly Option[], chosen: ReadonlySet<string>): string {
  const known = all.filter((option) => chosen.has(String(option.value)));
  const listed = new Set(known.map((option) => String(option.value)));
  const others = [...chosen].filter((id) => !listed.has(id));
  return [...known.map((option) => option.label), ...others].join(", ");
}

/** The chosen ids in the order of the list; nothing chosen is an empty cell. */
function inOrder(order: readonly string[], chosen: ReadonlySet<string>): Value {
  const ids = [...order.filter((id) => chosen.has(id)), ...[...chosen].filter((id) => !order.includes(id))];
  return ids.length > 0 ? ids : null;
}

function parse(text: string, column: Column, context: LookContext): Value {
  const labels = text.split(/[,，、;；\n]/).map((label) => label.trim());
  const ids = labels.filter(Boolean).map((label) => idOf(label, column, context));
  return ids.length > 0 ? [...new Set(ids)] : null;
}

export const look: FieldLook = {
  kinds: ["choices"],
  icon: "M2.5 4.5l1 1 1.8-2M2.5 11l1 1 1.8-2M7.5 4.5h6M7.5 11h6",
  picks: true,
  show: (value, column, { language }) =>
    membersOf(value)
      .map((id) => choiceOf(column, id, language).label)
      .join(", "),
  paint: (host, value, column, { language }) => {
    for (const id of membersOf(value)) paintPill(host, choiceOf(column, id, language));
  },
  parse,
  open: (session) => openSeveral(session),
};
