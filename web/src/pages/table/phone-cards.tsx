import { useInfiniteQuery } from "@tanstack/react-query";
import { Skeleton } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type RecordPage, records } from "../../api/calls";
import { listen } from "../../api/events";
import { cache } from "../../api/queries";
import type { Field, Filter, Wire } from "../../api/types";
import { Pill } from "../../ui/pill";
import { sayProblem } from "../../ui/problem";
import { sayValue } from "../record/say-value";
import { EmptyTable } from "./empty-table";
import type { TableState } from "./use-table-state";

const PER_PAGE = 50;
const SHOWN = 4;

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
            onOpen={() => state.openRecord(record.id)}
            untitled={t("untitled")}
          />
        )),
      )}
      <div ref={end} />
    </div>
  );
}

interface CardProps {
  page: RecordPage;
  values: Wire[];
  fields: Field[];
  untitled: string;
  onOpen: () => void;
}

function Card({ page, values, fields, untitled, onOpen }: CardProps) {
  const { i18n } = useTranslation("table");
  const say = (field: Field) =>
    sayValue(
      values[page.fields.indexOf(field.key)] ?? null,
      field,
      i18n.language,
      (target, id) => page.titles[target]?.[id],
    );
  const [title, ...rest] = fields;
  const lines = rest
    .map((field) => ({ field, value: values[page.fields.indexOf(field.key)] ?? null, text: say(field) }))
    .filter((line) => line.text)
    .slice(0, SHOWN);
  return (
    <button type="button" className="card" onClick={onOpen}>
      <b>{(title && say(title)) || untitled}</b>
      <span className="card-lines">
        {lines.map(({ field, value, text }) => {
          const choice = field.config.choices?.find((one) => one.id === value);
          return choice ? (
            <Pill key={field.key} label={choice.label} color={choice.color} />
          ) : (
            <span key={field.key} className="kh-muted">
              {field.kind === "bool" ? field.name : text}
            </span>
          );
        })}
      </span>
    </button>
  );
}
