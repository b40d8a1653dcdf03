import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { type IndexedTable, indexesQuery } from "../../api/indexes";
import { useTable } from "../../api/queries";
import { sayProblem } from "../../ui/problem";
import { IndexRow } from "./index-row";
import { saySize } from "./say-size";

/** The indexes that Kehu keeps by itself: nothing to set, only to see why a large table stays quick. */
export function IndexSection() {
  const { t } = useTranslation("settings");
  const { data, error, isPending } = useQuery(indexesQuery);
  const shown = (data ?? []).filter((each) => each.large || each.indexes.length > 0);
  return (
    <section className="settings-section" aria-labelledby="settings-indexes">
      <h2 id="settings-indexes">{t("indexes.title")}</h2>
      <p className="kh-muted">{t("indexes.lead")}</p>
      {isPending && <Skeleton active paragraph={{ rows: 3 }} title={false} />}
      {error && <p role="alert">{sayProblem(error)}</p>}
      {data && shown.length === 0 && <p className="settings-quiet">{t("indexes.none")}</p>}
      {shown.map((each) => (
        <OneTable key={each.table} of={each} />
      ))}
    </section>
  );
}

function OneTable({ of }: { of: IndexedTable }) {
  const { t, i18n } = useTranslation("settings");
  const table = useTable(of.table);
  const bytes = of.indexes.reduce((sum, one) => sum + one.bytes, 0);
  return (
    <div className="settings-table">
      <h3>
        {table?.name ?? of.table}
        <small className="kh-faint">
          {t("indexes.about", {
            records: of.records.toLocaleString(i18n.language),
            bytes: saySize(bytes),
            most: saySize(of.most_bytes),
          })}
        </small>
      </h3>
      {of.indexes.length === 0 && <p className="kh-muted">{t("indexes.not_yet")}</p>}
      <ul>
        {of.indexes.map((one) => (
          <IndexRow key={one.name} of={one} table={table} />
        ))}
      </ul>
    </div>
  );
}
