import { Link } from "@tanstack/react-router";
import { Drawer, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Table } from "../../api/types";
import { usePhone } from "../../ui/use-phone";
import { ChangeList } from "./change-list";
import "./history.css";

/** What was done lately, by oneself or in this table; each of it to be undone. */
export function HistoryDrawer({ table, onClose }: { table: Table; onClose: () => void }) {
  const { t } = useTranslation("history");
  const phone = usePhone();
  const [part, setPart] = useState<"mine" | "table">("mine");
  return (
    <Drawer
      open
      size={phone ? "100%" : 460}
      title={t("title")}
      onClose={onClose}
      extra={
        <Link to="/t/$table/history" params={{ table: table.key }} onClick={onClose}>
          {t("past.title")}
        </Link>
      }
    >
      <Segmented
        className="history-parts"
        value={part}
        options={[
          { value: "mine", label: t("mine") },
          { value: "table", label: t("of_table", { table: table.name }) },
        ]}
        onChange={setPart}
      />
      <ChangeList key={part} mine={part === "mine"} table={part === "table" ? table.key : undefined} />
    </Drawer>
  );
}
