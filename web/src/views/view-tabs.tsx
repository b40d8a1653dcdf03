import { DownOutlined, PlusOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Dropdown, Tooltip } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { views as calls } from "../api/calls";
import { cache } from "../api/queries";
import type { View } from "../api/types";
import type { TableState } from "../pages/table/use-table-state";
import { useFeedback } from "../ui/feedback";
import { useProblem } from "../ui/problem";
import { useViewMenu } from "./use-view-menu";

const ViewNameDialog = lazy(() =>
  import("./view-name-dialog").then((file) => ({ default: file.ViewNameDialog })),
);

type Dialog = { kind: "new" } | { kind: "rename"; view: View };

/** The saved views of a table as tabs, and what has been changed but not saved. */
export function ViewTabs({ state }: { state: TableState }) {
  const { t } = useTranslation("table");
  const { confirm, message } = useFeedback();
  const problem = useProblem();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { table, view, arrangement } = state;
  const mayChange = (one: View) => one.audience === "mine" || table.can.design;
  const maySave = (one: View) => mayChange(one) || (one.audience === "company" && !one.locked);

  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      await cache.invalidateQueries({ queryKey: ["tables"] });
      return true;
    } catch (error) {
      problem(error);
      return false;
    }
  };

  const more = useViewMenu(state, attempt);

  const save = async () => {
    if (!view) return;
    if (await attempt(() => calls.change(view.id, { config: arrangement }))) {
      state.discard();
      message.success(t("view.saved"));
    }
  };

  const remove = (one: View) =>
    confirm({
      title: t("view.delete_title", { view: one.name }),
      text: t("view.delete_text"),
      ok: t("view.delete"),
      onOk: async () => {
        const next = table.views.find((other) => other.id !== one.id);
        if ((await attempt(() => calls.remove(one.id))) && one.id === view?.id && next) state.openView(next);
      },
    });

  const finish = async (name: string, audience: View["audience"]) => {
    if (dialog?.kind === "rename") {
      if (await attempt(() => calls.change(dialog.view.id, { name, audience }))) setDialog(null);
      return;
    }
    let made: View | undefined;
    const done = await attempt(async () => {
      made = await calls.create(table.key, { name, audience, config: arrangement });
    });
    if (done && made) {
      setDialog(null);
      state.openView(made);
    }
  };

  const menu = (one: View) => ({
    items: [
      ...more(one),
      { type: "divider" as const },
      {
        key: "rename",
        label: t("view.rename"),
        disabled: !mayChange(one),
        onClick: () => setDialog({ kind: "rename", view: one }),
      },
      {
        key: "delete",
        label: t("view.delete"),
        danger: true,
        disabled: table.views.length < 2 || !mayChange(one),
        onClick: () => remove(one),
      },
    ],
  });

  return (
    <div className="tabs" role="tablist" aria-label={t("views")}>
      {table.views.map((one) => {
        const shown = one.id === view?.id;
        return (
          <span key={one.id} className={`tab${shown ? " is-shown" : ""}`}>
            <button type="button" role="tab" aria-selected={shown} onClick={() => state.openView(one)}>
              {one.audience === "mine" && (
                <Tooltip title={t("view.mine_hint")}>
                  <UserOutlined />
                </Tooltip>
              )}
              {one.name}
            </button>
            {shown && (
              <Dropdown trigger={["click"]} menu={menu(one)}>
                <button type="button" className="tab-more" aria-label={t("view.more", { view: one.name })}>
                  <DownOutlined />
                </button>
              </Dropdown>
            )}
          </span>
        );
      })}
      <Tooltip title={t("view.new")}>
        <Button
          type="text"
          size="small"
          icon={<PlusOutlined />}
          aria-label={t("view.new")}
          onClick={() => setDialog({ kind: "new" })}
        />
      </Tooltip>
      {state.adjusted && (
        <span className="tab-adjusted">
          {view && maySave(view) && (
            <Button size="small" type="primary" ghost onClick={() => void save()}>
              {view.audience === "company" ? t("view.save_company") : t("view.save")}
            </Button>
          )}
          <Button size="small" type="text" onClick={() => setDialog({ kind: "new" })}>
            {t("view.save_as")}
          </Button>
          <Button size="small" type="text" onClick={state.discard}>
            {t("view.discard")}
          </Button>
        </span>
      )}
      <Suspense fallback={null}>
        {dialog && (
          <ViewNameDialog
            view={dialog.kind === "rename" ? dialog.view : undefined}
            mayShare={table.can.design}
            onCancel={() => setDialog(null)}
            onDone={finish}
          />
        )}
      </Suspense>
    </div>
  );
}
