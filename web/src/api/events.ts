/** What the server pushes to an open page. */
export type LiveEvent =
  | {
      readonly event: "change";
      readonly table: string;
      readonly change: number;
      readonly actor: number | null;
      readonly ids: readonly number[] | null;
    }
  | { readonly event: "catalog"; readonly version: number }
  | { readonly event: "job"; readonly job: string; readonly actor: number | null }
  | { readonly event: "refetch" };

type Listener = (event: LiveEvent) => void;

const WORDS = ["change", "catalog", "job", "refetch"] as const;
const listeners = new Set<Listener>();
const stateListeners = new Set<(open: boolean) => void>();
let source: EventSource | null = null;
let retry: ReturnType<typeof setTimeout> | undefined;
let wasOpen = false;

function tell(event: LiveEvent): void {
  for (const listener of [...listeners]) listener(event);
}

function connect(): void {
  if (source) return;
  const opened = new EventSource("/api/events");
  source = opened;
  opened.onopen = () => {
    for (const listener of stateListeners) listener(true);
    if (wasOpen) tell({ event: "refetch" });
    wasOpen = true;
  };
  opened.onerror = () => {
    for (const listener of stateListeners) listener(false);
    if (opened.readyState !== EventSource.CLOSED) return;
    source = null;
    clearTimeout(retry);
    retry = setTimeout(() => listeners.size > 0 && connect(), 3000);
  };
  for (const word of WORDS) {
    opened.addEventListener(word, (message: MessageEvent<string>) => {
      const data: Record<string, unknown> = message.data ? JSON.parse(message.data) : {};
      tell({ ...data, event: word } as LiveEvent);
    });
  }
}

const HIDDEN_FOR = 30_000;
let hiding: ReturnType<typeof setTimeout> | undefined;

/**
 * Lets go of the stream while the page is hidden for long: browsers grant a server few connections, and every open
 * page would hold one. Coming back opens it again and reads everything anew.
 */
function watchVisibility(): void {
  clearTimeout(hiding);
  if (document.visibilityState === "visible") {
    if (listeners.size > 0) connect();
    return;
  }
  hiding = setTimeout(() => {
    source?.close();
    source = null;
  }, HIDDEN_FOR);
}

if (typeof document !== "undefined") document.addEventListener("visibilitychange", watchVisibility);

/** Hears live events over the page's one event stream, until the returned function is called. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  connect();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(retry);
    source?.close();
    source = null;
    wasOpen = false;
  };
}

/** Hears whether the event stream stands. */
export function watchStream(listener: (open: boolean) => void): () => void {
  stateListeners.add(listener);
  return () => stateListeners.delete(listener);
}
