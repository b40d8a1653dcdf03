import { Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import type { CellConflict } from "../../api/problem";
import { useTables } from "../../api/queries";
import type { Wire } from "../../api/types";
import { Value } from "./value";
import "./history.css";

interface ClashDialogProps {
  conflicts: CellConflict[];
  onChoose: (clash: "skip" | "overwrite") => void;
  onClose: () => void;
}

/** Records that somebody changed after the change to be undone: both values, and what to do with them. */
export function ClashDialog({ conflicts, onChoose, onClose }: ClashDialogProps) {
  const { t } = useTranslation("history");
  const tables = useTables()?.tables ?? [];
  const records = new Set(conflicts.map((one) => `${one.table}.${one.id}`)).size;
  return (
    <Modal
      open
      width={680}
      title={t("clash.title", { count: records })}
      onCancel={onClose}
      footer={[
        <Button key="close" onClick={onClose}>
          {t("cancel")}
        </Button>,
        <Button key="overwrite" danger onClick={() => onChoose("overwrite")}>
          {t("clash.overwrite")}
        </Button>,
        <Button key="skip" type="primary" onClick={() => onChoose("skip")}>
          {t("clash.skip")}
        </Button>,
      ]}
    >
      <p className="kh-muted">{t("clash.text")}</p>
      <div className="clash-list">
        <table className="past-table">
          <thead>
            <tr>
              <th>{t("clash.record")}</th>
              <th>{t("field")}</th>
              <th>{t("clash.now")}</th>
              <th>{t("clash.undone")}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((one) => {
              const field = tables
                .find((table) => table.key === one.table)
                ?.fields.find((each) => each.key === one.field);
              const by = typeof one.by === "object" ? one.by?.name : one.by;
              return (
                <tr key={`${one.table}.${one.id}.${one.field}`}>
                  <td>{one.title || `#${one.id}`}</td>
                  <td>{field?.name ?? "—"}</td>
                  <td>
                    {field ? (
                      <Value field={field} value={one.theirs as Wire} titles={{}} />
                    ) : (
                      t("clash.changed")
                    )}{" "}
                    <small className="kh-faint">{by}</small>
                  </td>
                  <td>{field && <Value field={field} value={one.yours as Wire} titles={{}} />}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Modal>
  );
}
