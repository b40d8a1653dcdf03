import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Checkbox, Spin } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { records } from "../../api/calls";
import { bin } from "../../api/history-calls";
import { cache } from "../../api/queries";
import type { Table } from "../../api/types";
import { useFeedback } from "../../ui/feedback";
import { sayProblem, useProblem } from "../../ui/problem";
import { Value } from "../history/value";
import { PurgeDialog } from "./purge-dialog";

const SHOWN = 4;

/** The deleted records of one table: who deleted them and when; back or gone for good. */
export function GoneRecords({ table }: { table: Table }) {
  const { t } = useTranslation("history");
  const { message } = useFeedback();
  const problem = useProblem();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [busy, setBusy] = useState(false);
  const [purging, setPurging] = useState<number[] | "all" | null>(null);
  const pages = useInfiniteQuery({
    queryKey: ["changes", "bin", table.key],
    queryFn: ({ pageParam }) => bin.page(table.key, pageParam || null),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  });
  if (pages.isPending) return <Spin />;
  if (pages.error) return <p className="kh-muted">{sayProblem(pages.error)}</p>;
  const found = pages.data.pages.flatMap((page) => page.records);
  const own = table.fields.filter((field) => !field.system && !field.archived);
  const title = own.filter((field) => field.key === table.title);
  const fields = [...title, ...own.filter((field) => field.key !== table.title)].slice(0, SHOWN);
  const system = ["changed_by", "changed_at"].flatMap(
    (key) => table.fields.find((one) => one.key === key) ?? [],
  );
  const all = found.length > 0 && found.every((one) => chosen.has(one.id));

  const restore = async () => {
    setBusy(true);
    try {
      const operations = [...chosen].map((id) => ({ do: "restore" as const, id }));
      const answer = await records.write(table.key, operations, "api", true);
      const failed = answer.failed.length;
      if (failed > 0) message.warning(answer.failed[0]?.message ?? "", 6);
      else message.success(t("bin.restored", { count: answer.records.length }));
      setChosen(new Set());
    } catch (error) {
      problem(error);
    }
    setBusy(false);
    await cache.invalidateQueries();
  };

  return (
    <>
      <div className="past-bar">
        {table.can.delete && (
          <Button type="primary" disabled={chosen.size === 0} loading={busy} onClick={() => void restore()}>
            {chosen.size > 0 ? t("bin.restore_some", { count: chosen.size }) : t("bin.restore")}
          </Button>
        )}
        {table.can.design && (
          <>
            <Button danger disabled={chosen.size === 0} onClick={() => setPurging([...chosen])}>
              {chosen.size > 0 ? t("bin.purge", { count: chosen.size }) : t("bin.purge_do")}
            </Button>
            <Button type="text" danger onClick={() => setPurging("all")}>
              {t("bin.empty")}
            </Button>
          </>
        )}
      </div>
      <div className="past-scroll">
        <table className="past-table">
          <thead>
            <tr>
              <th>
                <Checkbox
                  aria-label={t("past.choose_all")}
                  checked={all}
                  onChange={() => setChosen(all ? new Set() : new Set(found.map((one) => one.id)))}
                />
              </th>
              {fields.map((field) => (
                <th key={field.key}>{field.name}</th>
              ))}
              <th>{t("bin.who")}</th>
              <th>{t("bin.when")}</th>
            </tr>
          </thead>
          <tbody>
            {pages.data.pages.flatMap((page) =>
              page.records.map((record) => (
                <tr key={record.id}>
                  <td>
                    <Checkbox
                      aria-label={t("past.choose_record")}
                      checked={chosen.has(record.id)}
                      onChange={() => {
                        const next = new Set(chosen);
                        if (!next.delete(record.id)) next.add(record.id);
                        setChosen(next);
                      }}
                    />
                  </td>
                  {[...fields, ...system].map((field) => (
                    <td key={field.key}>
                      <Value
                        field={field}
                        value={record.values[page.fields.indexOf(field.key)]}
                        titles={page.titles}
                      />
                    </td>
                  ))}
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
      {purging && (
        <PurgeDialog
          table={table}
          ids={purging === "all" ? null : purging}
          onClose={() => {
            setPurging(null);
            setChosen(new Set());
          }}
        />
      )}
    </>
  );
}
