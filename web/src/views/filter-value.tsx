import { Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Field, Operator } from "../api/types";
import { DateInput } from "../ui/date-input";
import { LinkSelect } from "../ui/link-select";
import { Pill } from "../ui/pill";
import { TextInput } from "../ui/text-input";
import { FilterPeriod } from "./filter-period";

interface FilterValueProps {
  field: Field;
  operator: Operator | undefined;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** The right input for what an operator wants of a field. */
export function FilterValue({ field, operator, value, onChange }: FilterValueProps) {
  const { t } = useTranslation("filter");
  const label = t("value_of", { field: field.name });
  if (!operator || operator.takes === "none") return null;

  if (operator.takes === "period") return <FilterPeriod value={value} label={label} onChange={onChange} />;
  if (operator.takes === "range") {
    const [from, to] = Array.isArray(value) ? value : [null, null];
    return (
      <span className="filter-range">
        <Single field={field} value={from} label={label} onChange={(next) => onChange([next, to ?? null])} />
        <span className="kh-faint">{t("to")}</span>
        <Single field={field} value={to} label={label} onChange={(next) => onChange([from ?? null, next])} />
      </span>
    );
  }
  if (operator.takes === "many")
    return <Many field={field} value={value} label={label} onChange={onChange} />;
  return <Single field={field} value={value} label={label} onChange={onChange} />;
}

interface InputProps {
  field: Field;
  value: unknown;
  label: string;
  onChange: (value: unknown) => void;
}

function choiceOptions(field: Field) {
  return (field.config.choices ?? []).map((choice) => ({
    value: choice.id,
    search: choice.label,
    label: <Pill label={choice.label} color={choice.color} />,
  }));
}

const searchable = { optionFilterProp: "search" };

function Many({ field, value, label, onChange }: InputProps) {
  const { t } = useTranslation("filter");
  const list = Array.isArray(value) ? value : [];
  if ((field.kind === "link" || field.kind === "links") && field.config.target) {
    return (
      <LinkSelect
        multiple
        offerMe
        target={field.config.target}
        value={list as number[]}
        label={label}
        onChange={onChange}
      />
    );
  }
  const choices = field.kind === "choice" || field.kind === "choices";
  return (
    <Select
      className="wide"
      mode={choices ? "multiple" : "tags"}
      aria-label={label}
      placeholder={choices ? t("choose") : t("type_several")}
      value={list as string[]}
      showSearch={searchable}
      options={choices ? choiceOptions(field) : []}
      onChange={onChange}
    />
  );
}

function Single({ field, value, label, onChange }: InputProps) {
  const { t } = useTranslation("filter");
  switch (field.kind) {
    case "choice":
    case "choices":
      return (
        <Select
          className="wide"
          aria-label={label}
          placeholder={t("choose")}
          value={typeof value === "string" ? value : undefined}
          showSearch={searchable}
          options={choiceOptions(field)}
          onChange={onChange}
        />
      );
    case "bool":
      return (
        <Select
          className="wide"
          aria-label={label}
          placeholder={t("choose")}
          value={typeof value === "boolean" ? String(value) : undefined}
          options={[
            { value: "true", label: t("yes") },
            { value: "false", label: t("no") },
          ]}
          onChange={(next) => onChange(next === "true")}
        />
      );
    case "link":
      return field.config.target ? (
        <LinkSelect
          offerMe
          target={field.config.target}
          value={typeof value === "number" || typeof value === "string" ? [value] : []}
          label={label}
          onChange={(next) => onChange(next[0] ?? null)}
        />
      ) : null;
    case "date":
    case "datetime":
      return (
        <DateInput
          label={label}
          value={typeof value === "string" ? value.slice(0, 10) : null}
          onChange={onChange}
        />
      );
    default:
      return (
        <TextInput
          label={label}
          placeholder={field.kind === "number" ? t("number") : t("text")}
          numeric={field.kind === "number"}
          value={value === null || value === undefined ? "" : String(value)}
          onChange={(text) => onChange(text === "" ? null : text)}
        />
      );
  }
}
