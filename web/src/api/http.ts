import { Problem, problemOf } from "./problem";

type Method = "GET" | "POST" | "PATCH" | "DELETE" | "PUT";

/** What a call may add to its method and path. */
export interface CallOptions {
  body?: unknown;
  form?: FormData;
  signal?: AbortSignal;
}

let listener: (problem: Problem) => void = () => undefined;

/** Tells the application about answers that concern all of it: signed out, offline. */
export function onProblem(listen: (problem: Problem) => void): void {
  listener = listen;
}

function csrfToken(): string {
  const match = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  return match?.[1] ? decodeURIComponent(match[1]) : "";
}

/** Calls the server and gives its JSON, or throws one `Problem`. */
export async function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: options.form ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
      signal: options.signal,
      credentials: "same-origin",
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    const problem = new Problem({ status: 0, code: "offline" });
    listener(problem);
    throw problem;
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    listener(problem);
    throw problem;
  }
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Reads from the server. */
export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => call<T>("GET", path, { signal });
/** Sends something new to the server. */
export const post = <T>(path: string, body: unknown = {}, signal?: AbortSignal): Promise<T> =>
  call<T>("POST", path, { body, signal });
/** Changes something on the server. */
export const patch = <T>(path: string, body: unknown): Promise<T> => call<T>("PATCH", path, { body });
/** Takes something away on the server. */
export const remove = <T>(path: string): Promise<T> => call<T>("DELETE", path);
