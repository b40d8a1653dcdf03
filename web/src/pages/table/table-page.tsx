import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Result, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { metaQuery, tablesQuery } from "../../api/queries";
import { PhoneMenuButton } from "../../app/shell/phone-menu";
import { sayProblem } from "../../ui/problem";
import { usePhone } from "../../ui/use-phone";
import { PhoneTable } from "./phone-table";
import "./table.css";
import { TableDesk } from "./table-desk";

const route = getRouteApi("/shell/t/$table");

/** The page of one table. */
export function TablePage() {
  const { t } = useTranslation("table");
  const { table: key } = route.useParams();
  const tables = useQuery(tablesQuery);
  const meta = useQuery(metaQuery);
  const phone = usePhone();
  const table = tables.data?.tables.find((one) => one.key === key && !one.archived);
  const error = tables.error ?? meta.error;

  if (error && !table) {
    return (
      <Result status="warning" title={t("failed")} subTitle={sayProblem(error)} extra={<PhoneMenuButton />} />
    );
  }
  if (!tables.data || !meta.data) {
    return (
      <Skeleton className="table-skeleton" active title={false} paragraph={{ rows: 12, width: "100%" }} />
    );
  }
  if (!table) {
    return (
      <Result
        status="404"
        icon={<span />}
        title={t("unknown")}
        subTitle={t("unknown_hint")}
        extra={<Link to="/">{t("home")}</Link>}
      />
    );
  }
  return phone ? <PhoneTable key={table.key} table={table} /> : <TableDesk key={table.key} table={table} />;
}
