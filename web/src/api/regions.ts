import { get, post, remove } from "./http";

/** What is done to a region. */
export type RegionDeed = "add" | "rename" | "close";

/** A change of the list of regions: a place added, renamed or closed from a year on. */
export interface RegionChange {
  id: number;
  kind: RegionDeed;
  path: string;
  year: number;
  name: string;
  at: string;
  by: string | null;
}

/** The company's own changes of the list of regions. */
export const regions = {
  list: () => get<RegionChange[]>("/api/regions"),
  make: (wish: { kind: RegionDeed; path: string; year: number; name?: string }) =>
    post<RegionChange>("/api/regions", wish),
  takeBack: (id: number) => remove<unknown>(`/api/regions/${id}`),
};
