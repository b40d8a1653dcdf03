/** Which rules records break, for pages that show them outside the grid. */
import { useQuery } from "@tanstack/react-query";
import { rules } from "../api/calls";
import type { Breach, Table } from "../api/types";

/** What the server is asked about at once. */
const MOST = 1000;

/** The breaches of records (with their versions) by record; a table without rules is never asked. */
export function useBreaches(
  table: Table,
  seen: readonly { readonly id: number; readonly version: number }[],
): (id: number) => readonly Breach[] {
  const last = seen.slice(-MOST).map(({ id, version }) => [id, version] as const);
  const { data } = useQuery({
    queryKey: ["breaches", table.key, table.rules, last],
    queryFn: () =>
      rules.breaches(
        table.key,
        last.map(([id]) => id),
      ),
    enabled: table.rules.length > 0 && last.length > 0,
    placeholderData: (before) => before,
    retry: false,
  });
  const found = table.rules.length > 0 ? (data ?? []) : [];
  return (id) => found.filter((breach) => breach.id === id);
}
