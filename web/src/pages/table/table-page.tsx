import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { metaQuery, tablesQuery } from "../../api/queries";
import { PhoneMenuButton } from "../../app/shell/phone-menu";
import { Blank } from "../../ui/blank";
import { sayProblem } from "../../ui/problem";
import { usePhone } from "../../ui/use-phone";
import "./table.css";

const PhoneTable = lazy(() => import("./phone-table").then((file) => ({ default: file.PhoneTable })));
const TableDesk = lazy(() => import("./table-desk").then((file) => ({ default: file.TableDesk })));

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

  const waiting = (
    <Skeleton className="table-skeleton" active title={false} paragraph={{ rows: 12, width: "100%" }} />
  );
  if (error && !table) {
    return (
      <Blank title={t("failed")} hint={sayProblem(error)}>
        <PhoneMenuButton />
      </Blank>
    );
  }
  if (!tables.data || !meta.data) {
    return waiting;
  }
  if (!table) {
    return (
      <Blank title={t("unknown")} hint={t("unknown_hint")}>
        <Link to="/">{t("home")}</Link>
      </Blank>
    );
  }
  return (
    <Suspense fallback={waiting}>
      {phone ? <PhoneTable key={table.key} table={table} /> : <TableDesk key={table.key} table={table} />}
    </Suspense>
  );
}
