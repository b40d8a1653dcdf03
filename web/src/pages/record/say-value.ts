import type { Field } from "../../api/types";
import { lookOf } from "../../fields/index.ts";
import type { Column, Value } from "../../grid/index.ts";

type TitleOf = (target: string, id: number) => string | undefined;

/** A field as the grid's looks want it. */
export function columnOf(field: Field): Column {
  return {
    key: field.key,
    name: field.name,
    kind: field.kind,
    type: field.type,
    width: 160,
    readonly: field.readonly,
    required: field.required,
    config: field.config,
  };
}

/** A value as a person reads it. */
export function sayValue(value: Value, field: Field, language: string, titleOf: TitleOf): string {
  return lookOf(field).show(value, columnOf(field), {
    language: language === "en" ? "en" : "zh-CN",
    now: () => new Date(),
    titleOf,
  });
}
