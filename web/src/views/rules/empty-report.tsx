import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { records } from "../../api/calls";
import type { Field, Table } from "../../api/types";
import { sayValue } from "../../pages/record/say-value";
import "./rules.css";

const SHOWN = 8;

interface EmptyReportProps {
  table: Table;
  field: Field;
}

/** The records that hold nothing in a field which shall be required. */
export function EmptyReport({ table, field }: EmptyReportProps) {
  const { t, i18n } = useTranslation("rules");
  const title = table.fields.find((one) => one.key === table.title);
  const filter = { field: field.key, operator: "empty" } as const;
  const { data } = useQuery({
    queryKey: ["empty", table.key, field.key],
    queryFn: async () => {
      const [page, { count }] = await Promise.all([
        records.page(table.key, { filter, fields: [table.title], limit: SHOWN }),
        records.count(table.key, { filter }),
      ]);
      return { page, count };
    },
    staleTime: 0,
  });
  if (!data) return null;
  if (data.count === 0)
    return field.required ? null : <Alert type="success" showIcon title={t("all_filled")} />;
  const say = (value: (typeof data.page.records)[number]["values"][number]) =>
    title
      ? sayValue(value ?? null, title, i18n.language, (target, id) => data.page.titles[target]?.[id])
      : "";
  return (
    <Alert
      type="warning"
      showIcon
      className="rule-broken rule-empty"
      title={t("still_empty", { count: data.count })}
      description={
        <>
          <ul>
            {data.page.records.map((record) => (
              <li key={record.id}>{`${say(record.values[0] ?? null)} #${record.id}`}</li>
            ))}
            {data.count > SHOWN && (
              <li className="kh-faint">{t("and_more", { count: data.count - SHOWN })}</li>
            )}
          </ul>
          <p className="kh-muted">{t("still_empty_note")}</p>
        </>
      }
    />
  );
}
