import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useMeta } from "../api/queries";
import type { ArrangedColumn } from "./columns";
import { FieldOption } from "./field-option";
import { summariesOf } from "./figures";

interface FigurePanelProps {
  columns: ArrangedColumn[];
  onChange: (field: string, summary: string | null) => void;
}

/** Which figure stands at the foot of each column. */
export function FigurePanel({ columns, onChange }: FigurePanelProps) {
  const { t } = useTranslation("filter");
  const meta = useMeta();
  return (
    <div className="figure-panel">
      <p className="kh-muted">{t("figure.hint")}</p>
      {columns
        .filter((column) => !column.hidden)
        .map(({ field, summary }) => (
          <div className="sort-line" key={field.key}>
            <span className="filter-field">
              <FieldOption field={field} />
            </span>
            <Select
              size="small"
              className="figure-choice"
              aria-label={t("figure.of", { field: field.name })}
              value={summary ?? ""}
              options={["", ...summariesOf(meta, field)].map((key) => ({
                value: key,
                label: key ? t(`figure.names.${key}`) : t("figure.off"),
              }))}
              onChange={(key: string) => onChange(field.key, key || null)}
            />
          </div>
        ))}
    </div>
  );
}
