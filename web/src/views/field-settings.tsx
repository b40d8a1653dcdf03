import { Checkbox, Form, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useTables } from "../api/queries";
import type { FieldConfig, Setting } from "../api/types";
import { ChoicesEditor } from "./choices-editor";
import { settingOptions } from "./settings";

interface FieldSettingsProps {
  settings: Setting[];
  config: FieldConfig;
  onChange: (config: FieldConfig) => void;
}

/** What a field type wants to know, as the server describes it. */
export function FieldSettings({ settings, config, onChange }: FieldSettingsProps) {
  return settings.map((setting) => (
    <Form.Item key={setting.key} label={setting.type === "bool" ? null : setting.name}>
      <SettingInput
        setting={setting}
        value={config[setting.key]}
        onChange={(value) => onChange({ ...config, [setting.key]: value })}
      />
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
