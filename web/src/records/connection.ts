/** Keeps asking while the server is away, and knows whether it is. */
import { Refused, Unreachable } from "./transport.ts";

/** Whether the server answers. */
export type Reach = "up" | "away" | "signed_out";

const FIRST = 1000;
const LONGEST = 15_000;

/** One source's connection: requests wait and are repeated until the server answers. */
export class Connection {
  reach: Reach = "up";
  private waiting = new Set<() => void>();
  private closed = false;
  private readonly wakeUp = () => this.wake();

  constructor(
    private readonly changed: () => void,
    private readonly first = FIRST,
  ) {
    globalThis.addEventListener?.("online", this.wakeUp);
    globalThis.addEventListener?.("focus", this.wakeUp);
  }

  /** Runs a request; repeats it while the server is away or the person is signed out. */
  async run<T>(request: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (let wait = this.first; ; wait = Math.min(wait * 2, LONGEST)) {
      try {
        const answer = await request();
        this.set("up");
        return answer;
      } catch (error) {
        const reach = reachOf(error);
        if (!reach || signal?.aborted || this.closed) throw error;
        this.set(reach);
        await this.pause(wait);
        if (signal?.aborted || this.closed) throw error;
      }
    }
  }

  private set(reach: Reach): void {
    if (this.reach === reach) return;
    this.reach = reach;
    this.changed();
  }

  private pause(wait: number): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        this.waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, wait);
      this.waiting.add(go);
    });
  }

  /** Tries again at once. */
  wake(): void {
    for (const go of [...this.waiting]) go();
  }

  close(): void {
    this.closed = true;
    globalThis.removeEventListener?.("online", this.wakeUp);
    globalThis.removeEventListener?.("focus", this.wakeUp);
    this.wake();
  }
}

function reachOf(error: unknown): Reach | undefined {
  if (error instanceof Unreachable) return "away";
  return error instanceof Refused && error.status === 401 ? "signed_out" : undefined;
}
