import { Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportSheet, SheetPlan } from "../../api/import-types";
import { useMe, useTables } from "../../api/queries";
import { TableIcon } from "../../ui/table-icon";
import { HeaderPicker } from "./header-picker";

interface SheetTargetProps {
  importId: string;
  sheet: ImportSheet;
  plan: SheetPlan;
  onChange: (plan: SheetPlan) => void;
  onPropose: (part: { header_row?: number; target?: SheetPlan["target"] }) => void;
}

const NEW = "@new";

/** Which table a sheet goes to, and in which row its headers stand. */
export function SheetTarget({ importId, sheet, plan, onChange, onPropose }: SheetTargetProps) {
  const { t } = useTranslation("import");
  const owner = useMe()?.member?.role === "owner";
  const tables = (useTables()?.tables ?? []).filter((table) => !table.archived && table.can.import);
  const made = plan.target.new;
  const choose = (key: string) =>
    onPropose({ target: key === NEW ? { new: { name: sheet.name, icon: "table" } } : { table: key } });

  return (
    <div className="target">
      <label htmlFor="target">{t("target")}</label>
      <Select
        id="target"
        className="target-table"
        value={made ? NEW : plan.target.table}
        showSearch={{ optionFilterProp: "name" }}
        options={[
          ...(owner || made
            ? [
                {
                  value: NEW,
                  name: t("new_table"),
                  label: (
                    <span className="field-option">
                      <TableIcon icon="table" /> {t("new_table")}
                    </span>
                  ),
                },
              ]
            : []),
          ...tables.map((table) => ({
            value: table.key,
            name: table.name,
            label: (
              <span className="field-option">
                <TableIcon icon={table.icon} /> {table.name}
              </span>
            ),
          })),
        ]}
        onChange={choose}
      />
      {made && (
        <Input
          className="target-name"
          aria-label={t("new_name")}
          placeholder={t("new_name")}
          maxLength={60}
          value={made.name}
          onChange={(event) => onChange({ ...plan, target: { new: { ...made, name: event.target.value } } })}
        />
      )}
      <span className="target-header">
        <label htmlFor="header-row">{t("header_row")}</label>
        <InputNumber
          id="header-row"
          className="target-row"
          min={0}
          max={Math.max(1, sheet.rows)}
          precision={0}
          value={plan.header_row}
          changeOnWheel={false}
          onChange={(row) => row !== null && row !== plan.header_row && onPropose({ header_row: row })}
        />
      </span>
      <span className="kh-faint">{t("header_hint")}</span>
      <HeaderPicker importId={importId} plan={plan} onPick={(row) => onPropose({ header_row: row })} />
      {(sheet.notes ?? []).slice(0, 5).map((note) => (
        <p key={note.text} className="target-note kh-muted">
          {note.text}
        </p>
      ))}
    </div>
  );
}
