import { Form, Input, InputNumber, Select } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "../../api/queries";
import type { Field, Filter, RuleKind, Setting, Table } from "../../api/types";
import { DateInput } from "../../ui/date-input";
import { FilterValue } from "../filter-value";
import { asGroup } from "../filters";
import { settingOptions } from "../settings";

const FilterGroup = lazy(() => import("../filter-group").then((file) => ({ default: file.FilterGroup })));
const FormulaEditor = lazy(() =>
  import("../computed/formula-editor").then((file) => ({ default: file.FormulaEditor })),
);

interface RuleSettingsProps {
  kind: RuleKind;
  table: Table;
  /** The fields that rules can read, and the one that this rule is about. */
  fields: Field[];
  field: Field | undefined;
  config: Record<string, unknown>;
  onChange: (config: Record<string, unknown>) => void;
}

/** What a kind of rule wants to know, as the server describes it. */
export function RuleSettings({ kind, config, onChange, ...rest }: RuleSettingsProps) {
  return kind.settings.map((setting) => (
    <Form.Item key={setting.key} label={setting.name}>
      <SettingValue
        setting={setting}
        value={config[setting.key]}
        onChange={(value) => onChange({ ...config, [setting.key]: value })}
        {...rest}
      />
    </Form.Item>
  ));
}

interface SettingValueProps {
  setting: Setting;
  value: unknown;
  table: Table;
  fields: Field[];
  field: Field | undefined;
  onChange: (value: unknown) => void;
}

function SettingValue({ setting, value, table, fields, field, onChange }: SettingValueProps) {
  const { t } = useTranslation("rules");
  const words = typeof value === "string" ? value : "";
  switch (setting.type) {
    case "value":
      return field?.kind === "number" ? (
        <Input
          aria-label={setting.name}
          inputMode="decimal"
          placeholder={t("no_limit")}
          value={words}
          onChange={(event) => onChange(event.target.value || null)}
        />
      ) : (
        <Day label={setting.name} value={words || null} onChange={onChange} />
      );
    case "number":
      return (
        <InputNumber
          min={0}
          max={100_000}
          precision={0}
          aria-label={setting.name}
          placeholder={t("no_limit")}
          value={typeof value === "number" ? value : null}
          onChange={(next) => onChange(next)}
        />
      );
    case "values":
      return <Values field={field} label={setting.name} value={value} onChange={onChange} />;
    case "option":
      return (
        <Select
          className="wide"
          aria-label={setting.name}
          value={words || undefined}
          options={settingOptions(setting)}
          onChange={onChange}
        />
      );
    case "filter":
      return (
        <Suspense>
          <FilterGroup
            group={asGroup((value as Filter | null) ?? null)}
            fields={fields}
            onChange={onChange}
          />
        </Suspense>
      );
    case "formula":
      return (
        <Suspense>
          <FormulaEditor
            table={table.key}
            fields={fields}
            value={words}
            decimals={undefined}
            label={setting.name}
            onChange={onChange}
            onKind={() => undefined}
          />
          <p className="kh-muted rule-hint">{t("formula_hint")}</p>
        </Suspense>
      );
    default:
      return (
        <>
          <Input
            aria-label={setting.name}
            className={setting.type === "expression" ? "rule-expression" : undefined}
            maxLength={200}
            value={words}
            placeholder={setting.type === "text" ? t("example_hint") : undefined}
            onChange={(event) => onChange(event.target.value)}
          />
          {setting.type === "expression" && <p className="kh-muted rule-hint">{t("expression_hint")}</p>}
        </>
      );
  }
}

interface DayProps {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
}

const TODAY = "@today";

function Day({ label, value, onChange }: DayProps) {
  const { t } = useTranslation("rules");
  const shown = value === TODAY ? "today" : value === null ? "none" : "day";
  return (
    <span className="rule-day">
      <Select
        aria-label={label}
        value={shown}
        options={[
          { value: "none", label: t("no_limit") },
          { value: "today", label: t("today") },
          { value: "day", label: t("day") },
        ]}
        onChange={(next) => onChange(next === "none" ? null : next === "today" ? TODAY : "")}
      />
      {shown === "day" && (
        <DateInput
          label={label}
          value={value ? value.slice(0, 10) : null}
          onChange={(day) => onChange(day ?? "")}
        />
      )}
    </span>
  );
}

interface ValuesProps {
  field: Field | undefined;
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function Values({ field, label, value, onChange }: ValuesProps) {
  const { t } = useTranslation("rules");
  const meta = useMeta();
  const any = meta?.kinds
    .find((kind) => kind.key === "choice")
    ?.operators.find((operator) => operator.takes === "many");
  if (field?.kind === "choice" && any)
    return <FilterValue field={field} operator={any} value={value} onChange={onChange} />;
  return (
    <Select
      className="wide"
      mode="tags"
      open={false}
      suffixIcon={null}
      aria-label={label}
      placeholder={t("values_hint")}
      value={Array.isArray(value) ? (value as string[]) : []}
      onChange={onChange}
    />
  );
}
