import { useQuery } from "@tanstack/react-query";
import { Checkbox, Modal, Spin } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { recordQuery } from "../../api/queries";
import type { Table } from "../../api/types";
import { sayProblem } from "../../ui/problem";
import { Value } from "../history/value";
import "../history/history.css";

interface CompareDialogProps {
  table: Table;
  ids: readonly [number, number];
  onClose: () => void;
}

/** Two records side by side; what differs stands out. */
export function CompareDialog({ table, ids, onClose }: CompareDialogProps) {
  const { t } = useTranslation("history");
  const [all, setAll] = useState(true);
  const one = useQuery(recordQuery(table.key, ids[0]));
  const other = useQuery(recordQuery(table.key, ids[1]));
  const error = one.error ?? other.error;
  const fields = table.fields.filter((field) => !field.archived && !field.system);
  const differs = (key: string) =>
    JSON.stringify(one.data?.values[key] ?? null) !== JSON.stringify(other.data?.values[key] ?? null);
  const count = fields.filter((field) => differs(field.key)).length;
  return (
    <Modal open width={820} title={t("compare.title")} footer={null} onCancel={onClose}>
      {error && <p className="kh-muted">{sayProblem(error)}</p>}
      {!error && (!one.data || !other.data) && <Spin />}
      {one.data && other.data && (
        <>
          <div className="past-bar">
            <span className="kh-muted kh-grow">{t("compare.count", { count })}</span>
            <Checkbox checked={!all} onChange={({ target }) => setAll(!target.checked)}>
              {t("compare.only")}
            </Checkbox>
          </div>
          <div className="past-scroll">
            <table className="past-table compare">
              <tbody>
                {fields
                  .filter((field) => all || differs(field.key))
                  .map((field) => (
                    <tr key={field.key}>
                      <th scope="row">{field.name}</th>
                      {[one.data, other.data].map((record) => (
                        <td key={record.id} className={differs(field.key) ? "is-different" : ""}>
                          <Value field={field} value={record.values[field.key]} titles={record.titles} />
                        </td>
                      ))}
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Modal>
  );
}
