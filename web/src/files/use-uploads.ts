import { useSyncExternalStore } from "react";
import { subscribe, type UploadState, uploads } from "./uploads.ts";

/** The uploads that are on their way to a place, or to all places. */
export function useUploads(place?: string): readonly UploadState[] {
  const all = useSyncExternalStore(subscribe, uploads);
  return place === undefined ? all : all.filter((one) => one.place === place);
}
