import { useQuery } from "@tanstack/react-query";
import { Spin } from "antd";
import { useTranslation } from "react-i18next";
import { historyQuery } from "../../api/queries";
import type { HistoryEntry, RecordBody, Table, Wire } from "../../api/types";
import { sayProblem } from "../../ui/problem";
import { sayWhen } from "../../ui/when";
import { sayValue } from "./say-value";

interface RecordHistoryProps {
  table: Table;
  record: RecordBody;
}

const OPERATIONS = new Set(["insert", "update", "archive", "restore"]);

/** Who changed what of a record, the latest first. */
export function RecordHistory({ table, record }: RecordHistoryProps) {
  const { t, i18n } = useTranslation("record");
  const { data, error, isPending } = useQuery(historyQuery(table.key, record.id));
  if (isPending) return <Spin />;
  if (error) return <p className="kh-muted">{sayProblem(error)}</p>;
  if (data.length === 0) return <p className="kh-faint">{t("no_history")}</p>;

  const say = (key: string, value: Wire | undefined) => {
    const field = table.fields.find((one) => one.key === key);
    if (!field || value === null || value === undefined) return t("empty");
    return sayValue(value, field, i18n.language, (target, id) => record.titles[target]?.[id]) || t("empty");
  };
  const name = (key: string) => table.fields.find((one) => one.key === key)?.name ?? key;
  const changed = (entry: HistoryEntry) =>
    [...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])].filter(
      (key) => !["id", "version", "changed_at", "changed_by", "created_at", "created_by"].includes(key),
    );

  return (
    <ol className="record-history">
      {data.map((entry) => (
        <li key={`${entry.change}.${entry.at}`}>
          <div>
            <b>{entry.actor?.name ?? t("system")}</b>{" "}
            {t(`did.${OPERATIONS.has(entry.operation) ? entry.operation : "update"}`)}{" "}
            <span className="kh-faint">{sayWhen(entry.at, i18n.language)}</span>
          </div>
          {entry.operation === "update" && (
            <dl>
              {changed(entry).map((key) => (
                <div key={key}>
                  <dt>{name(key)}</dt>
                  <dd>
                    <s>{say(key, entry.before?.[key])}</s> → {say(key, entry.after?.[key])}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ol>
  );
}
