/** Questions to the main side, asked from the page as the renderer asks them. */
import type { Page } from "@playwright/test";
import type { Channel, Input, Output, Reply } from "../../shared/ipc/contract";
import type { RunSummary } from "../../shared/ipc/domains/runs";
import { reduceAll } from "../../shared/run/reduce";
import type { RunState } from "../../shared/run/state";

/** Asks and unwraps; an error reply fails the test with its own words. */
export async function ask<C extends Channel>(page: Page, channel: C, input: Input<C>): Promise<Output<C>> {
  const reply = (await page.evaluate(
    ([name, value]) => {
      const { ask: asking } = Reflect.get(globalThis, "studio") as {
        ask: Record<string, (input: unknown) => Promise<unknown>>;
      };
      return asking[name as string]?.(value);
    },
    [channel, input] as const,
  )) as Reply<Output<C>>;
  if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}: ${reply.error.message}`);
  return reply.value;
}

/** Every run that a query finds, newest first. */
export async function allRuns(page: Page, query = ""): Promise<RunSummary[]> {
  const search = { query, shelf: "runs", sort: "newest", board: null, limit: 500, offset: 0 } as const;
  const { items } = await ask(page, "library:search", search);
  return items.shelf === "runs" ? items.runs : [];
}

/** The newest run's state, from its journal. */
export async function newestRun(page: Page): Promise<RunState> {
  const newest = (await allRuns(page))[0];
  if (newest === undefined) throw new Error("There is no run.");
  return reduceAll((await ask(page, "runs:get", { runId: newest.id })).events);
}
