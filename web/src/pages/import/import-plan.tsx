import { Alert, Button, Segmented, Tooltip } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { imports } from "../../api/calls";
import type { ImportBody, SheetPlan } from "../../api/import-types";
import { cache } from "../../api/queries";
import { sayProblem } from "../../ui/problem";
import { ColumnTable } from "./column-table";
import { EncodingSelect } from "./encoding-select";
import { isText } from "./import-failed";
import { decisionsOf, keepDecisions, planProblem, sheetOf } from "./plans";
import { PreviewTable } from "./preview-table";
import { SheetList } from "./sheet-list";
import { SheetTarget } from "./sheet-target";

/** What will become of each sheet: where it goes, which column is which field, and a look at the outcome. */
export function ImportPlan({ body }: { body: ImportBody }) {
  const { t } = useTranslation("import");
  const [plans, setPlans] = useState<SheetPlan[]>(() => decisionsOf(body).plans);
  const [shown, setShown] = useState(() => (plans.find((plan) => plan.use) ?? plans[0])?.sheet ?? 0);
  const [part, setPart] = useState<"columns" | "preview">("columns");
  const [stop, setStop] = useState(() => decisionsOf(body).stop);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const refused = error ?? body.error?.detail ?? body.error?.title;

  const plan = plans.find((one) => one.sheet === shown);
  const sheet = sheetOf(body, shown);
  const used = plans.filter((one) => one.use);
  const blocked = used.map((one) => planProblem(one)).find((problem) => problem !== null);
  const put = (next: SheetPlan) =>
    setPlans((all) => all.map((one) => (one.sheet === next.sheet ? next : one)));
  useEffect(() => keepDecisions(body, { plans, stop }), [body, plans, stop]);

  const propose = async (part_: { header_row?: number; target?: SheetPlan["target"] }) => {
    if (!plan) return;
    setError(null);
    try {
      const next = await imports.propose(body.id, {
        sheet: plan.sheet,
        header_row: part_.header_row ?? plan.header_row,
        target: part_.target ?? plan.target,
      });
      put({ ...next, use: true });
    } catch (problem) {
      setError(sayProblem(problem));
    }
  };

  const load = async () => {
    setBusy(true);
    setError(null);
    try {
      await imports.load(body.id, used, stop ? "stop" : "skip");
      await cache.invalidateQueries({ queryKey: ["import", body.id] });
      await cache.invalidateQueries({ queryKey: ["jobs"] });
    } catch (problem) {
      setError(sayProblem(problem));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <div className="import-plan">
        <SheetList body={body} plans={plans} shown={shown} onShow={setShown} onChange={put} />
        <section className="import-sheet">
          {isText(body.name) && <EncodingSelect body={body} />}
          {refused && <Alert className="import-alert" type="error" showIcon title={refused} />}
          {!plan || !sheet || !plan.use ? (
            <p className="kh-muted">{sheet?.problem ?? sheet?.skipped ?? t("sheet_unused")}</p>
          ) : (
            <>
              <SheetTarget
                importId={body.id}
                sheet={sheet}
                plan={plan}
                onChange={put}
                onPropose={(next) => void propose(next)}
              />
              <Segmented
                className="import-parts"
                value={part}
                options={[
                  { value: "columns", label: t("columns.title", { count: plan.columns.length }) },
                  { value: "preview", label: t("preview.title") },
                ]}
                onChange={setPart}
              />
              {part === "columns" ? (
                <ColumnTable plan={plan} onChange={put} />
              ) : (
                <PreviewTable importId={body.id} plan={plan} />
              )}
            </>
          )}
        </section>
      </div>
      <footer className="import-foot">
        <span className="kh-muted kh-grow">
          {blocked ? t(`blocked.${blocked}`) : t("ready", { count: used.length, rows: rowsOf(body, used) })}
        </span>
        <Segmented
          size="small"
          value={stop ? "stop" : "skip"}
          options={[
            { value: "skip", label: <Tooltip title={t("on_error.skip_hint")}>{t("on_error.skip")}</Tooltip> },
            { value: "stop", label: <Tooltip title={t("on_error.stop_hint")}>{t("on_error.stop")}</Tooltip> },
          ]}
          onChange={(value) => setStop(value === "stop")}
        />
        <Button
          type="primary"
          size="large"
          disabled={used.length === 0 || Boolean(blocked)}
          loading={busy}
          onClick={() => void load()}
        >
          {t("load")}
        </Button>
      </footer>
    </>
  );
}

function rowsOf(body: ImportBody, used: SheetPlan[]): string {
  const rows = used.reduce(
    (sum, plan) => sum + Math.max(0, (sheetOf(body, plan.sheet)?.rows ?? 0) - plan.header_row),
    0,
  );
  return rows.toLocaleString();
}
