import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { records } from "../../api/calls";
import { cache } from "../../api/queries";
import { useFeedback } from "../../ui/feedback";
import { useProblem } from "../../ui/problem";

/** A button of a record, as a field or a column tells it. */
export interface PressedButton {
  table: string;
  record: number;
  key: string;
  name: string;
  config: Readonly<Record<string, unknown>>;
}

/** Gives a function that presses a button: asks first where it is to ask, then opens an address or tells what was set. */
export function usePress(onChanged?: () => void): (button: PressedButton) => void {
  const { t } = useTranslation("files");
  const { message, confirm } = useFeedback();
  const problem = useProblem();
  return useCallback(
    (button: PressedButton) => {
      const { table, record, key, config } = button;
      const label = typeof config.label === "string" && config.label ? config.label : button.name;
      const act = async () => {
        try {
          const done = await records.press(table, record, key);
          if (done.open) return open(done.open);
          await cache.invalidateQueries({ queryKey: ["record", table, record] });
          await cache.invalidateQueries({ queryKey: ["history", table, record] });
          await cache.invalidateQueries({ queryKey: ["changes"] });
          onChanged?.();
          const { change } = done;
          message.open({
            key: "pressed",
            type: "success",
            duration: 5,
            content: t(change === null ? "press_same" : "pressed", { label }),
          });
          return undefined;
        } catch (refusal) {
          return problem(refusal);
        }
      };
      const question = typeof config.confirm === "string" ? config.confirm : "";
      if (question) confirm({ title: label, text: question, ok: t("press_ok"), onOk: act });
      else void act();
    },
    [confirm, message, problem, onChanged, t],
  );
}

/** Opens an address that the server let through: pages in a tab of their own that knows nothing of this one. */
function open(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.rel = "noopener noreferrer";
  if (/^https?:/i.test(address)) link.target = "_blank";
  link.click();
}
