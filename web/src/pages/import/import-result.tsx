import { CheckCircleFilled, DownloadOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { imports } from "../../api/calls";
import type { ImportBody } from "../../api/import-types";
import { cache, useTables } from "../../api/queries";
import { Blank } from "../../ui/blank";
import { useFeedback } from "../../ui/feedback";
import { waitForJob } from "../../ui/job";
import { useProblem } from "../../ui/problem";
import { UndoIcon } from "../../ui/step-icons";
import { sheetOf } from "./plans";

/** What came of an import: every row accounted for, errors to download, and a way back. */
export function ImportResultView({ body }: { body: ImportBody }) {
  const { t } = useTranslation("import");
  const { confirm } = useFeedback();
  const problem = useProblem();
  const tables = useTables()?.tables ?? [];
  const result = body.result;
  const first = result?.sheets[0]?.table;

  if (body.state === "undone") {
    return (
      <Blank title={t("undone.title")} hint={t("undone.text")}>
        <Link to="/import">{t("other_file")}</Link>
      </Blank>
    );
  }

  const undo = () =>
    confirm({
      title: t("result.undo_title"),
      text: t("result.undo_text"),
      ok: t("result.undo"),
      onOk: async () => {
        await imports
          .undo(body.id)
          .then(({ job }) => waitForJob(job))
          .catch(problem);
        await cache.invalidateQueries();
      },
    });

  return (
    <div className="import-body is-narrow">
      <header className="result-head">
        <CheckCircleFilled />
        <h2>{t("result.title")}</h2>
      </header>
      <table className="result-table">
        <thead>
          <tr>
            <th>{t("result.sheet")}</th>
            <th>{t("result.table")}</th>
            <th className="kh-num">{t("result.read")}</th>
            <th className="kh-num">{t("result.created")}</th>
            <th className="kh-num">{t("result.skipped")}</th>
            <th className="kh-num">{t("result.failed")}</th>
          </tr>
        </thead>
        <tbody>
          {(result?.sheets ?? []).map((line) => (
            <tr key={`${line.sheet}.${line.table}`}>
              <td>{typeof line.sheet === "number" ? sheetOf(body, line.sheet)?.name : line.sheet}</td>
              <td>
                <Link to="/t/$table" params={{ table: line.table }}>
                  {tables.find((table) => table.key === line.table)?.name ?? line.table}
                </Link>
              </td>
              <td className="kh-num">{line.read.toLocaleString()}</td>
              <td className="kh-num">
                <b>{line.created.toLocaleString()}</b>
              </td>
              <td className="kh-num">{line.skipped.toLocaleString()}</td>
              <td className={line.failed > 0 ? "kh-num is-bad" : "kh-num"}>{line.failed.toLocaleString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="kh-faint">{t("result.equation")}</p>
      {(result?.warned ?? 0) > 0 && <p>{t("result.warned", { count: result?.warned })}</p>}
      <div className="result-do">
        {first && (
          <Link to="/t/$table" params={{ table: first }} className="ant-btn-link-wrap">
            <Button type="primary" size="large">
              {t("result.open", { table: tables.find((table) => table.key === first)?.name ?? first })}
            </Button>
          </Link>
        )}
        {(result?.errors ?? 0) + (result?.warned ?? 0) > 0 && (
          <Button size="large" icon={<DownloadOutlined />} href={imports.errorsPath(body.id)} download>
            {t("result.errors")}
          </Button>
        )}
        <Button size="large" icon={<UndoIcon />} onClick={undo}>
          {t("result.undo")}
        </Button>
      </div>
    </div>
  );
}
