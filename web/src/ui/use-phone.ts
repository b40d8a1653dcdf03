import { useSyncExternalStore } from "react";

const query = typeof matchMedia === "function" ? matchMedia("(max-width: 700px)") : null;

function subscribe(listener: () => void): () => void {
  query?.addEventListener("change", listener);
  return () => query?.removeEventListener("change", listener);
}

/** Whether the window is as narrow as a phone. */
export function usePhone(): boolean {
  return useSyncExternalStore(subscribe, () => query?.matches ?? false);
}
