import { Checkbox, Form, Input, InputNumber, Select } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useTables } from "../api/queries";
import type { Field, FieldConfig, Kind, Setting, Table } from "../api/types";
import { ChoicesEditor } from "./choices-editor";
import { asked, settled } from "./computed/rules";
import { settingOptions } from "./settings";
import { ValuesSetting } from "./values-setting";

const FormulaEditor = lazy(() =>
  import("./computed/formula-editor").then((file) => ({ default: file.FormulaEditor })),
);
const RelationSetting = lazy(() =>
  import("./computed/relation-setting").then((file) => ({ default: file.RelationSetting })),
);

const RELATIONS = new Set([
  "link",
  "linked_field",
  "linking_table",
  "linking_field",
  "table_field",
  "table_filter",
]);

/** Settings with a box to tick, which says what it is by itself. */
const BOXES = new Set(["bool", "own_link"]);

interface FieldSettingsProps {
  settings: Setting[];
  config: FieldConfig;
  /** The table of the field, and the field itself when there is one already. */
  table: Table;
  field?: Field;
  onChange: (config: FieldConfig) => void;
}

/** What a field type wants to know, as the server describes it. */
export function FieldSettings({ settings, config, table, field, onChange }: FieldSettingsProps) {
  const tables = useTables()?.tables ?? [];
  const [kind, setKind] = useState<Kind | undefined>(field?.kind);
  const formula = settings.some((setting) => setting.type === "formula");
  const shown = settings.filter(
    (setting) =>
      asked(setting, config, tables, table.key) &&
      !(formula && setting.type === "number" && kind !== "number"),
  );
  const put = (setting: Setting, value: unknown) =>
    onChange(settled(settings, { ...config, [setting.key]: value }, setting, tables, table.key));

  return shown.map((setting) => (
    <Form.Item key={setting.key} label={BOXES.has(setting.type) ? null : setting.name}>
      {setting.type === "formula" ? (
        <Suspense>
          <FormulaEditor
            table={table.key}
            fields={table.fields.filter((one) => !one.archived && one.key !== "id" && one.key !== field?.key)}
            value={typeof config[setting.key] === "string" ? String(config[setting.key]) : ""}
            decimals={typeof config.decimals === "number" ? config.decimals : undefined}
            label={setting.name}
            onChange={(value) => put(setting, value)}
            onKind={setKind}
          />
        </Suspense>
      ) : setting.type === "values" ? (
        <ValuesSetting
          table={table}
          label={setting.name}
          values={(config[setting.key] as Record<string, unknown> | null | undefined) ?? {}}
          onChange={(value) => put(setting, value)}
        />
      ) : RELATIONS.has(setting.type) ? (
        <Suspense>
          <RelationSetting
            setting={setting}
            table={table}
            config={config}
            onChange={(value) => put(setting, value)}
          />
        </Suspense>
      ) : (
        <SettingInput
          setting={setting}
          value={config[setting.key]}
          onChange={(value) => put(setting, value)}
        />
      )}
    </Form.Item>
  ));
}

interface SettingInputProps {
  setting: Setting;
  value: unknown;
  onChange: (value: unknown) => void;
}

function SettingInput({ setting, value, onChange }: SettingInputProps) {
  const { t } = useTranslation("field");
  const tables = useTables()?.tables ?? [];
  switch (setting.type) {
    case "choices":
      return <ChoicesEditor choices={Array.isArray(value) ? value : []} onChange={onChange} />;
    case "number":
      return (
        <InputNumber
          min={0}
          max={20}
          precision={0}
          aria-label={setting.name}
          placeholder={t("as_typed")}
          value={typeof value === "number" ? value : null}
          onChange={(next) => onChange(next)}
        />
      );
    case "bool":
    case "own_link":
      return (
        <Checkbox checked={value === true} onChange={(event) => onChange(event.target.checked)}>
          {setting.name}
        </Checkbox>
      );
    case "table":
      return (
        <Select
          className="wide"
          aria-label={setting.name}
          placeholder={t("choose_table")}
          showSearch={{ optionFilterProp: "label" }}
          value={typeof value === "string" ? value : undefined}
          options={tables
            .filter((table) => !table.archived)
            .map((table) => ({ value: table.key, label: table.name }))}
          onChange={onChange}
        />
      );
    case "option":
      return (
        <Select
          className="wide"
          aria-label={setting.name}
          value={typeof value === "string" ? value : undefined}
          options={settingOptions(setting)}
          onChange={onChange}
        />
      );
    default:
      return (
        <Input
          aria-label={setting.name}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}
