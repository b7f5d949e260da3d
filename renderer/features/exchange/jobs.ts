/** Work of the exchange that takes a while: how far it is, and the way to call it off. */
import { create } from "zustand";
import type { ExchangeProgress } from "../../../shared/ipc/domains/exchange";
import { ask } from "../../app/ipc";

export interface Job {
  readonly id: string;
  readonly label: string;
  readonly done: number;
  /** 0 while nobody knows yet how much there is to do. */
  readonly total: number;
  readonly cancelling: boolean;
}

export const useJobs = create<{ readonly jobs: readonly Job[] }>(() => ({ jobs: [] }));

function change(id: string, part: Partial<Job>): void {
  useJobs.setState(({ jobs }) => ({ jobs: jobs.map((job) => (job.id === id ? { ...job, ...part } : job)) }));
}

/** Runs a piece of work under a name of its own; it is listed from its first progress until it ends. */
export async function asJob<T>(label: string, work: (job: string) => Promise<T>): Promise<T> {
  const id = crypto.randomUUID();
  useJobs.setState(({ jobs }) => ({ jobs: [...jobs, { id, label, done: 0, total: 0, cancelling: false }] }));
  try {
    return await work(id);
  } finally {
    useJobs.setState(({ jobs }) => ({ jobs: jobs.filter((job) => job.id !== id) }));
  }
}

export function heardOf({ job, done, total }: ExchangeProgress): void {
  change(job, { done, total });
}

/** Calls a job off. Its own promise ends with a cancellation, which is no failure. */
export async function cancelJob(id: string): Promise<void> {
  change(id, { cancelling: true });
  await ask("exchange:cancel", { job: id });
}
