import { HistoryOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Popover, Spin, Tooltip } from "antd";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changes as calls } from "../../api/calls";
import { cache, changesQuery, useMe, useTables } from "../../api/queries";
import type { Change } from "../../api/types";
import { useFeedback } from "../../ui/feedback";
import { useProblem } from "../../ui/problem";
import { sayWhen } from "../../ui/when";

/** What was changed lately, each of it to be undone. */
export function HistoryButton() {
  const { t } = useTranslation("table");
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={t("history.title")}
      destroyOnHidden
      content={<HistoryList />}
    >
      <Tooltip title={open ? null : t("history.title")}>
        <Button type="text" icon={<HistoryOutlined />} aria-label={t("history.title")} />
      </Tooltip>
    </Popover>
  );
}

function HistoryList() {
  const { t } = useTranslation("table");
  const { data, isPending } = useQuery(changesQuery);
  if (isPending) return <Spin className="history" />;
  if (!data || data.length === 0) return <p className="history kh-faint">{t("history.none")}</p>;
  return (
    <div className="history">
      {data.map((change) => (
        <HistoryLine key={change.id} change={change} />
      ))}
    </div>
  );
}

function HistoryLine({ change }: { change: Change }) {
  const { t, i18n } = useTranslation("table");
  const { message } = useFeedback();
  const problem = useProblem();
  const me = useMe()?.member;
  const tables = useTables()?.tables ?? [];
  const [busy, setBusy] = useState(false);
  const names = change.tables.map(
    (one) => tables.find((table) => table.key === one.table)?.name ?? one.table,
  );

  const undo = async () => {
    setBusy(true);
    try {
      await calls.undo(change.id);
      message.success(t("history.undone_now"));
    } catch (error) {
      problem(error);
    }
    setBusy(false);
    await cache.invalidateQueries({ queryKey: ["changes"] });
  };

  return (
    <div className={change.undone_by ? "history-line is-undone" : "history-line"}>
      <div className="kh-grow">
        <div>{change.label || counted(change, t)}</div>
        <small className="kh-faint">
          {[
            names.join(t("history.join")),
            sayWhen(change.at, i18n.language),
            change.actor?.id === me?.id ? null : change.actor?.name,
          ]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </div>
      {change.undone_by ? (
        <small className="kh-faint">{t("history.undone")}</small>
      ) : (
        change.kind !== "undo" && (
          <Button size="small" type="text" loading={busy} onClick={() => void undo()}>
            {t("undo")}
          </Button>
        )
      )}
    </div>
  );
}

/** What a change without a label of its own did, counted. */
function counted(change: Change, t: TFunction<"table">): string {
  const sum = (part: "inserted" | "updated" | "archived" | "restored") =>
    change.tables.reduce((total, table) => total + table[part], 0);
  const parts = (["inserted", "updated", "archived", "restored"] as const).flatMap((part) =>
    sum(part) > 0 ? t(`history.${part}`, { count: sum(part) }) : [],
  );
  return parts.join(t("history.join"));
}
