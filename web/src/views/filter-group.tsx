import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useMeta } from "../api/queries";
import type { Condition, Field, Filter, Group } from "../api/types";
import { FieldOption } from "./field-option";
import { FilterValue } from "./filter-value";
import { emptyValue, isGroup, operatorsOf, startCondition } from "./filters";
import { wayTo } from "./linked";

interface FilterGroupProps {
  group: Group;
  fields: Field[];
  depth?: number;
  onChange: (group: Group) => void;
  onRemove?: () => void;
  onClear?: () => void;
}

const DEEPEST = 3;

/** Conditions joined by and/or, groups inside groups. */
export function FilterGroup({ group, fields, depth = 0, onChange, onRemove, onClear }: FilterGroupProps) {
  const { t } = useTranslation("filter");
  const meta = useMeta();
  const put = (index: number, item: Filter | null) =>
    onChange({
      ...group,
      items: item
        ? group.items.map((old, at) => (at === index ? item : old))
        : group.items.filter((_, at) => at !== index),
    });
  const add = (item: Filter) => onChange({ ...group, items: [...group.items, item] });
  const first = fields[0];

  return (
    <div className={depth > 0 ? "filter-group is-inner" : "filter-group"}>
      {group.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
        <div className="filter-line" key={index}>
          <Joiner index={index} join={group.join} onChange={(join) => onChange({ ...group, join })} />
          {isGroup(item) ? (
            <FilterGroup
              group={item}
              fields={fields}
              depth={depth + 1}
              onChange={(next) => put(index, next)}
              onRemove={() => put(index, null)}
            />
          ) : (
            <ConditionLine
              condition={item}
              fields={fields}
              onChange={(next) => put(index, next)}
              onRemove={() => put(index, null)}
            />
          )}
        </div>
      ))}
      <div className="filter-add">
        <Button
          size="small"
          type="text"
          icon={<PlusOutlined />}
          disabled={!first}
          onClick={() => first && add(startCondition(meta, first))}
        >
          {t("add_condition")}
        </Button>
        {depth < DEEPEST && (
          <Button
            size="small"
            type="text"
            icon={<PlusOutlined />}
            disabled={!first}
            onClick={() =>
              first &&
              add({ join: group.join === "and" ? "or" : "and", items: [startCondition(meta, first)] })
            }
          >
            {t("add_group")}
          </Button>
        )}
        {onRemove && (
          <Button size="small" type="text" icon={<CloseOutlined />} onClick={onRemove}>
            {t("remove_group")}
          </Button>
        )}
        {onClear && (
          <>
            <span className="kh-grow" />
            <Button size="small" type="text" onClick={onClear}>
              {t("clear")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

interface JoinerProps {
  index: number;
  join: Group["join"];
  onChange: (join: Group["join"]) => void;
}

function Joiner({ index, join, onChange }: JoinerProps) {
  const { t } = useTranslation("filter");
  if (index === 0) return <span className="filter-join kh-faint">{t("where")}</span>;
  if (index > 1) return <span className="filter-join kh-faint">{t(`join.${join}`)}</span>;
  return (
    <Select
      className="filter-join"
      size="small"
      value={join}
      aria-label={t("join_label")}
      options={(["and", "or"] as const).map((key) => ({ value: key, label: t(`join.${key}`) }))}
      onChange={onChange}
    />
  );
}

/** The fields to choose from: the table's own first, those of linked records by the way to them. */
function fieldOptions(fields: readonly Field[]) {
  const option = (field: Field) => ({
    value: field.key,
    name: field.name,
    label: <FieldOption field={field} />,
  });
  const along = (way: string) => fields.filter((field) => wayTo(field) === way).map(option);
  const ways = [...new Set(fields.map(wayTo))].filter((way) => way !== "");
  return [...along(""), ...ways.map((way) => ({ label: way, title: way, options: along(way) }))];
}

interface ConditionLineProps {
  condition: Condition;
  fields: Field[];
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}

function ConditionLine({ condition, fields, onChange, onRemove }: ConditionLineProps) {
  const { t } = useTranslation("filter");
  const meta = useMeta();
  const field = fields.find((one) => one.key === condition.field);
  const operators = operatorsOf(meta, field);
  const operator = operators.find((one) => one.key === condition.operator);

  const choose = (key: string) => {
    const next = fields.find((one) => one.key === key);
    if (next) onChange(startCondition(meta, next));
  };
  const compare = (key: string) => {
    const next = operators.find((one) => one.key === key);
    const same = next?.takes === operator?.takes;
    onChange({ ...condition, operator: key, value: same ? condition.value : emptyValue(next) });
  };

  return (
    <div className="filter-condition">
      <Select
        className="filter-field"
        aria-label={t("field")}
        value={field?.key}
        placeholder={t("lost_field")}
        showSearch={{ optionFilterProp: "name" }}
        popupMatchSelectWidth={false}
        options={fieldOptions(fields)}
        onChange={choose}
      />
      <Select
        className="filter-operator"
        aria-label={t("operator")}
        value={operator?.key}
        popupMatchSelectWidth={false}
        options={operators.map((one) => ({ value: one.key, label: one.name }))}
        onChange={compare}
      />
      <span className="filter-value">
        {field && (
          <FilterValue
            key={`${field.key}.${operator?.takes}`}
            field={field}
            operator={operator}
            value={condition.value}
            onChange={(value) => onChange({ ...condition, value })}
          />
        )}
      </span>
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("remove")} onClick={onRemove} />
    </div>
  );
}
