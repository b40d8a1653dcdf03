import { Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { ColumnPlan } from "../../api/import-types";
import { useMe, useMeta } from "../../api/queries";
import type { Table } from "../../api/types";
import { FieldOption } from "../../views/field-option";
import { startConfig } from "../../views/settings";
import { TypeSelect } from "../../views/type-select";

interface ColumnTargetProps {
  column: ColumnPlan;
  table: Table | undefined;
  /** Keys of fields that other columns fill, joined by commas. */
  taken: string;
  onChange: (column: ColumnPlan) => void;
}

const NEW = "@new";
const SKIP = "@skip";

/** Which field a column fills: one that exists, a new one, or none. */
export function ColumnTarget({ column, table, taken, onChange }: ColumnTargetProps) {
  const { t } = useTranslation("import");
  const meta = useMeta();
  const owner = useMe()?.member?.role === "owner";
  const busy = taken.split(",");
  const fields = (table?.fields ?? []).filter(
    (field) => !field.archived && (!field.readonly || field.key === column.field),
  );
  const fresh = column.new ?? { name: column.header || column.letter, type: "text", config: {} };
  const value = !column.use ? SKIP : column.new ? NEW : (column.field ?? SKIP);

  const choose = (key: string) => {
    if (key === SKIP) return onChange({ ...column, use: false });
    if (key === NEW) return onChange({ ...column, use: true, field: null, new: fresh, confidence: 1 });
    onChange({ ...column, use: true, field: key, new: null, confidence: 1 });
  };

  return (
    <div className="column-target">
      <Select
        className="column-field"
        size="small"
        aria-label={t("columns.field_of", { column: column.header || column.letter })}
        value={value}
        showSearch={{ optionFilterProp: "name" }}
        popupMatchSelectWidth={false}
        options={[
          ...fields.map((field) => ({
            value: field.key,
            name: field.name,
            disabled: busy.includes(field.key),
            label: <FieldOption field={field} />,
          })),
          ...(owner || column.new ? [{ value: NEW, name: t("columns.new"), label: t("columns.new") }] : []),
          {
            value: SKIP,
            name: t("columns.skip"),
            label: <span className="kh-faint">{t("columns.skip")}</span>,
          },
        ]}
        onChange={choose}
      />
      {column.use && column.new && (
        <>
          <Input
            size="small"
            className="column-name"
            aria-label={t("columns.new_name", { column: column.letter })}
            value={column.new.name}
            maxLength={100}
            onChange={(event) => onChange({ ...column, new: { ...fresh, name: event.target.value } })}
          />
          <span className="column-type">
            <TypeSelect
              size="small"
              label={t("columns.new_type", { column: column.letter })}
              value={column.new.type}
              onChange={(type) =>
                onChange({
                  ...column,
                  new: { ...fresh, type, config: startConfig(meta?.types.find((one) => one.key === type)) },
                })
              }
            />
          </span>
        </>
      )}
    </div>
  );
}
