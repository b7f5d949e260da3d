/** Work done several at a time, with an eye on how long it still takes. */

export interface Job {
  readonly policy: string;
  readonly task: string;
}

/** Faults one after another that end the whole: a server that is gone will not come back by asking it more. */
const MOST_FAULTS = 5;

/**
 * Gives each job to the next free lane, in order. A fault is told and left out; too many in a row end it all.
 * @throws Error of the last fault when every lane has met nothing but faults
 */
export async function inLanes<J, L>(
  lanes: readonly L[],
  jobs: readonly J[],
  work: (lane: L, job: J) => Promise<void>,
  onFault: (job: J, error: unknown) => void,
): Promise<void> {
  let next = 0;
  let faults = 0;
  const busy = async (lane: L) => {
    for (let index = next++; index < jobs.length; index = next++) {
      const job = jobs[index];
      if (job === undefined) continue;
      try {
        await work(lane, job);
        faults = 0;
      } catch (error) {
        onFault(job, error);
        if (++faults >= MOST_FAULTS) {
          next = jobs.length;
          throw error;
        }
      }
    }
  };
  await Promise.all(lanes.map(busy));
}

/** Seconds left: what each policy's prompts took so far on average, shared by the lanes. */
export class Eta {
  readonly #took = new Map<string, { sum: number; count: number }>();

  add(policy: string, seconds: number): void {
    const { sum, count } = this.#took.get(policy) ?? { sum: 0, count: 0 };
    this.#took.set(policy, { sum: sum + seconds, count: count + 1 });
  }

  /** Null before anything is known. Policies not met yet are taken for the mean of the others. */
  left(jobs: readonly Job[], lanes: number): number | null {
    const means = [...this.#took].map(([policy, { sum, count }]) => [policy, sum / count] as const);
    if (means.length === 0) return null;
    const known = new Map(means);
    const usual = means.reduce((sum, [, mean]) => sum + mean, 0) / means.length;
    return jobs.reduce((sum, { policy }) => sum + (known.get(policy) ?? usual), 0) / lanes;
  }
}

/** "45 s", "3 min", "2 h 05 min" */
export function spoken(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}
