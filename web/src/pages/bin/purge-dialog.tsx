import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { bin } from "../../api/history-calls";
import { cache } from "../../api/queries";
import type { Table } from "../../api/types";
import { useFeedback } from "../../ui/feedback";
import { waitForJob } from "../../ui/job";
import { useProblem } from "../../ui/problem";
import { TextInput } from "../../ui/text-input";

interface PurgeDialogProps {
  table: Table;
  /** The records to delete; all in the bin when null. */
  ids: number[] | null;
  onClose: () => void;
}

/** Deleting for good, confirmed by typing the name of the table. */
export function PurgeDialog({ table, ids, onClose }: PurgeDialogProps) {
  const { t } = useTranslation("history");
  const { message } = useFeedback();
  const problem = useProblem();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      const begun = await bin.purge(table.key, ids, typed);
      const job = await waitForJob(begun.job);
      message.success(t("bin.purged", { count: Number(job.result?.records ?? 0) }));
      onClose();
      await cache.invalidateQueries();
    } catch (error) {
      problem(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={440}
      title={ids ? t("bin.purge_title", { count: ids.length }) : t("bin.empty_title", { table: table.name })}
      okText={t("bin.purge_do")}
      okButtonProps={{ danger: true, disabled: typed.trim() !== table.name, loading: busy }}
      cancelText={t("cancel")}
      onOk={() => void go()}
      onCancel={onClose}
    >
      <p>{t("bin.purge_text")}</p>
      <p className="kh-muted">{t("bin.purge_type", { table: table.name })}</p>
      <TextInput label={t("bin.purge_type", { table: table.name })} value={typed} onChange={setTyped} />
    </Modal>
  );
}
