import { Checkbox, Tooltip } from "antd";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { ColumnPlan } from "../../api/import-types";
import type { Table } from "../../api/types";
import { ColumnTarget } from "./column-target";
import { sureness } from "./plans";

interface ColumnRowProps {
  column: ColumnPlan;
  table: Table | undefined;
  /** Keys of fields that other columns fill, joined by commas so that equal ones compare equal. */
  taken: string;
  onChange: (column: ColumnPlan) => void;
}

/** One column of the sheet; painted again only when it changed, for sheets of hundreds of columns. */
export const ColumnRow = memo(function ColumnRow({ column, table, taken, onChange }: ColumnRowProps) {
  const { t } = useTranslation("import");
  const name = column.header || column.letter;
  const counts = { filled: column.filled.toLocaleString(), distinct: column.distinct.toLocaleString() };
  const goes = column.use && (column.field || column.new);
  return (
    <tr className={column.use ? "" : "is-off"}>
      <td className="columns-use">
        <Checkbox
          checked={column.use}
          aria-label={t("columns.use", { column: name })}
          onChange={(event) => onChange({ ...column, use: event.target.checked })}
        />
      </td>
      <td className="columns-source">
        <small className="kh-faint">{column.letter}</small> {column.header || t("columns.no_header")}
      </td>
      <td className="columns-samples">
        <Tooltip title={t("columns.filled", counts)}>
          <span className="kh-muted">
            {column.samples.length > 0
              ? column.samples.slice(0, 3).join(t("columns.sample_join"))
              : t("columns.empty")}
          </span>
        </Tooltip>
      </td>
      <td className="columns-field">
        <ColumnTarget column={column} table={table} taken={taken} onChange={onChange} />
      </td>
      <td className="columns-sure">
        {goes ? (
          <span className={`sure is-${sureness(column.confidence)}`}>
            {t(`sure.${sureness(column.confidence)}`)}
          </span>
        ) : null}
      </td>
    </tr>
  );
});
