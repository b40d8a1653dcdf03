/** Rules as a person makes them: what a kind starts from, what is still missing. Pure. */
import type { Field, Filter, Meta, Rule, RuleKind, RuleWish } from "../../api/types";
import { complete } from "../filters";

/** The fields that rules can read: those that people fill. */
export function readable(fields: Field[]): Field[] {
  return fields.filter(
    (field) =>
      !field.archived &&
      !field.readonly &&
      field.type !== "autonumber" &&
      !["links", "files", "json"].includes(field.kind),
  );
}

/** The kinds of rules that may be about a field. */
export function kindsOf(kinds: RuleKind[], field: Field): RuleKind[] {
  return kinds.filter((kind) => kind.about === "field" && kind.kinds.includes(field.kind));
}

/** A wish to begin with. */
export function startWish(kind: RuleKind, fields: string[] = []): RuleWish {
  const config = Object.fromEntries(
    kind.settings.map((setting) => [setting.key, setting.type === "values" ? [] : (setting.default ?? null)]),
  );
  return { kind: kind.key, fields, config, applies: null, warns: false, message: "" };
}

/** The wish that a rule came from. */
export function wishOf(rule: Rule): RuleWish {
  const { kind, fields, config, applies, warns, message } = rule;
  return { kind, fields, config, applies, warns, message };
}

/** Whether everything a kind wants to know is there; the server judges the rest. */
export function isWhole(wish: RuleWish, kind: RuleKind | undefined): boolean {
  if (!kind || wish.fields.length < kind.least || wish.fields.length > kind.most) return false;
  const given = (key: string) => {
    const value = wish.config[key];
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== "";
  };
  return kind.settings.length === 0 || kind.settings.some((setting) => given(setting.key));
}

/** The wish without conditions that are not finished. */
export function finishedWish(wish: RuleWish, fields: Field[], meta: Meta | undefined): RuleWish {
  const holds = wish.config.holds as Filter | null | undefined;
  return {
    ...wish,
    message: wish.message.trim(),
    applies: complete(wish.applies, fields, meta),
    ...("holds" in wish.config
      ? { config: { ...wish.config, holds: complete(holds ?? null, fields, meta) } }
      : {}),
  };
}
