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

/** The picker of one record: typed words are searched by the server. */
export function openPicker(session: EditSession, paint: (host: HTMLElement, option: Option) => void): Popup {
  const target = targetOf(session.column);
  const take = (option: Option): Value => {
    session.learnTitle(target, Number(option.value), option.label);
    return Number(option.value);
  };
  const picker = new ListPopup(session, {
    options: (query) => session.options(query),
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
    .join(", ");
