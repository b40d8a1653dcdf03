import { HistoryOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Table } from "../../api/types";

const HistoryDrawer = lazy(() =>
  import("../history/history-drawer").then((file) => ({ default: file.HistoryDrawer })),
);

/** Opens what was changed lately, each of it to be undone. */
export function HistoryButton({ table }: { table: Table }) {
  const { t } = useTranslation("history");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Tooltip title={t("title")}>
        <Button
          type="text"
          icon={<HistoryOutlined />}
          aria-label={t("title")}
          onClick={() => setOpen(true)}
        />
      </Tooltip>
      <Suspense fallback={null}>
        {open && <HistoryDrawer table={table} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}
