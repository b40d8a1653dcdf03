import { BellOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Badge, Button, Popover, Progress } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { jobs as calls } from "../../api/calls";
import { cache, jobsQuery } from "../../api/queries";
import type { Job } from "../../api/types";
import { useFeedback } from "../../ui/feedback";
import { ended, isFollowed } from "../../ui/job";
import { useProblem } from "../../ui/problem";

/** Long work under way: how far it is, and a way to stop it. It survives a reload. */
export function JobsTray() {
  const { t } = useTranslation("shell");
  const { data } = useQuery({
    ...jobsQuery,
    refetchInterval: (query) => (query.state.data?.some((job) => !ended(job)) ? 2000 : false),
  });
  const open = (data ?? []).filter((job) => !ended(job));
  useEndings(open);

  return (
    <Popover
      trigger="click"
      placement="topRight"
      title={t("jobs.title")}
      content={
        <div className="jobs">
          {open.length === 0 ? (
            <p className="kh-faint">{t("jobs.none")}</p>
          ) : (
            open.map((job) => <JobLine key={job.id} job={job} />)
          )}
        </div>
      }
    >
      <Badge count={open.length} size="small" offset={[-4, 4]}>
        <Button type="text" icon={<BellOutlined />} aria-label={t("jobs.title")} />
      </Badge>
    </Popover>
  );
}

function JobLine({ job }: { job: Job }) {
  const { t } = useTranslation("shell");
  const problem = useProblem();
  const percent = job.total ? Math.floor((100 * job.done) / job.total) : undefined;
  const cancel = () =>
    calls
      .cancel(job.id)
      .then(() => cache.invalidateQueries({ queryKey: ["jobs"] }))
      .catch(problem);
  return (
    <div className="job">
      <div className="kh-row">
        <span className="kh-grow kh-ellipsis">{job.label}</span>
        {job.cancellable && (
          <Button size="small" type="text" onClick={() => void cancel()}>
            {t("jobs.cancel")}
          </Button>
        )}
      </div>
      <Progress percent={percent ?? 0} size="small" status="active" showInfo={percent !== undefined} />
      <small className="kh-faint">
        {job.note ?? (job.state === "queued" ? t("jobs.queued") : t("jobs.running"))}
      </small>
    </div>
  );
}

/** Says how work ended that this page saw running. */
function useEndings(open: Job[]): void {
  const { t } = useTranslation("shell");
  const { notification } = useFeedback();
  const seen = useRef(new Map<string, Job>());
  useEffect(() => {
    const alive = new Set(open.map((job) => job.id));
    for (const job of open) seen.current.set(job.id, job);
    for (const [id, job] of [...seen.current]) {
      if (alive.has(id)) continue;
      seen.current.delete(id);
      void calls
        .read(id)
        .then((last) => {
          void cache.invalidateQueries({ queryKey: ["changes"] });
          if (isFollowed(id)) return;
          // The pages of imports tell their own progress.
          if (location.pathname.startsWith("/import/") && job.kind.startsWith("import")) return;
          if (last.state === "done")
            notification.success({ title: job.label, description: t("jobs.done"), duration: 4 });
          if (last.state === "failed") {
            notification.error({
              title: job.label,
              description: last.error?.detail ?? t("jobs.failed"),
              duration: 0,
            });
          }
        })
        .catch(() => undefined);
    }
  }, [open, notification, t]);
}
