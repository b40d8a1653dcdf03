import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ledger } from "../../api/history-calls";
import { type CellConflict, Problem } from "../../api/problem";
import { cache } from "../../api/queries";
import { useFeedback } from "../../ui/feedback";
import { waitForJob } from "../../ui/job";
import { useProblem } from "../../ui/problem";
import { ClashDialog } from "./clash-dialog";

interface Undo {
  /** The change being undone now. */
  busy: number | null;
  undo: (change: number, clash?: "tell" | "skip" | "overwrite") => Promise<void>;
  /** Asks where records moved on since. */
  dialog: ReactNode;
}

/** Undoes a listed change; a large one as a job; where records moved on the person chooses. */
export function useUndo(): Undo {
  const { t } = useTranslation("history");
  const { message } = useFeedback();
  const problem = useProblem();
  const [busy, setBusy] = useState<number | null>(null);
  const [met, setMet] = useState<{ change: number; conflicts: CellConflict[] } | null>(null);

  const undo: Undo["undo"] = async (change, clash = "tell") => {
    setBusy(change);
    setMet(null);
    try {
      const done = await ledger.undo(change, clash);
      let failed = done.failed;
      if (done.job) {
        void cache.invalidateQueries({ queryKey: ["jobs"] });
        const job = await waitForJob(done.job);
        failed = Number(job.result?.failed ?? 0);
      }
      if (failed > 0) message.warning(t("undone_but", { count: failed }), 6);
      else message.success(t("undone_now"));
    } catch (error) {
      if (error instanceof Problem && error.code === "conflict" && error.conflicts.length > 0)
        setMet({ change, conflicts: error.conflicts });
      else if (!(error instanceof Problem && error.code === "cancelled")) problem(error);
    }
    setBusy(null);
    await cache.invalidateQueries({ queryKey: ["changes"] });
  };

  const dialog = met && (
    <ClashDialog
      conflicts={met.conflicts}
      onChoose={(clash) => void undo(met.change, clash)}
      onClose={() => setMet(null)}
    />
  );
  return { busy, undo, dialog };
}
