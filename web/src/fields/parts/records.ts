/** Linked records and members: chips, avatars and the picker that asks the server. */
import { make } from "../../grid/dom.ts";
import type { EditSession, FieldLook, LookContext, Popup } from "../../grid/look.ts";
import type { Column, Option, Value } from "../../grid/types.ts";
import { membersOf } from "./choices.ts";
import { ListPopup } from "./list.ts";

/** The table of members, as links name it. */
export const MEMBERS = "@members";

/** The table a column's links point to. */
export function targetOf(column: Column): string {
  return typeof column.config.target === "string" ? column.config.target : MEMBERS;
}

/** The title of a linked record. */
export function titleOf(column: Column, id: string | number, context: LookContext): string {
  return context.titleOf(targetOf(column), Number(id)) ?? (typeof id === "string" ? id : `#${id}`);
}

const GROUNDS = ["#3370ff", "#0f8a5f", "#b3561a", "#7a4fd0", "#c0392b", "#0b7285", "#a1468f"];

/** A person as a round sign with the last characters of the name. */
export function paintPerson(host: HTMLElement, name: string, id: number): void {
  const person = make("span", "kg-person", {}, host);
  const avatar = make("span", "kg-avatar", { "aria-hidden": "true" }, person);
  avatar.style.background = GROUNDS[Math.abs(id) % GROUNDS.length] ?? "#3370ff";
  avatar.textContent = /[\u4e00-\u9fff]/.test(name) ? name.slice(-1) : name.slice(0, 1).toUpperCase();
  make("span", "kg-name", {}, person).textContent = name;
}

/** A linked record as a quiet chip. */
export function paintChip(host: HTMLElement, title: string): void {
  make("span", "kg-chip", {}, host).textContent = title;
}

const PAINTED = 6;
/** The server tells this many records of a back-link and no more. */
const TOLD = 100;

/** The first of several linked records, and how many more there are. */
export function paintFirst(
  host: HTMLElement,
  value: Value,
  column: Column,
  said: (id: string | number) => string,
  paint: (id: string | number) => void,
): void {
  const ids = membersOf(value);
  const most = host.closest(".kg-tall") ? PAINTED : fitting(ids, column, said);
  for (const id of ids.slice(0, most)) paint(id);
  if (ids.length <= most) return;
  const open = column.type === "backlink" && ids.length >= TOLD ? "…" : "";
  make("span", "kg-more", {}, host).textContent = `+${ids.length - most}${open}`;
}

/** How many chips fit into one line of a column, by their letters; at least one. */
function fitting(
  ids: readonly (string | number)[],
  column: Column,
  said: (id: string | number) => string,
): number {
  let room = column.width - 16;
  let count = 0;
  for (const id of ids.slice(0, PAINTED)) {
    room -= [...said(id)].reduce((sum, letter) => sum + (letter > "\u2e80" ? 14 : 8), 22);
    if (room < (count + 1 < ids.length ? 28 : 0) && count > 0) return count;
    count++;
  }
  return Math.max(1, count);
}

/** What a text says of several records: the server finds them by their titles. */
export function titlesIn(text: string): Value {
  return text.trim() || null;
}

/** The offer to make a record that is not there yet; its value is the title. */
function offerNew(session: EditSession, found: readonly Option[], query: string): readonly Option[] {
  const title = query.trim();
  const there = found.some((option) => option.label.trim().toLowerCase() === title.toLowerCase());
  const members = targetOf(session.column) === MEMBERS;
  if (!title || there || members || session.column.config.fixed === true) return found;
  const note = session.context.language === "en" ? `New “${title}”` : `新建“${title}”`;
  return [...found, { value: title, label: title, note }];
}

/** The picker of several records: toggled by Enter and clicks, the chosen ones first. */
export function openSeveral(session: EditSession, paint: (host: HTMLElement, option: Option) => void): Popup {
  const target = targetOf(session.column);
  const chosen = new Set<string | number>(membersOf(session.value));
  const known = new Map<string | number, string>();
  let changed = false;
  const titled = (id: string | number) => known.get(id) ?? titleOf(session.column, id, session.context);
  const toggle = (option: Option) => {
    if (!chosen.delete(option.value)) chosen.add(option.value);
    known.set(option.value, option.label);
    if (typeof option.value === "number") session.learnTitle(target, option.value, option.label);
    changed = true;
  };
  let underWay = 0;
  let ending = false;
  const empty = () => {
    session.setText("");
    list.input("");
  };
  const arrived = (option: Option | undefined) => {
    underWay--;
    if (list.closed) return;
    if (option && !chosen.has(option.value)) toggle(option);
    if (ending && underWay === 0) return session.commit(several(chosen), "down");
    list.paint();
    session.hint([...chosen].map(titled).join(", "));
  };
  const list = new ListPopup(session, {
    options: async (query) => {
      const found = await session.options(query);
      if (query) return offerNew(session, found, query);
      const first = [...chosen].map((id) => ({ value: id, label: titled(id) }));
      return [...first, ...found.filter((option) => !chosen.has(option.value))];
    },
    chosen: () => chosen,
    take: (option) => {
      toggle(option);
      empty();
      list.paint();
      session.hint([...chosen].map(titled).join(", "));
    },
    later: (answer) => {
      underWay++;
      answer.then(
        (options) => arrived(options[0]),
        () => arrived(undefined),
      );
      empty();
    },
    holdsEnd: () => {
      ending = underWay > 0;
      return ending;
    },
    matches: (options) => options.length > 0,
    value: () => {
      const option = list.searching ? list.picked() : undefined;
      if (option && !chosen.has(option.value)) toggle(option);
      return changed ? several(chosen) : undefined;
    },
    paint,
    enterEnds: true,
  });
  return list;
}

function several(chosen: ReadonlySet<string | number>): Value {
  return chosen.size > 0 ? [...chosen] : null;
}

/** The picker of one record: typed words are searched by the server. */
export function openPicker(session: EditSession, paint: (host: HTMLElement, option: Option) => void): Popup {
  const target = targetOf(session.column);
  const take = (option: Option): Value => {
    if (typeof option.value === "string") return [option.value];
    session.learnTitle(target, option.value, option.label);
    return option.value;
  };
  const picker = new ListPopup(session, {
    options: async (query) => offerNew(session, await session.options(query), query),
    chosen: () => new Set(membersOf(session.value).map(Number)),
    take: (option, by) => session.commit(take(option), by === "key" ? "down" : "stay"),
    matches: (options) => options.length > 0,
    value: () => {
      const option = picker.picked();
      return option ? take(option) : undefined;
    },
    paint,
    enterEnds: true,
  });
  return picker;
}

/** The text of links, as shown and copied. */
export const showLinks: FieldLook["show"] = (value, column, context) =>
  membersOf(value)
    .map((id) => titleOf(column, id, context))
    .join(context.language === "en" ? "; " : "、");
