import { CloseOutlined, PlusOutlined, SortAscendingOutlined } from "@ant-design/icons";
import { Button, Popover, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Field, Sort } from "../api/types";
import { FieldOption } from "./field-option";
import { sortable, sortWords } from "./sorts";

interface SortButtonProps {
  sorts: Sort[];
  fields: Field[];
  onChange: (sorts: Sort[]) => void;
  compact?: boolean;
}

/** The order of a view, by one field after another. */
export function SortButton({ sorts, fields, onChange, compact }: SortButtonProps) {
  const { t } = useTranslation("filter");
  const usable = fields.filter(sortable);
  const free = usable.filter((field) => !sorts.some((sort) => sort.field === field.key));
  const put = (index: number, sort: Sort | null) =>
    onChange(
      sort ? sorts.map((old, at) => (at === index ? sort : old)) : sorts.filter((_, at) => at !== index),
    );

  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      content={
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
      }
    >
      <Button
        type="text"
        size="small"
        className={sorts.length > 0 ? "tool is-on" : "tool"}
        icon={<SortAscendingOutlined />}
        aria-label={t("sort.title")}
      >
        {compact
          ? sorts.length || null
          : sorts.length > 0
            ? t("sort.title_count", { count: sorts.length })
            : t("sort.title")}
      </Button>
    </Popover>
  );
}
