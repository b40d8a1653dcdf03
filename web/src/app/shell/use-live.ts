import { useEffect } from "react";
import { listen } from "../../api/events";
import { cache } from "../../api/queries";

/** Keeps lists fresh from the server's live events. */
export function useLive(): void {
  useEffect(() => {
    const waiting = new Map<string, ReturnType<typeof setTimeout>>();
    const soon = (key: string[], delay = 150) => {
      const name = key.join("/");
      if (waiting.has(name)) return;
      waiting.set(
        name,
        setTimeout(() => {
          waiting.delete(name);
          void cache.invalidateQueries({ queryKey: key });
        }, delay),
      );
    };
    const stop = listen((event) => {
      switch (event.event) {
        case "catalog":
          return soon(["tables"]);
        case "job":
          return soon(["jobs"]);
        case "change":
          soon(["changes"], 400);
          soon(["history", event.table], 400);
          return soon(["record", event.table]);
        case "refetch":
          return void cache.invalidateQueries();
      }
    });
    return () => {
      stop();
      for (const timer of waiting.values()) clearTimeout(timer);
    };
  }, []);
}
