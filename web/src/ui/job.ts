import { jobs } from "../api/calls";
import { listen } from "../api/events";
import { Problem } from "../api/problem";
import type { Job } from "../api/types";

/** The id of a job, whether an answer names it or holds it whole. */
export function jobId(job: string | Job | null | undefined): string | null {
  if (!job) return null;
  return typeof job === "string" ? job : job.id;
}

const told = new Set<string>();

/** Notes that a page follows a job and tells its end itself. */
export function followed(id: string): void {
  told.add(id);
}

/** Whether a page tells the end of a job itself. */
export function isFollowed(id: string): boolean {
  return told.has(id);
}

/** Whether a job has come to its end. */
export function ended(job: Job): boolean {
  return job.state === "done" || job.state === "failed" || job.state === "cancelled";
}

/** Follows a job by live events and a slow poll until it ends; rejects when it failed. */
export function waitForJob(id: string, tell: (job: Job) => void = () => undefined): Promise<Job> {
  return new Promise((resolve, reject) => {
    let over = false;
    const look = async () => {
      if (over) return;
      try {
        const job = await jobs.read(id);
        if (over) return;
        tell(job);
        if (ended(job)) finish(job);
      } catch (error) {
        if (error instanceof Problem && error.offline) return;
        stop();
        reject(error);
      }
    };
    const stopListening = listen((event) => {
      if (event.event === "refetch" || (event.event === "job" && event.job === id)) void look();
    });
    const timer = setInterval(() => void look(), 1500);
    const stop = () => {
      over = true;
      clearInterval(timer);
      stopListening();
    };
    const finish = (job: Job) => {
      stop();
      if (job.state === "done") resolve(job);
      else {
        const error = job.error ?? {};
        reject(
          new Problem({
            status: 422,
            code: error.code ?? job.state,
            title: error.title,
            detail: error.detail,
            conflicts: error.conflicts,
          }),
        );
      }
    };
    void look();
  });
}
