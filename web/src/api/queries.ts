import { QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { changes, formulas, jobs, me, members, meta, records, tables } from "./calls";
import { Problem } from "./problem";
import type { Me, Meta, Table, Tables } from "./types";

/** The cache of everything read from the server. */
export const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) =>
        count < 2 && error instanceof Problem && (error.offline || error.status >= 502),
    },
  },
});

export const meQuery = queryOptions({ queryKey: ["me"], queryFn: me.read, staleTime: 300_000 });
export const tablesQuery = queryOptions({ queryKey: ["tables"], queryFn: tables.list });
export const metaQuery = queryOptions({ queryKey: ["meta"], queryFn: meta.read, staleTime: Infinity });
export const functionsQuery = queryOptions({
  queryKey: ["functions"],
  queryFn: formulas.functions,
  staleTime: Infinity,
});
export const jobsQuery = queryOptions({ queryKey: ["jobs"], queryFn: jobs.open });
export const changesQuery = queryOptions({
  queryKey: ["changes"],
  queryFn: () => changes.list(50),
  staleTime: 0,
});
export const membersQuery = queryOptions({ queryKey: ["members"], queryFn: members.list });

export const recordQuery = (table: string, id: number) =>
  queryOptions({ queryKey: ["record", table, id], queryFn: () => records.read(table, id), staleTime: 0 });
export const historyQuery = (table: string, id: number) =>
  queryOptions({ queryKey: ["history", table, id], queryFn: () => records.history(table, id), staleTime: 0 });

/** Who is signed in and for which company. */
export function useMe(): Me | undefined {
  return useQuery(meQuery).data;
}

/** Every table this person may see. */
export function useTables(): Tables | undefined {
  return useQuery(tablesQuery).data;
}

/** One table by key. */
export function useTable(key: string): Table | undefined {
  return useTables()?.tables.find((table) => table.key === key);
}

/** Kinds, field types, operators and periods, as the server tells them. */
export function useMeta(): Meta | undefined {
  return useQuery(metaQuery).data;
}
