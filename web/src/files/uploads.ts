/** The files that are on their way, for everybody who wants to show or stop them. */
import { Problem } from "../api/problem";
import type { FileEntry } from "../api/types";
import { type Sending, send } from "./upload.ts";

/** One file on its way, or one that did not arrive. */
export interface UploadState {
  readonly id: number;
  readonly name: string;
  /** Where it goes: uploads of one place are shown together. */
  readonly place: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly error?: unknown;
}

const AT_ONCE = 2;

let states: readonly UploadState[] = [];
let numbers = 0;
let under = 0;
const waiting: (() => void)[] = [];
const running = new Map<number, Sending>();
const listeners = new Set<() => void>();

/** Hears of every step. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The uploads now; the same list until something changes. */
export function uploads(): readonly UploadState[] {
  return states;
}

function set(next: readonly UploadState[]): void {
  states = next;
  for (const listener of listeners) listener();
}

function patch(id: number, part: Partial<UploadState>): void {
  set(states.map((one) => (one.id === id ? { ...one, ...part } : one)));
}

/** Stops an upload, or forgets one that failed. */
export function dismiss(id: number): void {
  running.get(id)?.cancel();
  set(states.filter((one) => one.id !== id));
}

/** Sends files for a place, two at a time; gives those that arrived, in their order. */
export async function sendAll(files: readonly File[], place: string): Promise<FileEntry[]> {
  const arrived = await Promise.all(files.map((file) => sendOne(file, place)));
  return arrived.filter((one) => one !== undefined);
}

async function sendOne(file: File, place: string): Promise<FileEntry | undefined> {
  const id = ++numbers;
  set([...states, { id, name: file.name, place, share: 0 }]);
  if (under >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  if (!states.some((one) => one.id === id)) return release();
  under++;
  try {
    const sending = send(file, (share) => patch(id, { share }));
    running.set(id, sending);
    const entry = await sending.done;
    set(states.filter((one) => one.id !== id));
    return entry;
  } catch (error) {
    if (error instanceof Problem) patch(id, { error });
    return undefined;
  } finally {
    under--;
    running.delete(id);
    release();
  }
}

function release(): undefined {
  waiting.shift()?.();
  return undefined;
}
