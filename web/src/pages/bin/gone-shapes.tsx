import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tables } from "../../api/calls";
import { bin } from "../../api/history-calls";
import type { Gone } from "../../api/history-types";
import { cache } from "../../api/queries";
import { useFeedback } from "../../ui/feedback";
import { useProblem } from "../../ui/problem";
import { sayWhen } from "../../ui/when";

/** Deleted tables, fields and views, each with its way back. */
export function GoneShapes({ shapes }: { shapes: Gone[] }) {
  const { t, i18n } = useTranslation("history");
  const { message } = useFeedback();
  const problem = useProblem();
  const [busy, setBusy] = useState("");

  const restore = async (gone: Gone) => {
    setBusy(`${gone.what}.${gone.table}.${gone.key}`);
    try {
      if (gone.what === "table") await tables.change(gone.table, { archived: false });
      else if (gone.what === "field") await tables.changeField(gone.table, gone.key, { archived: false });
      else await bin.restoreView(Number(gone.key));
      message.success(t("bin.restored", { count: 1 }));
    } catch (error) {
      problem(error);
    }
    setBusy("");
    await cache.invalidateQueries();
  };

  return (
    <div className="past-scroll">
      <table className="past-table">
        <thead>
          <tr>
            <th>{t("bin.what")}</th>
            <th>{t("bin.name")}</th>
            <th>{t("bin.table")}</th>
            <th>{t("bin.who")}</th>
            <th>{t("bin.when")}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {shapes.map((gone) => {
            const key = `${gone.what}.${gone.table}.${gone.key}`;
            return (
              <tr key={key}>
                <td>{t(`bin.whats.${gone.what}`)}</td>
                <td>{gone.name}</td>
                <td>{gone.what === "table" ? "" : gone.table_name}</td>
                <td>{gone.actor.name || "—"}</td>
                <td>{sayWhen(gone.at, i18n.language)}</td>
                <td>
                  <Button size="small" loading={busy === key} onClick={() => void restore(gone)}>
                    {t("bin.restore")}
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
