import type { Field } from "../api/types";
import { FieldIcon } from "../ui/field-icon";
import "../ui/ui.css";

/** A field in a list: its sign and its name. */
export function FieldOption({ field }: { field: Field }) {
  return (
    <span className="field-option">
      <FieldIcon field={field} />
      <span className="kh-ellipsis">{field.name}</span>
    </span>
  );
}
