import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Spin } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { past as calls } from "../../api/history-calls";
import type { Past } from "../../api/history-types";
import type { Sort, Table } from "../../api/types";
import { sayProblem } from "../../ui/problem";
import { TextInput } from "../../ui/text-input";
import { Value } from "./value";

const PAGE = 100;

/** All records of a table as they were, only to be read; sorted by a click on a column. */
export function PastTable({ table, past }: { table: Table; past: Past }) {
  const { t } = useTranslation("history");
  const [sort, setSort] = useState<Sort | null>(null);
  const [search, setSearch] = useState("");
  const fields = table.fields.filter((field) => past.fields.includes(field.key) && !field.system);
  const keys = fields.map((field) => field.key);
  const count = useQuery({ queryKey: ["past", past.id, "count"], queryFn: () => calls.count(past.id) });
  const pages = useInfiniteQuery({
    queryKey: ["past", past.id, "page", sort, search],
    queryFn: ({ pageParam, signal }) =>
      calls.page(
        past.id,
        {
          fields: keys,
          sorts: sort ? [sort] : [],
          search: search || null,
          after: pageParam || null,
          limit: PAGE,
        },
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
  });
  if (pages.error) return <p className="kh-muted">{sayProblem(pages.error)}</p>;
  const turn = (key: string) =>
    setSort((now) =>
      now?.field !== key
        ? { field: key, descending: false }
        : now.descending
          ? null
          : { ...now, descending: true },
    );
  return (
    <>
      <div className="past-bar">
        <TextInput
          label={t("past.search")}
          placeholder={t("past.search")}
          value={search}
          onChange={setSearch}
        />
        <span className="kh-muted">{count.data && t("past.count", { count: count.data.count })}</span>
      </div>
      <div className="past-scroll">
        <table className="past-table">
          <thead>
            <tr>
              {fields.map((field) => (
                <th key={field.key}>
                  <button type="button" className="kh-plain" onClick={() => turn(field.key)}>
                    {field.name}
                    {sort?.field === field.key && (sort.descending ? " ↓" : " ↑")}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pages.data?.pages.flatMap((page) =>
              page.records.map((record) => (
                <tr key={record.id}>
                  {fields.map((field, place) => (
                    <td key={field.key}>
                      <Value field={field} value={record.values[place]} titles={page.titles} />
                    </td>
                  ))}
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
      {pages.isPending && <Spin />}
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}
