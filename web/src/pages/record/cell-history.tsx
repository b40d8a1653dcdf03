import { useQuery } from "@tanstack/react-query";
import { Modal, Spin } from "antd";
import { useTranslation } from "react-i18next";
import { ledger } from "../../api/history-calls";
import type { Field, Table } from "../../api/types";
import { sayProblem } from "../../ui/problem";
import { sayWhen } from "../../ui/when";
import { Shift, Value } from "../history/value";
import "../history/history.css";

interface CellHistoryProps {
  table: Table;
  id: number;
  field: Field;
  onClose: () => void;
}

/** Everything one cell ever held: who put it there, when and how. */
export function CellHistory({ table, id, field, onClose }: CellHistoryProps) {
  const { t, i18n } = useTranslation("history");
  const { data, error, isPending } = useQuery({
    queryKey: ["history", table.key, id, field.key],
    queryFn: () => ledger.cell(table.key, id, field.key),
    staleTime: 0,
  });
  return (
    <Modal open width={520} title={t("cell.title", { field: field.name })} footer={null} onCancel={onClose}>
      {isPending && <Spin />}
      {error && <p className="kh-muted">{sayProblem(error)}</p>}
      {data?.length === 0 && <p className="kh-faint">{t("none")}</p>}
      <ol className="changes">
        {data?.map((entry) => (
          <li key={`${entry.change}.${entry.at}`} className="change">
            <div className="change-head">
              <div className="kh-grow">
                {entry.operation === "insert" ? (
                  <Value field={field} value={entry.after?.[field.key]} titles={entry.titles ?? {}} />
                ) : (
                  <Shift
                    field={field}
                    before={entry.before?.[field.key]}
                    after={entry.after?.[field.key]}
                    titles={entry.titles ?? {}}
                  />
                )}
                <div>
                  <small className="kh-faint">
                    {[
                      entry.actor?.name || t("system"),
                      sayWhen(entry.at, i18n.language),
                      entry.operation === "insert" ? t("operation.insert") : entry.label,
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </small>
                </div>
              </div>
            </div>
          </li>
        ))}
      </ol>
    </Modal>
  );
}
