import { useQuery } from "@tanstack/react-query";
import { Alert, Spin, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { imports } from "../../api/calls";
import type { Preview, SheetPlan } from "../../api/import-types";
import { sayProblem } from "../../ui/problem";

interface PreviewTableProps {
  importId: string;
  plan: SheetPlan;
}

/** The first rows as they will be stored; what cannot be read is marked. */
export function PreviewTable({ importId, plan }: PreviewTableProps) {
  const { t } = useTranslation("import");
  const { data, error, isPending } = useQuery({
    queryKey: ["preview", importId, plan],
    queryFn: ({ signal }) => imports.preview(importId, plan, signal),
    staleTime: 60_000,
  });
  if (error) return <Alert type="error" showIcon title={sayProblem(error)} />;
  if (isPending) return <Spin className="preview-spin" />;
  return (
    <div className="preview">
      <Problems preview={data} />
      {data.rows.some((row) => row.cells.some((cell) => cell.new && cell.new.length > 0)) && (
        <p className="preview-legend kh-muted">
          <span>{t("preview.legend_mark")}</span> {t("preview.legend")}
        </p>
      )}
      <div className="preview-scroll">
        <table className="preview-table">
          <thead>
            <tr>
              <th className="kh-faint">{t("preview.row")}</th>
              {data.columns.map((column, index) => (
                <th key={column.field ?? `new-${index}`}>{column.name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <tr key={row.row}>
                <td className="kh-faint kh-num">{row.row}</td>
                {row.cells.map((cell, index) => {
                  const key = data.columns[index]?.field ?? `new-${index}`;
                  if (cell.problem || cell.warning) {
                    return (
                      <Tooltip key={key} title={cell.problem ?? cell.warning}>
                        <td className={cell.problem ? "is-bad" : "is-warned"}>{cell.text}</td>
                      </Tooltip>
                    );
                  }
                  const same = cell.text.trim() === cell.shown;
                  const fresh = cell.new && cell.new.length > 0;
                  const note = fresh
                    ? t("preview.will_add", { names: cell.new?.join(" ") })
                    : same
                      ? undefined
                      : t("preview.was", { text: cell.text });
                  return (
                    <td key={key} className={fresh ? "is-new" : undefined} title={note}>
                      {cell.shown}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Problems({ preview }: { preview: Preview }) {
  const { t } = useTranslation("import");
  const { rows, ready, failed, warned, checked, whole } = preview.totals;
  const partly = whole === false && <p>{t("preview.first", { checked: checked?.toLocaleString() })}</p>;
  if (preview.problems.length === 0) {
    return (
      <Alert
        type="success"
        showIcon
        title={t("preview.fine", { rows: rows.toLocaleString() })}
        description={partly}
      />
    );
  }
  return (
    <Alert
      type="warning"
      showIcon
      title={
        failed > 0
          ? t("preview.some", { ready: ready.toLocaleString(), failed: failed.toLocaleString() })
          : t("preview.warned", { ready: ready.toLocaleString(), warned: (warned ?? 0).toLocaleString() })
      }
      description={
        <>
          {partly}
          <ul className="preview-problems">
            {preview.problems.slice(0, 12).map((problem) => (
              <li key={`${problem.row}.${problem.column}.${problem.code}`}>
                {t("preview.at", { row: problem.row, letter: problem.letter })} {problem.message}
                {problem.warns && <span className="kh-faint"> {t("preview.warns")}</span>}
                {(problem.count ?? 1) > 1 && (
                  <span className="kh-faint"> {t("preview.times", { count: problem.count })}</span>
                )}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
