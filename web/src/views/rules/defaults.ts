/** The ways in which a field can be filled by default. Pure. */
import type { Field, FieldDefault, Kind } from "../../api/types";

export type Way = "none" | "value" | "today" | "now" | "me" | "formula";

const FIXED: readonly Kind[] = ["text", "number", "date", "bool", "choice"];
const WORKED_OUT: readonly Kind[] = ["text", "number", "date", "datetime", "choice"];

/** The ways that make sense for a field. */
export function waysOf(field: Field): Way[] {
  return [
    "none",
    ...(FIXED.includes(field.kind) ? (["value"] as const) : []),
    ...(field.kind === "date" ? (["today"] as const) : []),
    ...(field.kind === "datetime" ? (["now"] as const) : []),
    ...(field.kind === "link" && field.config.target === "@members" ? (["me"] as const) : []),
    ...(WORKED_OUT.includes(field.kind) ? (["formula"] as const) : []),
  ];
}

/** Which way a default is. */
export function wayOf(value: FieldDefault): Way {
  if (value === null || value === undefined) return "none";
  if (value === "@today" || value === "@now" || value === "@me") return value.slice(1) as Way;
  return typeof value === "object" && "formula" in value ? "formula" : "value";
}

/** What a way begins with. */
export function startOf(way: Way): FieldDefault {
  switch (way) {
    case "none":
      return null;
    case "value":
      return "";
    case "formula":
      return { formula: "" };
    default:
      return `@${way}`;
  }
}

/** A default as it is sent: one that was not filled in is none. */
export function finishedDefault(value: FieldDefault): FieldDefault {
  const empty =
    value === "" || (typeof value === "object" && value && "formula" in value && !value.formula.trim());
  return empty ? null : value;
}
