import { Checkbox, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import type { ColumnPlan, SheetPlan } from "../../api/import-types";
import { useTables } from "../../api/queries";
import { ColumnTarget } from "./column-target";
import { sureness, targetTable } from "./plans";

interface ColumnTableProps {
  plan: SheetPlan;
  onChange: (plan: SheetPlan) => void;
}

/** Each column of the sheet and the field it becomes. */
export function ColumnTable({ plan, onChange }: ColumnTableProps) {
  const { t } = useTranslation("import");
  const table = targetTable(plan, useTables()?.tables ?? []);
  const put = (next: ColumnPlan) =>
    onChange({ ...plan, columns: plan.columns.map((old) => (old.column === next.column ? next : old)) });
  const match = (part: Partial<SheetPlan["match"]>) =>
    onChange({ ...plan, match: { ...plan.match, ...part } });

  return (
    <div className="columns">
      <table className="columns-table">
        <thead>
          <tr>
            <th className="columns-use">
              <Checkbox
                aria-label={t("columns.use_all")}
                checked={plan.columns.every((column) => column.use)}
                indeterminate={
                  plan.columns.some((column) => column.use) && !plan.columns.every((column) => column.use)
                }
                onChange={(event) =>
                  onChange({
                    ...plan,
                    columns: plan.columns.map((column) => ({ ...column, use: event.target.checked })),
                  })
                }
              />
            </th>
            <th>{t("columns.source")}</th>
            <th>{t("columns.samples")}</th>
            <th>{t("columns.field")}</th>
            <th>{t("columns.sure")}</th>
          </tr>
        </thead>
        <tbody>
          {plan.columns.map((column) => (
            <tr key={column.column} className={column.use ? "" : "is-off"}>
              <td className="columns-use">
                <Checkbox
                  checked={column.use}
                  aria-label={t("columns.use", { column: column.header || column.letter })}
                  onChange={(event) => put({ ...column, use: event.target.checked })}
                />
              </td>
              <td className="columns-source">
                <small className="kh-faint">{column.letter}</small> {column.header || t("columns.no_header")}
              </td>
              <td className="columns-samples">
                <Tooltip
                  title={t("columns.filled", {
                    filled: column.filled.toLocaleString(),
                    distinct: column.distinct.toLocaleString(),
                  })}
                >
                  <span className="kh-muted">
                    {column.samples.length > 0
                      ? column.samples.slice(0, 3).join(t("columns.sample_join"))
                      : t("columns.empty")}
                  </span>
                </Tooltip>
              </td>
              <td className="columns-field">
                <ColumnTarget plan={plan} column={column} table={table} onChange={put} />
              </td>
              <td className="columns-sure">
                {column.use && (column.field || column.new) ? (
                  <span className={`sure is-${sureness(column.confidence)}`}>
                    {t(`sure.${sureness(column.confidence)}`)}
                  </span>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="columns-match">
        <Checkbox
          checked={plan.match.create_missing_links}
          onChange={(event) => match({ create_missing_links: event.target.checked })}
        >
          {t("match.links")}
        </Checkbox>
        <Checkbox
          checked={plan.match.new_choices}
          onChange={(event) => match({ new_choices: event.target.checked })}
        >
          {t("match.choices")}
        </Checkbox>
      </div>
    </div>
  );
}
