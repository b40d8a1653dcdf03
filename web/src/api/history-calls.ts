import type { PageWish, RecordPage } from "./calls";
import type { Bin, Choosing, Did, Differences, Keeping, OpenedPast, Past, Totals } from "./history-types";
import { get, patch, post } from "./http";
import type { Change, HistoryEntry, UndoAnswer, View } from "./types";

const name = encodeURIComponent;

/** The changes of everybody, of one table or of oneself; undo with a choice where records moved on. */
export const ledger = {
  list: (of: { table?: string; mine: boolean; before?: number; limit?: number }) => {
    const asked = new URLSearchParams({ mine: String(of.mine), limit: String(of.limit ?? 50) });
    if (of.table) asked.set("table", of.table);
    if (of.before) asked.set("before", String(of.before));
    return get<Change[]>(`/api/changes?${asked}`);
  },
  details: (change: number, after = 0) =>
    get<Did[]>(`/api/changes/${change}/records?after=${after}&limit=50`),
  undo: (change: number, clash: "tell" | "skip" | "overwrite") =>
    post<UndoAnswer>("/api/undo", { change, clash }),
  cell: (table: string, id: number, field: string) =>
    get<HistoryEntry[]>(`/api/tables/${name(table)}/records/${id}/history?field=${name(field)}`),
};

/** A table as of a moment. */
export const past = {
  open: (table: string, moment: { at: string } | { before: number }) =>
    post<OpenedPast>(`/api/tables/${name(table)}/past`, moment),
  read: (id: number) => get<Past>(`/api/past/${id}`),
  page: (id: number, wish: PageWish & { skip?: number }, signal?: AbortSignal) =>
    post<RecordPage>(`/api/past/${id}/query`, wish, signal),
  count: (id: number) => post<{ count: number }>(`/api/past/${id}/count`, {}),
  differences: (id: number, wish: Choosing & { after?: number; limit?: number }) =>
    post<Differences>(`/api/past/${id}/differences`, wish),
  totals: (id: number, choice: Choosing) => post<Totals>(`/api/past/${id}/differences/count`, choice),
  restore: (id: number, choice: Choosing) => post<{ job: string }>(`/api/past/${id}/restore`, choice),
};

/** What was deleted. */
export const bin = {
  read: () => get<Bin>("/api/bin"),
  page: (table: string, after: string | null, limit = 50) =>
    post<RecordPage>(`/api/tables/${name(table)}/records/query`, {
      archived: true,
      after,
      limit,
      sorts: [{ field: "changed_at", descending: true }],
    }),
  purge: (table: string, ids: number[] | null, confirm: string) =>
    post<{ job: string }>(`/api/tables/${name(table)}/bin/purge`, { ids, confirm }),
  restoreView: (id: number) => post<View>(`/api/views/${id}/restore`),
};

/** How long things are kept. */
export const keeping = {
  read: () => get<Keeping>("/api/keeping"),
  change: (body: { bin_days: number | null; ledger_months: number | null }) =>
    patch<Keeping>("/api/keeping", body),
};
