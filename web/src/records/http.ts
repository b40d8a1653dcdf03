/** The transport over HTTP: cookies, CSRF, problem+json and one event stream. */
import type { Language } from "../grid/look.ts";
import { Refused, type Transport, Unreachable } from "./transport.ts";
import type { CellError, ConflictAnswer, LiveEvent } from "./wire.ts";

const GONE = new Set([502, 503, 504]);
const WORDS = ["change", "catalog", "job", "refetch"] as const;

interface Problem {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly CellError[];
  readonly conflicts?: readonly ConflictAnswer[];
}

function csrfToken(): string {
  const found = document.cookie.split("; ").find((cookie) => cookie.startsWith("csrftoken="));
  return found ? decodeURIComponent(found.slice("csrftoken=".length)) : "";
}

async function refusal(response: Response, language: Language): Promise<Refused> {
  let problem: Problem = {};
  try {
    problem = (await response.json()) as Problem;
  } catch {
    // An answer that is no problem document says only its status.
  }
  const fallback =
    language === "en" ? `The server refused (${response.status})` : `服务器没有接受（${response.status}）`;
  const message = problem.detail || problem.title || fallback;
  return new Refused(
    response.status,
    problem.code ?? "",
    message,
    problem.errors ?? [],
    problem.conflicts ?? [],
  );
}

/** The transport to `/api` of this site. */
export function httpTransport({ language = "zh-CN" }: { language?: Language } = {}): Transport {
  interface More {
    readonly signal?: AbortSignal;
    readonly key?: string;
  }
  async function call<T>(method: string, path: string, body?: unknown, more: More = {}): Promise<T> {
    return (await (await send(method, path, body, more)).json()) as T;
  }
  async function send(method: string, path: string, body?: unknown, more: More = {}): Promise<Response> {
    const { signal, key } = more;
    const headers: Record<string, string> = { Accept: "application/json" };
    if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (key !== undefined) headers["Idempotency-Key"] = key;
    let response: Response;
    try {
      const payload = body === undefined ? undefined : JSON.stringify(body);
      response = await fetch(path, { method, headers, body: payload, signal, credentials: "same-origin" });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new Unreachable(language === "en" ? "The server cannot be reached" : "暂时连不上服务器");
    }
    if (GONE.has(response.status))
      throw new Unreachable(language === "en" ? "The server is away" : "服务器暂时不在");
    if (!response.ok) throw await refusal(response, language);
    return response;
  }
  const records = (table: string) => `/api/tables/${encodeURIComponent(table)}/records`;
  return {
    query: (table, request, signal) => call("POST", `${records(table)}/query`, request, { signal }),
    count: async (table, request, signal) =>
      (await call<{ count: number }>("POST", `${records(table)}/count`, request, { signal })).count,
    write: (table, operations, source, key) => call("PATCH", records(table), { operations, source }, { key }),
    find: (table, query, limit) => {
      const search = new URLSearchParams({ q: query.slice(0, 200), limit: String(limit) });
      return call("GET", `/api/tables/${encodeURIComponent(table)}/find?${search}`);
    },
    breaches: (table, ids) =>
      call("POST", `/api/tables/${encodeURIComponent(table)}/rules/breaches`, { ids }),
    undo: (change, key) => call("POST", "/api/undo", change === undefined ? {} : { change }, { key }),
    redo: (key) => call("POST", "/api/redo", {}, { key }),
    range: (table, asked, key) => call("POST", `${records(table)}/range`, asked, { key }),
    ask: (table, what, asked) => call("POST", `${records(table)}/range/${what}`, asked),
    text: async (table, asked) => (await send("POST", `${records(table)}/range/text`, asked)).text(),
    job: (id) => call("GET", `/api/jobs/${encodeURIComponent(id)}`),
    cancel: (id) => call("POST", `/api/jobs/${encodeURIComponent(id)}/cancel`, {}),
    listen,
  };
}

/** Hears the live events of the server over a stream of its own. */
function listen(listener: (event: LiveEvent) => void): () => void {
  const stream = new EventSource("/api/events");
  for (const word of WORDS)
    stream.addEventListener(word, (message: MessageEvent<string>) => {
      const payload = JSON.parse(message.data || "{}") as object;
      listener({ ...payload, event: word } as LiveEvent);
    });
  return () => stream.close();
}
