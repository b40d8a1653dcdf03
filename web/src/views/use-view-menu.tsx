import type { MenuProps } from "antd";
import { useTranslation } from "react-i18next";
import { views as calls } from "../api/calls";
import { cache } from "../api/queries";
import type { View } from "../api/types";
import type { TableState } from "../pages/table/use-table-state";
import { useFeedback } from "../ui/feedback";
import { useProblem } from "../ui/problem";

type Items = NonNullable<MenuProps["items"]>;
/** Does something, tells when it fails and reads the tables again when not. */
type Attempt = (work: () => Promise<unknown>) => Promise<boolean>;

/** What can be done with a view besides renaming and deleting it. */
export function useViewMenu(state: TableState, attempt: Attempt): (view: View) => Items {
  const { t } = useTranslation("table");
  const { message } = useFeedback();
  const problem = useProblem();
  const { table } = state;

  const duplicate = async (view: View) => {
    let made: View | undefined;
    const name = t("view.copy_of", { view: view.name });
    const done = await attempt(async () => {
      made = await calls.create(table.key, { name, audience: "mine", config: view.config });
    });
    if (done && made) state.openView(made);
  };

  const copyLink = async () => {
    try {
      await copyText(location.href);
      message.success(t("view.link_copied"));
    } catch (error) {
      problem(error);
    }
  };

  const save = async (view: View) => {
    try {
      const file = await calls.exported(view.id);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(
        new Blob([JSON.stringify(file, null, 2)], { type: "application/json" }),
      );
      link.download = `${view.name}.json`;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      problem(error);
    }
  };

  const take = () => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".json,application/json";
    input.onchange = () => void input.files?.[0]?.text().then(read);
    input.click();
  };

  const read = async (text: string) => {
    let file: unknown;
    try {
      file = JSON.parse(text);
    } catch {
      message.error(t("view.unreadable"));
      return;
    }
    try {
      const { view, missing } = await calls.imported(table.key, file);
      await cache.invalidateQueries({ queryKey: ["tables"] });
      state.openView(view);
      if (missing.length === 0) message.success(t("view.imported", { view: view.name }));
      else
        message.warning(
          t("view.imported_without", { view: view.name, missing: missing.join(t("view.join")) }),
          10,
        );
    } catch (error) {
      problem(error);
    }
  };

  return (view) => [
    { key: "duplicate", label: t("view.duplicate"), onClick: () => void duplicate(view) },
    { key: "link", label: t("view.link"), onClick: () => void copyLink() },
    { key: "export", label: t("view.export"), onClick: () => void save(view) },
    { key: "import", label: t("view.import"), onClick: take },
    ...(view.audience === "company" && table.can.design
      ? [
          {
            key: "lock",
            label: view.locked ? t("view.unlock") : t("view.lock"),
            onClick: () => void attempt(() => calls.lock(view.id, !view.locked)),
          },
        ]
      : []),
  ];
}

/** Copies a text also where the clipboard is closed to pages without TLS. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.appendChild(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
