import { useTranslation } from "react-i18next";
import type { Field, Sort } from "../api/types";
import { FieldLines } from "./field-lines";

interface SortPanelProps {
  sorts: Sort[];
  usable: Field[];
  onChange: (sorts: Sort[]) => void;
}

/** The sort keys of a view, one line each. */
export function SortPanel({ sorts, usable, onChange }: SortPanelProps) {
  const { t } = useTranslation("filter");
  return (
    <FieldLines
      lines={sorts}
      usable={usable}
      none={t("sort.none")}
      add={t("sort.add")}
      start={(field) => ({ field: field.key, descending: false })}
      choose={(sort, field) => ({ ...sort, field: field.key })}
      onChange={onChange}
    />
  );
}
