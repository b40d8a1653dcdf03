import { queryOptions } from "@tanstack/react-query";
import { get } from "./http";

/** What an index serves: an order, a filter, pieces of texts, choices. */
export type IndexUse = "order" | "filter" | "words" | "choices";

export interface KeptIndex {
  name: string;
  fields: string[];
  use: IndexUse;
  views: string[];
  private_views: number;
  queries: number;
  bytes: number;
  scans: number;
  built_at: string | null;
  used_at: string | null;
  problem: string;
}

export interface IndexedTable {
  table: string;
  records: number;
  large: boolean;
  most: number;
  most_bytes: number;
  indexes: KeptIndex[];
}

/** The indexes that the server keeps by itself; owners only. */
export const indexesQuery = queryOptions({
  queryKey: ["indexes"],
  queryFn: () => get<IndexedTable[]>("/api/indexes"),
  staleTime: 0,
});
