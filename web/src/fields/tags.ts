/** Tags: toggled in a list like choices; a word that is no tag yet is offered as a new one. */
import type { EditSession, FieldLook, Popup } from "../grid/look.ts";
import type { Option } from "../grid/types.ts";
import { look as choices, openSeveral } from "./choices.ts";
import { choicesOf, paintPill } from "./parts/choices.ts";

/** The most characters of a tag. */
const LONGEST = 40;

/** The offer to make a tag of what is typed; its value is the word. */
function offerNew(session: EditSession, found: readonly Option[], query: string): readonly Option[] {
  const word = query.trim().replace(/\s+/g, " ");
  const all = choicesOf(session.column, session.context.language);
  const there = all.some((option) => option.label.toLowerCase() === word.toLowerCase());
  if (!word || there || word.length > LONGEST) return found;
  const note = session.context.language === "en" ? `New tag “${word}”` : `新标签“${word}”`;
  return [...found, { value: word, label: word, note }];
}

function open(session: EditSession): Popup {
  return openSeveral(session, {
    offer: (found, query) => offerNew(session, found, query),
    matches: (options) => options.length > 0,
    paint: (host, option) => {
      if (option.note) host.textContent = option.note;
      else paintPill(host, option);
    },
  });
}

export const look: FieldLook = {
  ...choices,
  kinds: [],
  types: ["tags"],
  icon: "M2.5 3.5v4.3l6 5.7 4.8-4.8-6-5.2zM5.2 5.9h.1",
  parse: (text, column, { language }) => {
    const all = choicesOf(column, language);
    const words = text.split(/[,，、;；|\n]/).map((word) => word.trim().replace(/\s+/g, " "));
    const ids = words.filter(Boolean).map((word) => {
      const found = all.find((option) => option.label.toLowerCase() === word.toLowerCase());
      return String(found?.value ?? word);
    });
    return ids.length > 0 ? [...new Set(ids)] : null;
  },
  open,
};
