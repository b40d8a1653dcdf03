import { Select } from "antd";
import { useTranslation } from "react-i18next";
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
  /** Offer the types whose values are computed. */
  computed?: boolean;
  size?: "small" | "middle";
  label?: string;
  onChange: (type: string) => void;
}

/** Chooses a field type; a computed field may stay what it is or keep its values as a plain one. */
export function TypeSelect({ keep, computed, label, onChange, ...rest }: TypeSelectProps) {
  const { t } = useTranslation("computed");
  const types = useMeta()?.types ?? [];
  const plain = types.filter((type) => !type.computed && !type.system);
  const reckoned = types.filter((type) => type.computed && !type.system);
  const kept = types.find((type) => type.key === keep);
  const options =
    kept && (kept.computed || kept.system)
      ? [optionOf(kept), { label: t("keep_values"), options: plain.map(optionOf) }]
      : computed
        ? [
            { label: t("filled_in"), options: plain.map(optionOf) },
            { label: t("worked_out"), options: reckoned.map(optionOf) },
          ]
        : plain.map(optionOf);
  return (
    <Select
      {...rest}
      className="wide"
      aria-label={label}
      showSearch={{ optionFilterProp: "name" }}
      popupMatchSelectWidth={false}
      options={options}
      onChange={onChange}
    />
  );
}

function optionOf(type: TypeMeta) {
  return {
    value: type.key,
    name: type.name,
    label: (
      <span className="field-option">
        <FieldIcon field={{ kind: type.kind, type: type.key }} />
        {type.name}
      </span>
    ),
  };
}
