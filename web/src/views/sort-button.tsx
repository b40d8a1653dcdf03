import { SortAscendingOutlined } from "@ant-design/icons";
import { Button, Popover, Spin } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Field, Sort } from "../api/types";
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
    <Popover
      trigger="click"
      placement="bottomLeft"
      content={
        <Suspense fallback={<Spin />}>
          <SortPanel sorts={sorts} usable={fields.filter(sortable)} onChange={onChange} />
        </Suspense>
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
