import { useQuery } from "@tanstack/react-query";
import { type RecordPage, records } from "../../api/calls";
import { useMeta } from "../../api/queries";
import { complete } from "../../views/filters";
import type { TableState } from "./use-table-state";

/** The colour of a record, or of one of its values. */
export type TintOf = (field?: string) => string | undefined;

/** The colours of loaded records by the rules of the view; the server tells which rules each passes. */
export function useTints(state: TableState, pages: readonly RecordPage[]): (id: number) => TintOf {
  const meta = useMeta();
  const { table, arrangement, askable } = state;
  const rules = arrangement.colors.flatMap((rule) => {
    const filter = complete(rule.filter, askable, meta);
    return filter ? [{ ...rule, filter }] : [];
  });
  const last = pages
    .flatMap((page) => page.records.map(({ id, version }) => [id, version] as const))
    .slice(-1000);
  const { data } = useQuery({
    queryKey: ["cards", table.key, "tints", rules, last],
    queryFn: () =>
      records.passing(
        table.key,
        last.map(([id]) => id),
        rules.map((rule) => rule.filter),
      ),
    enabled: rules.length > 0 && last.length > 0,
    placeholderData: (before) => before,
  });
  return (id) => (field) => {
    const fits = (data?.passing[id] ?? []).flatMap((place) => rules[place] ?? []);
    return fits.find((rule) => (rule.field ?? undefined) === field)?.color;
  };
}
