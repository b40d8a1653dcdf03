import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useMeta } from "../api/queries";
import type { ColorRule, Field } from "../api/types";
import { CHOICE_COLORS, pillColors } from "../ui/colors";
import { FieldOption } from "./field-option";
import { FilterGroup } from "./filter-group";
import { asGroup, startCondition } from "./filters";

interface ColorPanelProps {
  rules: ColorRule[];
  /** What conditions may speak of. */
  askable: Field[];
  /** Fields whose cells can be coloured. */
  fields: Field[];
  onChange: (rules: ColorRule[]) => void;
}

const MOST = 20;

/** The colour rules of a view: a colour, where it goes, and for which records. The first that fits counts. */
export function ColorPanel({ rules, askable, fields, onChange }: ColorPanelProps) {
  const { t } = useTranslation("filter");
  const meta = useMeta();
  const put = (index: number, rule: ColorRule | null) =>
    onChange(
      rule ? rules.map((old, at) => (at === index ? rule : old)) : rules.filter((_, at) => at !== index),
    );
  const add = () => {
    const first = askable[0];
    const color = ["red", "orange", "green", "blue"][rules.length % 4] ?? "red";
    if (first)
      onChange([
        ...rules,
        { color, field: null, filter: { join: "and", items: [startCondition(meta, first)] } },
      ]);
  };
  return (
    <div className="filter-panel color-panel">
      {rules.length === 0 && <p className="kh-muted">{t("color.none")}</p>}
      {rules.map((rule, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity but their place
        <div className="color-rule" key={index}>
          <div className="color-head">
            <Select
              aria-label={t("color.color")}
              value={rule.color}
              popupMatchSelectWidth={false}
              options={CHOICE_COLORS.map((color) => ({
                value: color,
                label: (
                  <span
                    className="color-swatch"
                    style={{ background: pillColors(color).ground, color: pillColors(color).ink }}
                  >
                    {t(`color.names.${color}`)}
                  </span>
                ),
              }))}
              onChange={(color) => put(index, { ...rule, color })}
            />
            <Select
              aria-label={t("color.where")}
              value={rule.field ?? ""}
              popupMatchSelectWidth={false}
              showSearch={{ optionFilterProp: "name" }}
              options={[
                { value: "", name: t("color.row"), label: t("color.row") },
                ...fields.map((field) => ({
                  value: field.key,
                  name: field.name,
                  label: <FieldOption field={field} />,
                })),
              ]}
              onChange={(field: string) => put(index, { ...rule, field: field || null })}
            />
            <span className="kh-muted">{t("color.when")}</span>
            <span className="kh-grow" />
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t("color.remove")}
              onClick={() => put(index, null)}
            />
          </div>
          <FilterGroup
            group={asGroup(rule.filter)}
            fields={askable}
            onChange={(group) => put(index, { ...rule, filter: group })}
          />
        </div>
      ))}
      <Button size="small" type="text" icon={<PlusOutlined />} disabled={rules.length >= MOST} onClick={add}>
        {t("color.add")}
      </Button>
    </div>
  );
}
