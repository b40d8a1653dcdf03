import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Field, Sort } from "../api/types";
import { FieldOption } from "./field-option";
import { sortWords } from "./sorts";

interface SortPanelProps {
  sorts: Sort[];
  usable: Field[];
  onChange: (sorts: Sort[]) => void;
}

/** The sort keys of a view, one line each. */
export function SortPanel({ sorts, usable, onChange }: SortPanelProps) {
  const { t } = useTranslation("filter");
  const free = usable.filter((field) => !sorts.some((sort) => sort.field === field.key));
  const put = (index: number, sort: Sort | null) =>
    onChange(
      sort ? sorts.map((old, at) => (at === index ? sort : old)) : sorts.filter((_, at) => at !== index),
    );

  return (
    <div className="sort-panel">
      {sorts.length === 0 && <p className="kh-muted">{t("sort.none")}</p>}
      {sorts.map((sort, index) => {
        const field = usable.find((one) => one.key === sort.field);
        const [up, down] = sortWords(field?.kind);
        return (
          <div className="sort-line" key={sort.field}>
            <Select
              className="filter-field"
              aria-label={t("field")}
              value={field?.key}
              showSearch={{ optionFilterProp: "name" }}
              popupMatchSelectWidth={false}
              options={[...(field ? [field] : []), ...free].map((one) => ({
                value: one.key,
                name: one.name,
                label: <FieldOption field={one} />,
              }))}
              onChange={(key: string) => put(index, { ...sort, field: key })}
            />
            <Segmented
              size="small"
              value={sort.descending ? "down" : "up"}
              options={[
                { value: "up", label: t(`sort.${up}`) },
                { value: "down", label: t(`sort.${down}`) },
              ]}
              onChange={(value) => put(index, { ...sort, descending: value === "down" })}
            />
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t("remove")}
              onClick={() => put(index, null)}
            />
          </div>
        );
      })}
      <Button
        size="small"
        type="text"
        icon={<PlusOutlined />}
        disabled={free.length === 0}
        onClick={() => free[0] && onChange([...sorts, { field: free[0].key, descending: false }])}
      >
        {t("sort.add")}
      </Button>
    </div>
  );
}
