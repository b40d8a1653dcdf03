import { Select } from "antd";
import { useMeta } from "../api/queries";
import type { TypeMeta } from "../api/types";
import { FieldIcon } from "../ui/field-icon";
import "../ui/ui.css";

interface TypeSelectProps {
  id?: string;
  value: string;
  disabled?: boolean;
  /** A type that is offered although it is computed, because the field has it. */
  keep?: string;
  size?: "small" | "middle";
  label?: string;
  onChange: (type: string) => void;
}

const SYSTEM = new Set(["created_at", "created_by", "changed_at", "changed_by"]);

function offered(type: TypeMeta, keep: string | undefined): boolean {
  return type.key === keep || !SYSTEM.has(type.key);
}

/** Chooses a field type. */
export function TypeSelect({ keep, label, onChange, ...rest }: TypeSelectProps) {
  const types = (useMeta()?.types ?? []).filter((type) => offered(type, keep));
  return (
    <Select
      {...rest}
      className="wide"
      aria-label={label}
      showSearch={{ optionFilterProp: "name" }}
      popupMatchSelectWidth={false}
      options={types.map((type) => ({
        value: type.key,
        name: type.name,
        label: (
          <span className="field-option">
            <FieldIcon field={{ kind: type.kind, type: type.key }} />
            {type.name}
          </span>
        ),
      }))}
      onChange={onChange}
    />
  );
}
