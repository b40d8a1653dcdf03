import { SortAscendingOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import type { Field, Sort } from "../api/types";
import { Panel } from "../ui/panel";
import { sortable } from "./sorts";

const SortPanel = lazy(() => import("./sort-panel").then((file) => ({ default: file.SortPanel })));

interface SortButtonProps {
  sorts: Sort[];
  fields: Field[];
  onChange: (sorts: Sort[]) => void;
  compact?: boolean;
}

/** The order of a view, by one field after another. */
export function SortButton({ sorts, fields, onChange, compact }: SortButtonProps) {
  const { t } = useTranslation("filter");
  return (
    <Panel
      compact={compact}
      title={t("sort.title")}
      content={<SortPanel sorts={sorts} usable={fields.filter(sortable)} onChange={onChange} />}
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
    </Panel>
  );
}
