import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useMeta } from "../../api/queries";
import type { Field, FieldDefault } from "../../api/types";
import { FilterValue } from "../filter-value";
import { operatorsOf } from "../filters";
import { startOf, wayOf, waysOf } from "./defaults";

interface DefaultSettingProps {
  field: Field;
  value: FieldDefault;
  onChange: (value: FieldDefault) => void;
}

/** What a new record holds in a field that nobody filled. */
export function DefaultSetting({ field, value, onChange }: DefaultSettingProps) {
  const { t } = useTranslation("rules");
  const meta = useMeta();
  const way = wayOf(value);
  const one = operatorsOf(meta, field).find((operator) => operator.takes === "one");
  const ways = waysOf(field).filter((each) => each !== "value" || one);
  return (
    <Form.Item layout="vertical" label={t("default.label")}>
      <span className="rule-day">
        <Select
          aria-label={t("default.label")}
          value={way}
          popupMatchSelectWidth={false}
          options={ways.map((each) => ({ value: each, label: t(`default.${each}`) }))}
          onChange={(next) => onChange(startOf(next))}
        />
        {way === "value" && one && (
          <span className="rule-default">
            <FilterValue
              field={field}
              operator={one}
              value={value === "" ? null : value}
              onChange={(next) => onChange((next ?? "") as FieldDefault)}
            />
          </span>
        )}
        {way === "formula" && (
          <Input
            className="rule-default"
            aria-label={t("default.formula")}
            placeholder={t("default.formula_example")}
            value={typeof value === "object" && value && "formula" in value ? value.formula : ""}
            onChange={(event) => onChange({ formula: event.target.value })}
          />
        )}
      </span>
    </Form.Item>
  );
}
