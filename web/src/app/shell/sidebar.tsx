import {
  DeleteOutlined,
  ImportOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  PlusOutlined,
} from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button, Tooltip } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useTables } from "../../api/queries";
import mark from "../mark.svg";
import { AccountMenu } from "./account-menu";
import { JobsTray } from "./jobs-tray";
import { SidebarTable } from "./sidebar-table";

const NewTableDialog = lazy(() =>
  import("./new-table-dialog").then((file) => ({ default: file.NewTableDialog })),
);

interface SidebarProps {
  folded?: boolean;
  onFold?: (folded: boolean) => void;
  onNavigate?: () => void;
}

/** Company, tables and the account. */
export function Sidebar({ folded = false, onFold, onNavigate }: SidebarProps) {
  const { t } = useTranslation("shell");
  const me = useMe();
  const tables = useTables()?.tables.filter((table) => !table.archived) ?? [];
  const [making, setMaking] = useState(false);
  const owner = me?.member?.role === "owner";
  const mayImport = tables.some((table) => table.can.import) || owner;

  return (
    <nav className="side" aria-label={t("tables")}>
      <header className="side-head">
        <img src={mark} alt="" width={24} height={24} />
        {!folded && <b className="kh-grow kh-ellipsis">{me?.company?.name}</b>}
        {onFold && !folded && (
          <Button
            type="text"
            size="small"
            icon={<MenuFoldOutlined />}
            aria-label={t("fold")}
            onClick={() => onFold(true)}
          />
        )}
      </header>
      {onFold && folded && (
        <Button
          type="text"
          icon={<MenuUnfoldOutlined />}
          aria-label={t("unfold")}
          onClick={() => onFold(false)}
        />
      )}
      <div className="side-tables">
        {tables.map((table) => (
          <SidebarTable key={table.key} table={table} folded={folded} onNavigate={onNavigate} />
        ))}
        {owner && (
          <Tooltip title={folded ? t("new_table") : null} placement="right">
            <button type="button" className="side-item is-quiet" onClick={() => setMaking(true)}>
              <PlusOutlined />
              {!folded && <span>{t("new_table")}</span>}
            </button>
          </Tooltip>
        )}
        {mayImport && (
          <Tooltip title={folded ? t("import") : null} placement="right">
            <Link to="/import" className="side-item is-quiet" onClick={onNavigate}>
              <ImportOutlined />
              {!folded && <span>{t("import")}</span>}
            </Link>
          </Tooltip>
        )}
        <Tooltip title={folded ? t("bin") : null} placement="right">
          <Link to="/bin" className="side-item is-quiet" onClick={onNavigate}>
            <DeleteOutlined />
            {!folded && <span>{t("bin")}</span>}
          </Link>
        </Tooltip>
      </div>
      <footer className="side-foot">
        <AccountMenu folded={folded} />
        <JobsTray />
      </footer>
      <Suspense fallback={null}>
        {making && (
          <NewTableDialog
            onClose={() => {
              setMaking(false);
              onNavigate?.();
            }}
          />
        )}
      </Suspense>
    </nav>
  );
}
