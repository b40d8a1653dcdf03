import { Navigate } from "@tanstack/react-router";
import { Button, Empty, Spin } from "antd";
import { useTranslation } from "react-i18next";
import { useTables } from "../../api/queries";
import { PhoneMenuButton } from "../../app/shell/phone-menu";

/** Opens the first table; without any, says how to begin. */
export function HomePage() {
  const { t } = useTranslation("shell");
  const tables = useTables();
  if (!tables) {
    return (
      <div className="kh-center">
        <Spin />
      </div>
    );
  }
  const first = tables.tables.find((table) => !table.archived);
  if (first) return <Navigate to="/t/$table" params={{ table: first.key }} replace />;
  return (
    <div>
      <PhoneMenuButton />
      <Empty description={t("no_tables")}>
        <Button type="primary" href="/import">
          {t("import")}
        </Button>
      </Empty>
    </div>
  );
}
