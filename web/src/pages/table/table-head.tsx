import { CheckOutlined, CloudSyncOutlined, DisconnectOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { SaveState } from "../../records/index.ts";
import { useProblem } from "../../ui/problem";
import { RedoIcon, UndoIcon } from "../../ui/step-icons";
import { ViewTabs } from "../../views/view-tabs";
import { HistoryButton } from "./history-button";
import type { GridHandle } from "./table-grid";
import type { TableState } from "./use-table-state";

interface TableHeadProps {
  state: TableState;
  save: { state: SaveState; unsaved: number };
  handle: RefObject<GridHandle | null>;
  /** Cells that two people changed and nobody settled yet. */
  conflicts: number;
  onConflicts: () => void;
}

/** The views of a table at the left; saving, undo and history at the right. */
export function TableHead({ state, save, handle, conflicts, onConflicts }: TableHeadProps) {
  const { t } = useTranslation("table");
  const problem = useProblem();
  const step = (way: "undo" | "redo") => {
    void handle.current?.source[way]().catch(problem);
    handle.current?.grid.focus();
  };
  return (
    <header className="head">
      <ViewTabs state={state} />
      <span className="kh-grow" />
      {state.table.can.edit && (
        <>
          {conflicts > 0 ? (
            <button type="button" className="kh-plain save is-bad" onClick={onConflicts}>
              {t("save.conflicts", { count: conflicts })}
            </button>
          ) : (
            <SaveSign {...save} />
          )}
          <Tooltip title={t("undo_keys")}>
            <Button type="text" icon={<UndoIcon />} aria-label={t("undo")} onClick={() => step("undo")} />
          </Tooltip>
          <Tooltip title={t("redo_keys")}>
            <Button type="text" icon={<RedoIcon />} aria-label={t("redo")} onClick={() => step("redo")} />
          </Tooltip>
        </>
      )}
      <HistoryButton table={state.table} />
    </header>
  );
}

function SaveSign({ state, unsaved }: { state: SaveState; unsaved: number }) {
  const { t } = useTranslation("table");
  if (state === "saving") {
    return (
      <span className="save" role="status">
        <CloudSyncOutlined /> {t("save.saving")}
      </span>
    );
  }
  if (state === "offline" || state === "signed_out") {
    return (
      <span className="save is-bad" role="status">
        <DisconnectOutlined />{" "}
        {t(state === "offline" ? "save.offline" : "save.signed_out", { count: unsaved })}
      </span>
    );
  }
  return (
    <span className="save" role="status">
      <CheckOutlined /> {t("save.saved")}
    </span>
  );
}
