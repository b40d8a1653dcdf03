import { DownOutlined, RightOutlined } from "@ant-design/icons";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Spin } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ledger } from "../../api/history-calls";
import { useMe, useTables } from "../../api/queries";
import type { Change } from "../../api/types";
import { sayProblem } from "../../ui/problem";
import { sayWhen } from "../../ui/when";
import { counted } from "./counted";
import { DidLines } from "./did-lines";
import { useUndo } from "./use-undo";

const PAGE = 50;
const SOURCES = new Set([
  "grid",
  "paste",
  "clear",
  "fill",
  "form",
  "api",
  "import",
  "undo",
  "redo",
  "restore",
  "purge",
]);

interface ChangeListProps {
  table?: string;
  mine: boolean;
  /** More to do with a change, such as opening the table as it was before it. */
  extra?: (change: Change) => ReactNode;
}

/** Changes from the newest: who, when, from where, what and how many records; each to be undone. */
export function ChangeList({ table, mine, extra }: ChangeListProps) {
  const { t } = useTranslation("history");
  const { busy, undo, dialog } = useUndo();
  const pages = useInfiniteQuery({
    queryKey: ["changes", table ?? "", mine],
    queryFn: ({ pageParam }) => ledger.list({ table, mine, before: pageParam || undefined, limit: PAGE }),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.length < PAGE ? undefined : last.at(-1)?.id),
    staleTime: 0,
  });
  if (pages.isPending) return <Spin className="changes" />;
  if (pages.error) return <p className="kh-muted">{sayProblem(pages.error)}</p>;
  const found = pages.data.pages.flat();
  if (found.length === 0) return <p className="kh-faint">{t("none")}</p>;
  return (
    <>
      <ol className="changes">
        {found.map((change) => (
          <ChangeLine
            key={change.id}
            change={change}
            only={table}
            busy={busy === change.id}
            onUndo={() => void undo(change.id)}
            extra={extra?.(change)}
          />
        ))}
      </ol>
      {pages.hasNextPage && (
        <Button block loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("older")}
        </Button>
      )}
      {dialog}
    </>
  );
}

interface ChangeLineProps {
  change: Change;
  only?: string;
  busy: boolean;
  onUndo: () => void;
  extra?: ReactNode;
}

function ChangeLine({ change, only, busy, onUndo, extra }: ChangeLineProps) {
  const { t, i18n } = useTranslation("history");
  const me = useMe()?.member;
  const tables = useTables()?.tables ?? [];
  const [open, setOpen] = useState(false);
  const names = change.tables.map((one) => tables.find((each) => each.key === one.table)?.name ?? one.table);
  const may = change.actor?.id === me?.id || me?.role === "owner";
  const what = counted(change, t);
  const source = SOURCES.has(change.source) ? change.source : "other";
  return (
    <li className={change.undone_by ? "change is-undone" : "change"}>
      <div className="change-head">
        <button
          type="button"
          className="kh-plain"
          aria-expanded={open}
          aria-label={t("details")}
          onClick={() => setOpen(!open)}
        >
          {open ? <DownOutlined /> : <RightOutlined />}
        </button>
        <div className="kh-grow">
          <div className="change-what">{change.label || what || t("nothing")}</div>
          <small className="kh-faint">
            {[
              change.actor?.name || t("system"),
              sayWhen(change.at, i18n.language),
              t(`source.${source}`),
              only ? null : names.join(t("join")),
              change.label ? what : null,
            ]
              .filter(Boolean)
              .join(" · ")}
          </small>
        </div>
        {extra}
        {change.undone_by ? (
          <small className="kh-faint">{t("undone")}</small>
        ) : (
          may &&
          change.kind !== "purge" && (
            <Button size="small" type="text" loading={busy} onClick={onUndo}>
              {change.kind === "undo" ? t("redo") : t("undo")}
            </Button>
          )
        )}
      </div>
      {open && <ChangeDetails change={change.id} />}
    </li>
  );
}

function ChangeDetails({ change }: { change: number }) {
  const { t } = useTranslation("history");
  const { data, error, isPending } = useQuery({
    queryKey: ["change", change],
    queryFn: () => ledger.details(change),
  });
  if (isPending) return <Spin size="small" className="change-details" />;
  if (error) return <p className="kh-muted">{sayProblem(error)}</p>;
  return (
    <div className="change-details">
      {data.length === 0 ? <p className="kh-faint">{t("no_details")}</p> : <DidLines lines={data} />}
      {data.length === 50 && <small className="kh-faint">{t("first_fifty")}</small>}
    </div>
  );
}
