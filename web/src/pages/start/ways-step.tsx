import { AppstoreOutlined, ExperimentOutlined } from "@ant-design/icons";
import { Alert, Button, Progress } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { imports, me } from "../../api/calls";
import type { Job } from "../../api/types";
import { DropZone } from "../../ui/drop-zone";
import { jobId, waitForJob } from "../../ui/job";
import { sayProblem } from "../../ui/problem";

type Way = "import" | "blank" | "demo";

/** Step three: drop a workbook, begin with empty tables, or look at a demo company. */
export function WaysStep({ goal, onLeave }: { goal: string; onLeave: (to: string) => Promise<void> }) {
  const { t } = useTranslation("start");
  const [busy, setBusy] = useState<Way | null>(null);
  const [job, setJob] = useState<Job | null>(null);
  const [error, setError] = useState<string | null>(null);

  const run = async (way: Way, work: () => Promise<string>) => {
    setBusy(way);
    setError(null);
    try {
      await onLeave(await work());
    } catch (problem) {
      setError(sayProblem(problem));
    } finally {
      setBusy(null);
      setJob(null);
    }
  };

  const begin = (choice: "blank" | "demo") =>
    run(choice, async () => {
      const answer = await me.start({ choice, goal });
      const id = jobId(answer?.job);
      if (id) await waitForJob(id, setJob);
      return "/";
    });

  const drop = (file: File) =>
    run("import", async () => {
      await me.start({ choice: "blank", goal });
      const answer = await imports.send(file);
      return `/import/${answer.id}`;
    });

  return (
    <section className="start-wide">
      <h1>{t("ways.title")}</h1>
      <p className="start-lead">{t("ways.lead")}</p>
      {error && <Alert className="start-alert" type="error" showIcon title={error} />}
      <div className="start-ways">
        <article className="start-way is-first">
          <DropZone busy={busy === "import"} disabled={busy !== null} onFile={(file) => void drop(file)} />
        </article>
        <article className="start-way">
          <AppstoreOutlined className="start-way-icon" />
          <h2>{t("ways.blank.title")}</h2>
          <p>{t("ways.blank.text")}</p>
          <Button
            block
            disabled={busy !== null}
            loading={busy === "blank"}
            onClick={() => void begin("blank")}
          >
            {t("ways.blank.do")}
          </Button>
        </article>
        <article className="start-way">
          <ExperimentOutlined className="start-way-icon" />
          <h2>{t("ways.demo.title")}</h2>
          <p>{t("ways.demo.text")}</p>
          {job ? (
            <div>
              <Progress percent={percent(job)} size="small" status="active" />
              <span className="kh-faint">{job.note ?? job.label}</span>
            </div>
          ) : (
            <Button
              block
              disabled={busy !== null}
              loading={busy === "demo"}
              onClick={() => void begin("demo")}
            >
              {t("ways.demo.do")}
            </Button>
          )}
        </article>
      </div>
    </section>
  );
}

function percent(job: Job): number {
  return job.total ? Math.floor((100 * job.done) / job.total) : 0;
}
