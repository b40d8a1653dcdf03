import type { FieldConfig, Kind } from "../api/types";
import { lookOf } from "../fields/index.ts";
import "./ui.css";

interface FieldIconProps {
  field: { kind: Kind; type: string; config?: FieldConfig };
}

/** The small sign of a field's type; a computed field shows that of its result. */
export function FieldIcon({ field }: FieldIconProps) {
  return (
    <svg className="field-icon" viewBox="0 0 16 16" width={14} height={14} aria-hidden="true">
      <path d={lookOf(field).icon} />
    </svg>
  );
}
