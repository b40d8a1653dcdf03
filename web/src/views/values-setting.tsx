import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Field, Table } from "../api/types";
import { Pill } from "../ui/pill";

interface ValuesSettingProps {
  table: Table;
  label: string;
  values: Readonly<Record<string, unknown>>;
  onChange: (values: Record<string, unknown>) => void;
}

const SET = new Set(["text", "number", "date", "datetime", "bool", "choice", "choices", "link"]);

/** Which fields a button sets, and to what: the moment and the person of the pressing among it. */
export function ValuesSetting({ table, label, values, onChange }: ValuesSettingProps) {
  const { t } = useTranslation("field");
  const fields = table.fields.filter(
    (field) =>
      !field.archived &&
      !field.readonly &&
      SET.has(field.kind) &&
      (field.kind !== "link" || field.config.target === "@members"),
  );
  const rows = Object.entries(values);
  const put = (index: number, key: string, value: unknown) =>
    onChange(Object.fromEntries(rows.map((row, at) => (at === index ? [key, value] : row))));
  const free = fields.filter((field) => !(field.key in values));
  return (
    <fieldset className="values-setting" aria-label={label}>
      {rows.map(([key, value], index) => (
        <div key={key} className="values-line">
          <Select
            className="wide"
            aria-label={t("set_field")}
            showSearch={{ optionFilterProp: "label" }}
            value={key}
            options={fields
              .filter((field) => field.key === key || !(field.key in values))
              .map((field) => ({ value: field.key, label: field.name }))}
            onChange={(next) => put(index, next, startOf(fields.find((field) => field.key === next)))}
          />
          <ValueInput
            field={fields.find((field) => field.key === key)}
            value={value}
            onChange={(next) => put(index, key, next)}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t("set_remove")}
            onClick={() => onChange(Object.fromEntries(rows.filter((_, at) => at !== index)))}
          />
        </div>
      ))}
      <Button
        icon={<PlusOutlined />}
        size="small"
        disabled={free.length === 0}
        onClick={() => free[0] && onChange({ ...values, [free[0].key]: startOf(free[0]) })}
      >
        {t("set_add")}
      </Button>
    </fieldset>
  );
}

/** What a field is set to at first: the moment, the person, yes, the first choice. */
function startOf(field: Field | undefined): unknown {
  switch (field?.kind) {
    case "datetime":
      return "@now";
    case "date":
      return "@today";
    case "link":
      return "@me";
    case "bool":
      return true;
    case "choice":
      return field.config.choices?.[0]?.id ?? null;
    case "choices":
      return [];
    default:
      return "";
  }
}

interface ValueInputProps {
  field: Field | undefined;
  value: unknown;
  onChange: (value: unknown) => void;
}

function ValueInput({ field, value, onChange }: ValueInputProps) {
  const { t } = useTranslation("field");
  const label = t("set_value", { field: field?.name ?? "" });
  const words = { "@now": t("set_now"), "@today": t("set_today"), "@me": t("set_me") };
  const choices = (field?.config.choices ?? []).map((choice) => ({
    value: choice.id,
    label: <Pill label={choice.label} color={choice.color} />,
  }));
  switch (field?.kind) {
    case "datetime":
    case "date":
    case "link": {
      const own = field.kind === "link" ? "@me" : field.kind === "date" ? "@today" : "@now";
      return (
        <Select
          className="wide"
          aria-label={label}
          value={own}
          options={[{ value: own, label: words[own] }]}
        />
      );
    }
    case "bool":
      return (
        <Select
          className="wide"
          aria-label={label}
          value={value === true}
          options={[
            { value: true, label: t("set_yes") },
            { value: false, label: t("set_no") },
          ]}
          onChange={onChange}
        />
      );
    case "choice":
      return (
        <Select
          className="wide"
          aria-label={label}
          value={value as string}
          options={choices}
          onChange={onChange}
        />
      );
    case "choices":
      return (
        <Select
          className="wide"
          mode="multiple"
          aria-label={label}
          value={Array.isArray(value) ? (value as string[]) : []}
          options={choices}
          onChange={onChange}
        />
      );
    default:
      return (
        <Input
          aria-label={label}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}
