import { Checkbox } from "antd";
import { useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ColumnPlan, SheetPlan } from "../../api/import-types";
import { useTables } from "../../api/queries";
import { ColumnRow } from "./column-row";
import { takenFields, targetTable } from "./plans";

interface ColumnTableProps {
  plan: SheetPlan;
  onChange: (plan: SheetPlan) => void;
}

/** Each column of the sheet and the field it becomes. */
export function ColumnTable({ plan, onChange }: ColumnTableProps) {
  const { t } = useTranslation("import");
  const table = targetTable(plan, useTables()?.tables ?? []);
  const latest = useRef({ plan, onChange });
  latest.current = { plan, onChange };
  const put = useCallback((next: ColumnPlan) => {
    const now = latest.current;
    const columns = now.plan.columns.map((old) => (old.column === next.column ? next : old));
    now.onChange({ ...now.plan, columns });
  }, []);
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
            <ColumnRow
              key={column.column}
              column={column}
              table={table}
              taken={[...takenFields(plan, column)].join(",")}
              onChange={put}
            />
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
