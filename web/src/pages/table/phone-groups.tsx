import { RightOutlined } from "@ant-design/icons";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type GroupList, records } from "../../api/calls";
import type { Filter, GroupLevel, Wire } from "../../api/types";
import { groupLabel } from "../../records/index.ts";
import { useBreaches } from "../../records/use-breaches.ts";
import { sayProblem } from "../../ui/problem";
import { sortsOf } from "../../views/groups";
import { sayValue } from "../record/say-value";
import { Card, SHOWN } from "./phone-card";
import type { TableState } from "./use-table-state";
import { useTints } from "./use-tints";

const PER_PAGE = 50;

interface PhoneGroupsProps {
  state: TableState;
  filter: Filter | null;
  groups: GroupLevel[];
}

/** Records on a phone in groups: heads that open, records read when their group is opened. */
export function PhoneGroups({ state, filter, groups }: PhoneGroupsProps) {
  const { table, search } = state;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { data, error, isPending } = useQuery({
    queryKey: ["cards", table.key, "groups", filter, search.q ?? "", groups],
    queryFn: ({ signal }) =>
      records.groups(table.key, { filter, search: search.q || null, groups, aggregates: [] }, signal),
    staleTime: 0,
  });
  const toggle = (key: string) =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  if (isPending) return <Skeleton active paragraph={{ rows: 6 }} />;
  if (error) return <p className="kh-muted">{sayProblem(error)}</p>;

  let offset = 0;
  const places = data.groups.slice(1).map((group) => {
    const at = offset;
    if (group.keys.length === groups.length) offset += group.count;
    return { ...group, offset: at, key: JSON.stringify(group.keys) };
  });
  const shown = places.filter(({ keys }) =>
    keys.slice(0, -1).every((_, level) => open.has(JSON.stringify(keys.slice(0, level + 1)))),
  );
  return (
    <div className="phone-cards">
      {shown.map((group) => (
        <div key={group.key}>
          <GroupHead
            state={state}
            level={groups[group.keys.length - 1]}
            group={group}
            titles={data.titles}
            open={open.has(group.key)}
            onToggle={() => toggle(group.key)}
          />
          {open.has(group.key) && group.keys.length === groups.length && (
            <GroupCards
              state={state}
              filter={filter}
              groups={groups}
              offset={group.offset}
              count={group.count}
            />
          )}
        </div>
      ))}
    </div>
  );
}

interface GroupHeadProps {
  state: TableState;
  level: GroupLevel | undefined;
  group: { keys: Wire[]; count: number };
  titles: GroupList["titles"];
  open: boolean;
  onToggle: () => void;
}

function GroupHead({ state, level, group, titles, open, onToggle }: GroupHeadProps) {
  const { i18n } = useTranslation("table");
  const field = state.table.fields.find((one) => one.key === level?.field);
  const show = (value: unknown) =>
    field
      ? sayValue(value as Wire, field, i18n.language, (target, id) => titles[target]?.[id])
      : String(value);
  const language = i18n.language === "en" ? "en" : "zh-CN";
  return (
    <button
      type="button"
      className="phone-group"
      style={{ paddingLeft: 4 + (group.keys.length - 1) * 16 }}
      aria-expanded={open}
      onClick={onToggle}
    >
      <RightOutlined rotate={open ? 90 : 0} />
      <small className="kh-muted">{field?.name}</small>
      <b className="kh-ellipsis">{level && groupLabel(level, group.keys.at(-1) ?? null, language, show)}</b>
      <span className="kh-grow" />
      <span className="kh-muted">{group.count.toLocaleString(i18n.language)}</span>
    </button>
  );
}

interface GroupCardsProps extends PhoneGroupsProps {
  offset: number;
  count: number;
}

/** The records of one group: those from a place of the whole view on. */
function GroupCards({ state, filter, groups, offset, count }: GroupCardsProps) {
  const { t } = useTranslation("table");
  const { table, arrangement, search } = state;
  const visible = state.columns.filter((column) => !column.hidden).map((column) => column.field);
  const fields = visible.slice(0, 1 + SHOWN * 2);
  const pages = useInfiniteQuery({
    queryKey: [
      "cards",
      table.key,
      "group",
      filter,
      search.q ?? "",
      groups,
      arrangement.sorts,
      offset,
      count,
      fields.map((field) => field.key),
    ],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      records.page(
        table.key,
        {
          filter,
          search: search.q || undefined,
          sorts: [...sortsOf(groups), ...arrangement.sorts],
          fields: fields.map((field) => field.key),
          skip: offset + pageParam,
          limit: Math.min(PER_PAGE, count - pageParam),
        },
        signal,
      ),
    getNextPageParam: (_, all) => (all.length * PER_PAGE < count ? all.length * PER_PAGE : undefined),
    staleTime: 0,
  });
  const loaded = pages.data?.pages ?? [];
  const tints = useTints(state, loaded);
  const breaches = useBreaches(
    table,
    loaded.flatMap((page) => page.records),
  );
  return (
    <>
      {pages.isPending && <Skeleton active paragraph={{ rows: 3 }} />}
      {pages.error && <p className="kh-muted">{sayProblem(pages.error)}</p>}
      {loaded.map((page) =>
        page.records.map((record) => (
          <Card
            key={record.id}
            page={page}
            values={record.values}
            fields={fields}
            tint={tints(record.id)}
            breaches={breaches(record.id)}
            untitled={t("untitled")}
            onOpen={() => state.openRecord(record.id)}
          />
        )),
      )}
      {pages.hasNextPage && (
        <Button type="link" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("more_of_group")}
        </Button>
      )}
    </>
  );
}
