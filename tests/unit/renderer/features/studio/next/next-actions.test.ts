import { beforeEach, expect, it, vi } from "vitest";
import { useRuns } from "../../../../../../renderer/app/runs/run-store";
import { backToProposal, keepWords } from "../../../../../../renderer/features/studio/next/next-actions";
import { useNextDrafts, writeNext } from "../../../../../../renderer/features/studio/next/next-draft";
import type { DurableBody } from "../../../../../../shared/run/events";
import { reduceAll } from "../../../../../../shared/run/reduce";
import { opening, stamped } from "../../../support/journal";

const sent = vi.hoisted(() => [] as { prompt: string | null; arrive: (done: boolean) => void }[]);
vi.mock("../../../../../../renderer/app/runs/steering", () => ({
  editPrompt: (_run: string, _iteration: number, _from: unknown, { prompt }: { prompt: string | null }) =>
    new Promise<boolean>((arrive) => sent.push({ prompt, arrive })),
}));

const id = "bicycl3s";
const parameters = { seed: 7, size: 1024, temperature: 1 };

/** The run on screen, as far as the page has heard of it. */
function onScreen(...bodies: DurableBody[]): void {
  const state = reduceAll(stamped([...opening({ id, startedAt: 0 }), ...bodies], 0));
  const entry = { id, state, live: true, stopping: null };
  useRuns.setState({ currentId: id, entries: { [id]: entry as never } });
}

const mine = { iteration: 1, prompt: "my words", seed: 7, temperature: 1 };

beforeEach(() => {
  sent.length = 0;
  useNextDrafts.setState({ runs: {} });
  onScreen();
});

it("keeps the designer's words once, however often the field is left meanwhile", async () => {
  writeNext(id, mine);
  const keeping = keepWords(id);
  await keepWords(id);
  expect(sent.map(({ prompt }) => prompt)).toEqual(["my words"]);
  sent[0]?.arrive(true);
  await keeping;
  expect(useNextDrafts.getState().runs).toEqual({});
});

it("goes back to the proposal without asking anybody while the words are only a draft", async () => {
  writeNext(id, mine);
  await backToProposal(id);
  expect(sent).toEqual([]);
  expect(useNextDrafts.getState().runs).toEqual({});
});

it("goes back to the proposal behind words that are still on their way", async () => {
  writeNext(id, mine);
  const keeping = keepWords(id);
  const going = backToProposal(id);
  sent[0]?.arrive(true);
  await keeping;
  await vi.waitFor(() => expect(sent.map(({ prompt }) => prompt)).toEqual(["my words", null]));
  sent[1]?.arrive(true);
  await going;
});

it("leaves words that were refused to the designer's decision: nothing was changed, nothing is taken back", async () => {
  writeNext(id, mine);
  const keeping = keepWords(id);
  const going = backToProposal(id);
  sent[0]?.arrive(false);
  await Promise.all([keeping, going]);
  expect(sent.map(({ prompt }) => prompt)).toEqual(["my words"]);
});

it("takes kept words back", async () => {
  onScreen({ type: "prompt-edited", iteration: 1, prompt: "my words", parameters });
  const going = backToProposal(id);
  await vi.waitFor(() => expect(sent.map(({ prompt }) => prompt)).toEqual([null]));
  sent[0]?.arrive(true);
  await going;
});
