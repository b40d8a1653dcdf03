import { FilterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "../api/queries";
import type { Field, Filter } from "../api/types";
import { Panel } from "../ui/panel";
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
    <Panel
      compact={compact}
      title={t("title")}
      open={open}
      onOpen={onOpen}
      content={
        <div className="filter-panel">
          {count === 0 && <p className="kh-muted">{t("none")}</p>}
          <FilterGroup
            group={asGroup(filter)}
            fields={askable}
            onChange={(group) => onChange(group.items.length > 0 ? group : null)}
            onClear={count > 0 ? () => onChange(null) : undefined}
          />
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
    </Panel>
  );
}
