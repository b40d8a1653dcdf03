import type { Field } from "../api/types";
import { lookOf } from "../fields/index.ts";
import "./ui.css";

/** The small sign of a field's type. */
export function FieldIcon({ field }: { field: Pick<Field, "kind" | "type"> }) {
  return (
    <svg className="field-icon" viewBox="0 0 16 16" width={14} height={14} aria-hidden="true">
      <path d={lookOf(field).icon} />
    </svg>
  );
}
