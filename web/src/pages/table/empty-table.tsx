import { CopyOutlined, EditOutlined, ImportOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { TableState } from "./use-table-state";

interface EmptyTableProps {
  state: TableState;
  narrowed: boolean;
  onStart: () => void;
  /** On a phone there is no row to type into and no block to paste. */
  compact?: boolean;
}

/** What to do with a table that shows nothing. */
export function EmptyTable({ state, narrowed, onStart, compact }: EmptyTableProps) {
  const { t } = useTranslation("table");
  if (narrowed) {
    return (
      <div className="empty">
        <h2>{t("empty.narrowed")}</h2>
        <p>{t("empty.narrowed_hint")}</p>
        <div className="kh-row">
          {state.search.q && <Button onClick={() => state.setSearch("")}>{t("empty.clear_search")}</Button>}
          {state.arrangement.filter && (
            <Button onClick={() => state.setFilter(null)}>{t("empty.clear_filter")}</Button>
          )}
        </div>
      </div>
    );
  }
  return (
    <div className="empty">
      <h2>{t(compact ? "empty.short" : "empty.title", { table: state.table.name })}</h2>
      <ul>
        {state.table.can.create && (
          <li>
            <EditOutlined />
            <button type="button" className="empty-link" onClick={onStart}>
              {t(compact ? "empty.first" : "empty.type")}
            </button>
          </li>
        )}
        {state.table.can.create && !compact && (
          <li>
            <CopyOutlined />
            <span>{t("empty.paste")}</span>
          </li>
        )}
        {state.table.can.import && (
          <li>
            <ImportOutlined />
            <Link to="/import" className="empty-link">
              {t("empty.import")}
            </Link>
          </li>
        )}
      </ul>
    </div>
  );
}
