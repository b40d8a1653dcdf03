/** The choice list of a field, its pills and its search. */
import { make } from "../../grid/dom.ts";
import { type Language, type LookContext, Unreadable } from "../../grid/look.ts";
import type { Column, Option, Value } from "../../grid/types.ts";
import { pillColors } from "../../ui/colors.ts";

const known = new WeakMap<object, Map<Language, readonly Option[]>>();

function labelOf(label: unknown, language: Language): string {
  if (typeof label === "string") return label;
  if (!label || typeof label !== "object") return "";
  const texts = label as Readonly<Record<string, unknown>>;
  return String(texts[language] ?? texts["zh-CN"] ?? texts.en ?? "");
}

/** The entries of a column's choice list, in order. */
export function choicesOf(column: Column, language: Language): readonly Option[] {
  const list = column.config.choices;
  if (!Array.isArray(list)) return [];
  const perLanguage = known.get(list) ?? new Map<Language, readonly Option[]>();
  known.set(list, perLanguage);
  const found = perLanguage.get(language);
  if (found) return found;
  const options = list.map((entry: Readonly<Record<string, unknown>>) => ({
    value: String(entry.id),
    label: labelOf(entry.label, language),
    color: typeof entry.color === "string" ? entry.color : undefined,
  }));
  perLanguage.set(language, options);
  return options;
}

/** The entry of an id; an id no longer listed shows as itself. */
export function choiceOf(column: Column, id: unknown, language: Language): Option {
  const value = String(id);
  return choicesOf(column, language).find((option) => option.value === value) ?? { value, label: value };
}

/** Entries whose label holds the query, those that begin with it first. */
export function search(options: readonly Option[], query: string): readonly Option[] {
  const wanted = query.toLowerCase();
  if (!wanted) return options;
  // Letters of a composition that is under way match nothing yet: the list stays.
  if (/^[a-z' ]+$/.test(wanted) && !options.some(({ label }) => label.toLowerCase().includes(wanted)))
    return options;
  const places = options.map((option) => ({ option, at: option.label.toLowerCase().indexOf(wanted) }));
  return places
    .filter(({ at }) => at >= 0)
    .sort((a, b) => Number(a.at > 0) - Number(b.at > 0))
    .map(({ option }) => option);
}

/** Whether the first option's label holds the query. */
export function holds([first]: readonly Option[], query: string): boolean {
  return first?.label.toLowerCase().includes(query.toLowerCase()) ?? false;
}

/** The id of a typed label; throws Unreadable when the list has none. */
export function idOf(text: string, column: Column, context: LookContext): string {
  const wanted = text.trim().toLowerCase();
  const found = choicesOf(column, context.language).find((option) => option.label.toLowerCase() === wanted);
  if (!found) throw new Unreadable(text);
  return String(found.value);
}

/** A choice as a coloured pill. */
export function paintPill(host: HTMLElement, option: Option): void {
  const pill = make("span", "kg-pill", {}, host);
  const { ground, ink } = pillColors(option.color);
  pill.style.background = ground;
  pill.style.color = ink;
  pill.textContent = option.label;
}

/** The members of a list value. */
export function membersOf(value: Value): readonly (string | number)[] {
  if (Array.isArray(value)) return value;
  return value === null || value === "" || typeof value === "boolean" ? [] : [value as string | number];
}
