import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { records } from "../../api/calls";
import { listen } from "../../api/events";
import { cache, useMeta } from "../../api/queries";
import type { Filter } from "../../api/types";
import type { FootFigure } from "../../grid/index.ts";
import { askFor, type Summary, sayFigure, summaries } from "../../views/figures";
import type { TableState } from "./use-table-state";

/** Milliseconds after which figures are computed again when records changed. */
const REST = 400;

/** The figures at the foot of a view: which are chosen, and what they are now. */
export function useFigures(state: TableState, filter: Filter | null) {
  const { t, i18n } = useTranslation("filter");
  const meta = useMeta();
  const { table, columns, search } = state;
  const chosen = useMemo(() => summaries(columns, meta), [columns, meta]);
  const wishes = chosen.map(askFor);
  const { data } = useQuery({
    queryKey: ["figures", table.key, filter, search.q ?? "", wishes],
    queryFn: () =>
      records.figures(table.key, {
        filter,
        search: search.q || null,
        aggregates: [{ function: "count" }, ...wishes],
      }),
    enabled: wishes.length > 0,
    staleTime: 0,
    placeholderData: (before) => before,
  });
  useLive(table.key);
  const foot = useMemo(() => {
    if (chosen.length === 0) return undefined;
    const [count, ...values] = data?.groups[0]?.values ?? [];
    const context = {
      language: i18n.language === "en" ? ("en" as const) : ("zh-CN" as const),
      now: () => new Date(),
      titleOf: () => undefined,
    };
    const say = (one: Summary, place: number): FootFigure => ({
      name: t(`figure.names.${one.key}`),
      text: data ? sayFigure(one, values[place] ?? null, Number(count ?? 0), context) : "…",
    });
    return new Map(chosen.map((one, place) => [one.field.key, say(one, place)]));
  }, [chosen, data, i18n.language, t]);
  return { chosen, foot };
}

/** Computes figures again a moment after records changed, here or elsewhere. */
function useLive(table: string): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const stop = listen((event) => {
      if (event.event !== "refetch" && !(event.event === "change" && event.table === table)) return;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void cache.invalidateQueries({ queryKey: ["figures", table] }), REST);
    });
    return () => {
      clearTimeout(timer.current);
      stop();
    };
  }, [table]);
}
