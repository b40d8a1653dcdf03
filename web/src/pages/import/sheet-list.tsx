import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportBody, SheetPlan } from "../../api/import-types";

interface SheetListProps {
  body: ImportBody;
  plans: SheetPlan[];
  shown: number;
  onShow: (sheet: number) => void;
  onChange: (plan: SheetPlan) => void;
}

/** The sheets of the workbook; ticked ones are imported. */
export function SheetList({ body, plans, shown, onShow, onChange }: SheetListProps) {
  const { t } = useTranslation("import");
  return (
    <aside className="sheets" aria-label={t("sheets")}>
      {(body.sheets ?? []).map((sheet) => {
        const plan = plans.find((one) => one.sheet === sheet.index);
        return (
          <div key={sheet.index} className={`sheet${sheet.index === shown ? " is-shown" : ""}`}>
            <Checkbox
              checked={plan?.use ?? false}
              disabled={!plan}
              aria-label={t("use_sheet", { sheet: sheet.name })}
              onChange={(event) => {
                if (plan) onChange({ ...plan, use: event.target.checked });
                onShow(sheet.index);
              }}
            />
            <button type="button" onClick={() => onShow(sheet.index)}>
              <span className="kh-ellipsis">{sheet.name}</span>
              <small className="kh-faint">
                {sheet.problem || !plan
                  ? t("sheet_empty")
                  : t("sheet_size", { rows: sheet.rows.toLocaleString(), columns: sheet.columns })}
              </small>
            </button>
          </div>
        );
      })}
    </aside>
  );
}
