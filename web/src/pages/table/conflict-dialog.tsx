import { Button, Modal } from "antd";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Table } from "../../api/types";
import type { Conflict } from "../../records/index.ts";
import { sayWhen } from "../../ui/when";
import { sayValue } from "../record/say-value";
import type { GridHandle } from "./table-grid";

interface ConflictDialogProps {
  table: Table;
  conflicts: readonly Conflict[];
  handle: RefObject<GridHandle | null>;
  /** Tells which conflicts are still open. */
  onLeft: (conflicts: readonly Conflict[]) => void;
  onClose: () => void;
}

/** Shows both values of each cell that two people changed, and asks which stays. */
export function ConflictDialog({ table, conflicts: left, handle, onLeft, onClose }: ConflictDialogProps) {
  const { t, i18n } = useTranslation("table");
  const source = handle.current?.source;
  const titleOf = (target: string, id: number) => source?.titleOf(target, id);

  const settle = (settled: readonly Conflict[], choice: "mine" | "theirs") => {
    for (const conflict of settled) source?.resolve(conflict, choice);
    const rest = left.filter((one) => !settled.includes(one));
    onLeft(rest);
    if (rest.length === 0) {
      onClose();
      handle.current?.grid.focus();
    }
  };

  return (
    <Modal
      open
      width={560}
      title={t("conflict.title")}
      onCancel={onClose}
      footer={
        left.length > 1
          ? [
              <Button key="theirs" onClick={() => settle(left, "theirs")}>
                {t("conflict.all_theirs")}
              </Button>,
              <Button key="mine" onClick={() => settle(left, "mine")}>
                {t("conflict.all_mine")}
              </Button>,
            ]
          : null
      }
    >
      <p className="kh-muted">{t("conflict.text")}</p>
      <div className="conflicts">
        {left.slice(0, 50).map((conflict) => {
          const field = table.fields.find((one) => one.key === conflict.field);
          const say = (value: Conflict["yours"]) =>
            field ? sayValue(value, field, i18n.language, titleOf) || t("conflict.empty") : String(value);
          return (
            <div className="conflict" key={`${conflict.id}.${conflict.field}`}>
              <b>{field?.name ?? conflict.field}</b>
              <button type="button" className="conflict-side" onClick={() => settle([conflict], "mine")}>
                <small>{t("conflict.mine")}</small>
                <span>{say(conflict.yours)}</span>
                <em>{t("conflict.keep_mine")}</em>
              </button>
              <button type="button" className="conflict-side" onClick={() => settle([conflict], "theirs")}>
                <small>
                  {t("conflict.theirs", {
                    name: conflict.by,
                    at: conflict.at ? sayWhen(conflict.at, i18n.language) : "",
                  })}
                </small>
                <span>{say(conflict.theirs)}</span>
                <em>{t("conflict.keep_theirs")}</em>
              </button>
            </div>
          );
        })}
      </div>
    </Modal>
  );
}
