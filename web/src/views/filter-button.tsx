import { FilterOutlined } from "@ant-design/icons";
import { Button, Popover, Spin } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "../api/queries";
import type { Field, Filter } from "../api/types";
import { asGroup, countConditions, operatorsOf } from "./filters";

const FilterGroup = lazy(() => import("./filter-group").then((file) => ({ default: file.FilterGroup })));

interface FilterButtonProps {
  filter: Filter | null;
  fields: Field[];
  open: boolean;
  onOpen: (open: boolean) => void;
  onChange: (filter: Filter | null) => void;
  compact?: boolean;
}

/** The filter of a view, built from what each kind of field can be asked. */
export function FilterButton({ filter, fields, open, onOpen, onChange, compact }: FilterButtonProps) {
  const { t } = useTranslation("filter");
  const meta = useMeta();
  const count = countConditions(filter);
  const askable = fields.filter((field) => operatorsOf(meta, field).length > 0);
  return (
    <Popover
      open={open}
      onOpenChange={onOpen}
      trigger="click"
      placement="bottomLeft"
      content={
        // biome-ignore lint/a11y/noStaticElementInteractions: the Escape key closes the panel wherever the focus is in it
        <div className="filter-panel" onKeyDown={(event) => event.key === "Escape" && onOpen(false)}>
          {count === 0 && <p className="kh-muted">{t("none")}</p>}
          <Suspense fallback={<Spin />}>
            <FilterGroup
              group={asGroup(filter)}
              fields={askable}
              onChange={(group) => onChange(group.items.length > 0 ? group : null)}
              onClear={count > 0 ? () => onChange(null) : undefined}
            />
          </Suspense>
        </div>
      }
    >
      <Button
        type="text"
        size="small"
        className={count > 0 ? "tool is-on" : "tool"}
        icon={<FilterOutlined />}
        aria-label={t("title")}
      >
        {compact ? count || null : count > 0 ? t("title_count", { count }) : t("title")}
      </Button>
    </Popover>
  );
}
