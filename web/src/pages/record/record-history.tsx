import { useQuery } from "@tanstack/react-query";
import { Select, Spin } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { historyQuery } from "../../api/queries";
import type { HistoryEntry, RecordBody, Table } from "../../api/types";
import { sayProblem } from "../../ui/problem";
import { sayWhen } from "../../ui/when";
import { Shift, Value } from "../history/value";
import "../history/history.css";

interface RecordHistoryProps {
  table: Table;
  record: RecordBody;
}

const OPERATIONS = new Set(["insert", "update", "archive", "restore"]);

/** Who changed what of a record, or of one cell of it, the latest first. */
export function RecordHistory({ table, record }: RecordHistoryProps) {
  const { t, i18n } = useTranslation("record");
  const [only, setOnly] = useState<string | null>(null);
  const { data, error, isPending } = useQuery(historyQuery(table.key, record.id));
  if (isPending) return <Spin />;
  if (error) return <p className="kh-muted">{sayProblem(error)}</p>;
  if (data.length === 0) return <p className="kh-faint">{t("no_history")}</p>;

  const fieldOf = (key: string) => table.fields.find((one) => one.key === key);
  const touched = (entry: HistoryEntry) =>
    Object.keys(entry.after ?? {}).filter((key) => fieldOf(key) && (only === null || key === only));
  const entries = data.filter((entry) => only === null || touched(entry).length > 0);
  const fields = [...new Set(data.flatMap((entry) => Object.keys(entry.after ?? {})))].flatMap(
    (key) => fieldOf(key) ?? [],
  );

  return (
    <>
      <Select
        allowClear
        className="wide"
        placeholder={t("all_fields")}
        aria-label={t("all_fields")}
        value={only}
        options={fields.map((field) => ({ value: field.key, label: field.name }))}
        onChange={(key) => setOnly(key ?? null)}
      />
      <ol className="record-history">
        {entries.map((entry) => (
          <li key={`${entry.change}.${entry.at}`}>
            <div>
              <b>{entry.actor?.name || t("system")}</b>{" "}
              {t(`did.${OPERATIONS.has(entry.operation) ? entry.operation : "update"}`)}{" "}
              <span className="kh-faint">
                {[sayWhen(entry.at, i18n.language), entry.label].filter(Boolean).join(" · ")}
              </span>
            </div>
            <dl>
              {touched(entry).map((key) => {
                const field = fieldOf(key);
                const titles = entry.titles ?? record.titles;
                return (
                  field && (
                    <div key={key}>
                      <dt>{field.name}</dt>
                      <dd>
                        {entry.operation === "insert" ? (
                          <Value field={field} value={entry.after?.[key]} titles={titles} />
                        ) : (
                          <Shift
                            field={field}
                            before={entry.before?.[key]}
                            after={entry.after?.[key]}
                            titles={titles}
                          />
                        )}
                      </dd>
                    </div>
                  )
                );
              })}
            </dl>
          </li>
        ))}
      </ol>
    </>
  );
}
