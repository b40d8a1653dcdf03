import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button, Progress } from "antd";
import { useTranslation } from "react-i18next";
import { imports, jobs } from "../../api/calls";
import type { ImportBody } from "../../api/import-types";
import { cache } from "../../api/queries";
import { PhoneMenuButton } from "../../app/shell/phone-menu";
import { Blank } from "../../ui/blank";
import { jobId } from "../../ui/job";
import { sayProblem, useProblem } from "../../ui/problem";
import { ImportFailed } from "./import-failed";
import { ImportPlan } from "./import-plan";
import { ImportResultView } from "./import-result";
import "./import.css";

const route = getRouteApi("/shell/import/$id");

/** One import from reading the file to its result. */
export function ImportPage() {
  const { t } = useTranslation("import");
  const { id } = route.useParams();
  const { data, error } = useQuery({
    queryKey: ["import", id],
    queryFn: () => imports.read(id),
    staleTime: 0,
    refetchInterval: (query) => (busy(query.state.data) ? 700 : false),
  });

  return (
    <div className="import">
      <header className="import-head">
        <PhoneMenuButton />
        <h1 className="kh-ellipsis">{data?.name ?? t("title")}</h1>
        <span className="kh-grow" />
        <Link to="/import" className="kh-muted">
          {t("other_file")}
        </Link>
      </header>
      {error ? (
        <Blank title={t("gone")} hint={sayProblem(error)} />
      ) : !data || busy(data) ? (
        <Working body={data} />
      ) : data.state === "failed" ? (
        <ImportFailed body={data} />
      ) : data.state === "read" ? (
        <ImportPlan body={data} />
      ) : (
        <ImportResultView body={data} />
      )}
    </div>
  );
}

function busy(body: ImportBody | undefined): boolean {
  return body?.state === "reading" || body?.state === "loading";
}

function Working({ body }: { body: ImportBody | undefined }) {
  const { t } = useTranslation("import");
  const problem = useProblem();
  const id = jobId(body?.job);
  const { data: job } = useQuery({
    queryKey: ["job", id],
    queryFn: () => jobs.read(id ?? ""),
    enabled: id !== null,
    refetchInterval: 600,
    staleTime: 0,
  });
  const percent = job?.total ? Math.floor((100 * job.done) / job.total) : undefined;
  const cancel = () =>
    jobs
      .cancel(id ?? "")
      .then(() => cache.invalidateQueries({ queryKey: ["import"] }))
      .catch(problem);

  return (
    <div className="import-working">
      <h2>{t(body?.state === "loading" ? "loading" : "reading")}</h2>
      <Progress percent={percent ?? 0} status="active" showInfo={percent !== undefined} />
      <p className="kh-muted">
        {job?.note ??
          (job?.total ? t("rows_of", { done: say(job.done), total: say(job.total) }) : t("moment"))}
      </p>
      <p className="kh-faint">{t("leave_hint")}</p>
      {job?.cancellable && <Button onClick={() => void cancel()}>{t("cancel")}</Button>}
    </div>
  );
}

function say(number: number): string {
  return number.toLocaleString();
}
