import { Button, Select } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMeta, useTables } from "../../api/queries";
import type { Field, FieldConfig, Filter, Setting, Table } from "../../api/types";
import { FieldOption } from "../field-option";
import { asGroup, operatorsOf, startCondition } from "../filters";
import { sortable } from "../sorts";
import { gatherable, linkedTables, linkingTables, linksOf, takeable, waysTo } from "./rules";

const FilterGroup = lazy(() => import("../filter-group").then((file) => ({ default: file.FilterGroup })));

interface RelationSettingProps {
  setting: Setting;
  table: Table;
  config: FieldConfig;
  onChange: (value: unknown) => void;
}

/** Chooses a link, a linked table, a field of it or a condition on it. */
export function RelationSetting({ setting, table, config, onChange }: RelationSettingProps) {
  const { t } = useTranslation("computed");
  const tables = useTables()?.tables ?? [];
  const value = config[setting.key];
  const child = tables.find((one) => one.key === config.table);
  const pick = { setting, value, onChange };
  switch (setting.type) {
    case "link":
      return <FieldPick {...pick} fields={linksOf(table)} none={t("no_links")} say={linkName(tables)} />;
    case "linked_field": {
      const link = table.fields.find((field) => field.key === config.link);
      return <FieldPick {...pick} fields={takeable(tables.find((one) => one.key === link?.config.target))} />;
    }
    case "linking_table": {
      const options = config.own === true ? linkedTables(tables, table) : linkingTables(tables, table.key);
      return (
        <Select
          className="wide"
          aria-label={setting.name}
          placeholder={t("choose")}
          notFoundContent={t("no_tables")}
          value={typeof value === "string" ? value : undefined}
          options={options.map((one) => ({ value: one.key, label: one.name }))}
          onChange={onChange}
        />
      );
    }
    case "linking_field":
      return <FieldPick {...pick} fields={waysTo(tables, config, table.key)} />;
    case "table_field":
      return setting.key === "order" ? (
        <FieldPick {...pick} clear fields={takeable(child).filter(sortable)} placeholder={t("as_entered")} />
      ) : (
        <FieldPick {...pick} fields={gatherable(child, config.function)} none={t("no_numbers")} />
      );
    default:
      return (
        <Narrowing filter={(value as Filter | null | undefined) ?? null} child={child} onChange={onChange} />
      );
  }
}

function linkName(tables: Table[]) {
  return (field: Field) => {
    const target = tables.find((one) => one.key === field.config.target)?.name;
    return target && target !== field.name ? ` → ${target}` : "";
  };
}

interface FieldPickProps {
  setting: Setting;
  value: unknown;
  fields: Field[];
  clear?: boolean;
  placeholder?: string;
  /** What to say when there is no such field. */
  none?: string;
  /** Words behind the name of a field. */
  say?: (field: Field) => string;
  onChange: (value: unknown) => void;
}

function FieldPick({ setting, value, fields, clear, placeholder, none, say, onChange }: FieldPickProps) {
  const { t } = useTranslation("computed");
  return (
    <Select
      className="wide"
      aria-label={setting.name}
      placeholder={placeholder ?? t("choose")}
      notFoundContent={none ?? t("nothing")}
      allowClear={clear}
      showSearch={{ optionFilterProp: "name" }}
      value={typeof value === "string" && value ? value : undefined}
      options={fields.map((field) => ({
        value: field.key,
        name: field.name,
        label: (
          <span className="kh-row">
            <FieldOption field={field} />
            {say && <span className="kh-faint">{say(field)}</span>}
          </span>
        ),
      }))}
      onChange={(next) => onChange(next ?? null)}
    />
  );
}

interface NarrowingProps {
  filter: Filter | null;
  child: Table | undefined;
  onChange: (value: unknown) => void;
}

function Narrowing({ filter, child, onChange }: NarrowingProps) {
  const { t } = useTranslation("computed");
  const meta = useMeta();
  const fields = (child?.fields ?? []).filter(
    (field) => !field.archived && operatorsOf(meta, field).length > 0,
  );
  const first = fields.find((field) => !field.system) ?? fields[0];
  if (!filter) {
    return (
      <Button
        size="small"
        disabled={!first}
        onClick={() => first && onChange({ join: "and", items: [startCondition(meta, first)] })}
      >
        {t("narrow")}
      </Button>
    );
  }
  return (
    <Suspense>
      <FilterGroup
        group={asGroup(filter)}
        fields={fields}
        onChange={(group) => onChange(group.items.length > 0 ? group : null)}
      />
    </Suspense>
  );
}
