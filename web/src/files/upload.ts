/** Sending a file with its progress, which `fetch` cannot tell. */
import { Problem } from "../api/problem";
import type { FileEntry } from "../api/types";

/** A file on its way. */
export interface Sending {
  readonly done: Promise<FileEntry>;
  cancel(): void;
}

function csrfToken(): string {
  const match = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  return match?.[1] ? decodeURIComponent(match[1]) : "";
}

/** Sends one file; `told` hears the share that has arrived. Rejects with a `Problem`. */
export function send(file: File, told: (share: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<FileEntry>((resolve, reject) => {
    request.open("POST", "/api/files");
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.upload.onprogress = (event) => event.lengthComputable && told(event.loaded / event.total);
    request.onload = () => {
      if (request.status === 200) resolve(JSON.parse(request.responseText) as FileEntry);
      else reject(refusal(request));
    };
    request.onerror = () => reject(new Problem({ status: 0, code: "offline" }));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
  });
  const form = new FormData();
  form.append("file", file, file.name || "file");
  request.send(form);
  return { done, cancel: () => request.abort() };
}

function refusal(request: XMLHttpRequest): Problem {
  try {
    return new Problem(JSON.parse(request.responseText));
  } catch {
    return new Problem({ status: request.status, code: "" });
  }
}
