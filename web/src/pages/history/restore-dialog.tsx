import { useQuery } from "@tanstack/react-query";
import { Checkbox, Modal, Progress, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { jobs } from "../../api/calls";
import { past as calls } from "../../api/history-calls";
import type { Choosing, Kind } from "../../api/history-types";
import { Problem } from "../../api/problem";
import { cache } from "../../api/queries";
import type { Job, Table } from "../../api/types";
import { useFeedback } from "../../ui/feedback";
import { waitForJob } from "../../ui/job";
import { useProblem } from "../../ui/problem";

const KINDS: readonly Kind[] = ["changed", "archived", "added"];

interface RestoreDialogProps {
  table: Table;
  id: number;
  /** Only these records; all when null. */
  ids: number[] | null;
  onClose: () => void;
  onDone: () => void;
}

/** What bringing back would do, which part of it to do, and doing it. */
export function RestoreDialog({ table, id, ids, onClose, onDone }: RestoreDialogProps) {
  const { t } = useTranslation("history");
  const { message } = useFeedback();
  const problem = useProblem();
  const [kinds, setKinds] = useState<readonly Kind[]>(KINDS);
  const [fields, setFields] = useState<string[]>([]);
  const [job, setJob] = useState<Job | null>(null);
  const [busy, setBusy] = useState(false);
  const only: Choosing = { ids: ids ?? undefined };
  const totals = useQuery({
    queryKey: ["changes", "past", id, "totals", ids],
    queryFn: () => calls.totals(id, only),
    staleTime: 0,
  });
  const counts = totals.data?.kinds;
  const picked = KINDS.filter((kind) => kinds.includes(kind) && (counts?.[kind] ?? 0) > 0);
  const sum = picked.reduce((total, kind) => total + (counts?.[kind] ?? 0), 0);
  const moved = table.fields.filter((field) => (totals.data?.fields[field.key] ?? 0) > 0);

  const restore = async () => {
    setBusy(true);
    try {
      const begun = await calls.restore(id, {
        ...only,
        kinds: picked,
        fields: fields.length > 0 ? fields : undefined,
      });
      const ended = await waitForJob(begun.job, setJob);
      const failed = Number(ended.result?.failed ?? 0);
      if (failed > 0) message.warning(t("restore.but", { count: failed }), 8);
      else message.success(t("restore.done", { count: Number(ended.result?.records ?? 0) }), 6);
      await cache.invalidateQueries();
      onDone();
    } catch (error) {
      if (!(error instanceof Problem && error.code === "cancelled")) problem(error);
      setBusy(false);
      setJob(null);
    }
  };

  const stop = () => (job ? void jobs.cancel(job.id).catch(problem) : onClose());
  return (
    <Modal
      open
      width={560}
      title={ids ? t("restore.title_some", { count: ids.length }) : t("restore.title")}
      okText={t("restore.do", { count: sum })}
      okButtonProps={{ disabled: sum === 0, loading: busy }}
      cancelText={t("cancel")}
      onOk={() => void restore()}
      onCancel={stop}
      mask={{ closable: false }}
    >
      <p className="kh-muted">{t("restore.text")}</p>
      <div className="past-choices">
        {KINDS.map((kind) => (
          <div key={kind}>
            <Checkbox
              checked={kinds.includes(kind)}
              disabled={busy || !counts?.[kind]}
              onChange={({ target }) =>
                setKinds(target.checked ? [...kinds, kind] : kinds.filter((one) => one !== kind))
              }
            >
              {t(`restore.kinds.${kind}`, { count: counts?.[kind] ?? 0 })}
            </Checkbox>
            {kind === "changed" && moved.length > 0 && (
              <small className="kh-faint">
                {moved
                  .map((field) =>
                    t("restore.field", { field: field.name, count: totals.data?.fields[field.key] }),
                  )
                  .join(t("join"))}
              </small>
            )}
          </div>
        ))}
        {moved.length > 1 && kinds.includes("changed") && (
          <Select
            mode="multiple"
            allowClear
            disabled={busy}
            placeholder={t("restore.all_fields")}
            aria-label={t("restore.all_fields")}
            value={fields}
            options={moved.map((field) => ({ value: field.key, label: field.name }))}
            onChange={setFields}
          />
        )}
      </div>
      {job && <Progress percent={job.total ? Math.floor((100 * job.done) / job.total) : 0} />}
    </Modal>
  );
}
