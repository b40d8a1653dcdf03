import { useInfiniteQuery } from "@tanstack/react-query";
import { Skeleton } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { records } from "../../api/calls";
import { listen } from "../../api/events";
import { cache } from "../../api/queries";
import type { Filter } from "../../api/types";
import { useBreaches } from "../../records/use-breaches.ts";
import { sayProblem } from "../../ui/problem";
import { EmptyTable } from "./empty-table";
import { Card, SHOWN } from "./phone-card";
import type { TableState } from "./use-table-state";
import { useTints } from "./use-tints";

const PER_PAGE = 50;

interface PhoneCardsProps {
  state: TableState;
  filter: Filter | null;
  onNew: () => void;
}

/** Records as cards that load on as one scrolls. */
export function PhoneCards({ state, filter, onNew }: PhoneCardsProps) {
  const { t } = useTranslation("table");
  const { table, arrangement, search } = state;
  const fields = state.columns.filter((column) => !column.hidden).map((column) => column.field);
  const asked = fields.slice(0, 1 + SHOWN * 2);
  const key = [
    "cards",
    table.key,
    filter,
    arrangement.sorts,
    search.q ?? "",
    asked.map((field) => field.key),
  ];
  const pages = useInfiniteQuery({
    queryKey: key,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      records.page(
        table.key,
        {
          filter,
          sorts: arrangement.sorts,
          search: search.q || undefined,
          fields: asked.map((field) => field.key),
          after: pageParam,
          limit: PER_PAGE,
        },
        signal,
      ),
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  });
  useEffect(
    () =>
      listen((event) => {
        if (event.event === "change" && event.table === table.key) {
          void cache.invalidateQueries({ queryKey: ["cards", table.key] });
        }
      }),
    [table.key],
  );

  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => {
    if (!end.current) return;
    const watch = new IntersectionObserver((seen) => {
      if (seen[0]?.isIntersecting && hasNextPage && !isFetchingNextPage) void fetchNextPage();
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const loaded = pages.data?.pages ?? [];
  const tints = useTints(state, loaded);
  const breaches = useBreaches(
    table,
    loaded.flatMap((page) => page.records),
  );
  const empty = pages.data && loaded.every((page) => page.records.length === 0);
  return (
    <div className="phone-cards">
      {pages.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {pages.error && <p className="kh-muted">{sayProblem(pages.error)}</p>}
      {empty && <EmptyTable state={state} narrowed={Boolean(filter || search.q)} onStart={onNew} compact />}
      {loaded.map((page) =>
        page.records.map((record) => (
          <Card
            key={record.id}
            page={page}
            values={record.values}
            fields={asked}
            tint={tints(record.id)}
            breaches={breaches(record.id)}
            onOpen={() => state.openRecord(record.id)}
            untitled={t("untitled")}
          />
        )),
      )}
      <div ref={end} />
    </div>
  );
}
