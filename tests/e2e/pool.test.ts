/** Several image servers at once: shared work, one of them lost on the way, keys apart; and what a run may cost. */
import type { Page } from "@playwright/test";
import { startAutomatic1111Server } from "../fixtures/servers/automatic1111";
import type { Loopback } from "../fixtures/servers/loopback";
import { startOpenAiServer } from "../fixtures/servers/openai";
import { menderSays } from "../fixtures/servers/thinking";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { card, gate, shot } from "./server-tools";
import { rested, run } from "./studio";

const keys = ["sk-pool-one-4711", "sk-pool-two-0815"] as const;
const drawings = ({ received }: Loopback) => received.filter(({ path }) => path.endsWith("/txt2img"));
const host = ({ origin }: Loopback) => new URL(origin).host;

/** Every request of a server carried its own key, and nothing carried another's. */
function hasOnly(server: Loopback, own: string, other: string): void {
  expect(server.received.length).toBeGreaterThan(0);
  for (const { headers } of server.received) expect(headers.authorization).toBe(`Bearer ${own}`);
  expect(JSON.stringify(server.received)).not.toContain(other);
}

test("two servers draw a round of four together; one dies over its image, the other ends the round, and it is told", async ({
  studio,
}, testInfo) => {
  const { page } = studio;
  const [goOn, never] = [gate(), gate()];
  const first = await startAutomatic1111Server({
    image: card("red"),
    key: keys[0],
    until: () => goOn.opened,
  });
  const second = await startAutomatic1111Server({
    image: card("blue"),
    key: keys[1],
    until: () => never.opened,
  });
  try {
    for (const [at, { origin }] of [first, second].entries())
      await ask(page, "secrets:set", { server: origin, value: keys[at] ?? "" });
    const servers = [first, second].map(({ origin }) => ({
      kind: "automatic1111" as const,
      baseUrl: origin,
    }));
    await ask(page, "settings:set", {
      rounds: 1,
      candidates: 4,
      keepGoing: true,
      generator: { kind: "pool", servers },
    });
    await run(page, "a red square");
    // Neither server answers before both are at work.
    await expect.poll(() => [drawings(first).length, drawings(second).length]).toEqual([1, 1]);
    await expect(page.getByRole("button", { name: /^Iteration \d, not drawn yet/ })).toHaveCount(2);
    await shot(page, testInfo, "pool-working");
    // The second one goes down with its image half drawn, and does not come back.
    await second.close();
    goOn.open();
    await rested(page);

    const { iterations, status } = await newestRun(page);
    expect(status).toBe("finished");
    expect(iterations.map(({ round, candidate, image }) => [round, candidate, image !== null])).toEqual([
      [1, 1, true],
      [1, 2, true],
      [1, 3, true],
      [1, 4, true],
    ]);
    // Every image came from the one that lived, and one of them says whom it was asked of before.
    expect(drawings(first)).toHaveLength(4);
    const notes = iterations.map(({ image }) => image?.notes.join(" ") ?? "");
    for (const note of notes) expect(note).toContain(`${host(first)}.`);
    const moved = notes.findIndex((note) => note.includes(`${host(second)} was tried first`));
    expect(moved).toBeGreaterThanOrEqual(0);
    hasOnly(first, keys[0], keys[1]);
    hasOnly(second, keys[1], keys[0]);

    await page.getByRole("button", { name: new RegExp(`^Iteration ${moved + 1},`) }).click();
    await page.getByRole("tab", { name: "Details" }).click();
    const told = page.getByRole("list", { name: "Notes" });
    await expect(told).toContainText(`${host(second)} was tried first`);
    await shot(page, testInfo, "pool-told");
  } finally {
    goOn.open();
    never.open();
    await first.close();
  }
});

test("a server that refuses its key is left out for the run, which the others end", async ({ studio }) => {
  const { page } = studio;
  const [first, second] = [
    await startAutomatic1111Server({ image: card("red") }),
    await startAutomatic1111Server({ image: card("blue"), key: keys[1] }),
  ];
  try {
    await ask(page, "secrets:set", { server: first.origin, value: keys[0] });
    const servers = [second, first].map(({ origin }) => ({
      kind: "automatic1111" as const,
      baseUrl: origin,
    }));
    await ask(page, "settings:set", {
      rounds: 1,
      candidates: 4,
      keepGoing: true,
      generator: { kind: "pool", servers },
    });
    await run(page, "a red square");
    await rested(page);
    const { iterations } = await newestRun(page);
    expect(iterations.filter(({ image }) => image !== null)).toHaveLength(4);
    // The image that was asked of it first says so, whichever that was.
    const notes = iterations.map(({ image }) => image?.notes.join(" ") ?? "");
    expect(notes.filter((note) => note.includes(`Left out: AUTOMATIC1111 at ${host(second)}`))).not.toEqual(
      [],
    );
    expect(drawings(second).length).toBeLessThanOrEqual(2);
    // No key was set for the second: least of all may it be sent the first one's.
    for (const { headers } of second.received) expect(headers.authorization).toBeUndefined();
  } finally {
    await first.close();
    await second.close();
  }
});

/** A run of two priced minds, which nothing but its limits ends. */
async function priced(page: Page, budget: { tokens: number | null; money: number | null }) {
  // One that begins anew each time never sees its second question answered with yes.
  const thinker = await startOpenAiServer({ chat: (turn) => menderSays()(turn) });
  const painter = await startOpenAiServer({ image: card("red") });
  await ask(page, "settings:set", {
    rounds: 9,
    keepGoing: true,
    repair: false,
    judgePairs: false,
    budget: { images: null, ...budget },
    generator: { kind: "openai-images", baseUrl: `${painter.origin}/v1`, model: "painter" },
    roles: { kind: "chat", baseUrl: `${thinker.origin}/v1`, model: "thinker" },
    prices: {
      currency: "CHF",
      models: {
        painter: { input: 0, output: 0, image: 0.04 },
        thinker: { input: 0, output: 0, image: 0 },
      },
    },
  });
  await run(page, "a red square beside a blue one");
  await rested(page);
  return { painter, close: () => Promise.all([thinker.close(), painter.close()]) };
}

const outcome = (page: Page) => page.getByText(/Best is iteration \d\.$/).first();

test("money ends a run at its price, and meter and outcome say so", async ({
  studio: { page },
}, testInfo) => {
  const { painter, close } = await priced(page, { tokens: null, money: 0.1 });
  try {
    const state = await newestRun(page);
    expect(state.finishedBecause).toBe("budget");
    // Three times 0.04 is the first sum that reaches 0.1.
    expect(state.usage.money).toBeCloseTo(0.12, 9);
    expect(painter.received.filter(({ path }) => path.endsWith("/generations"))).toHaveLength(3);
    await expect(page.getByTestId("meter-money")).toContainText("0.12 CHF");
    await expect(page.getByRole("group", { name: "What the run used" })).toContainText(
      "Nearest limit: Money",
    );
    await expect(outcome(page)).toContainText("The money is spent.");
    await shot(page, testInfo, "money-spent");
    await page.getByRole("tab", { name: "Details" }).click();
    await expect(page.getByRole("region", { name: "Run", exact: true })).toContainText(
      "Money (CHF)0.12 of 0.10",
    );
  } finally {
    await close();
  }
});

test("tokens end a run as soon as they are used up", async ({ studio: { page } }) => {
  const { close } = await priced(page, { tokens: 60, money: null });
  try {
    const { finishedBecause, usage, rounds, iterations } = await newestRun(page);
    expect(finishedBecause).toBe("budget");
    expect(usage.inputTokens + usage.outputTokens).toBeGreaterThanOrEqual(60);
    expect(iterations.length).toBeLessThan(rounds);
    await expect(page.getByTestId("meter-tokens")).toBeVisible();
    await expect(page.getByRole("group", { name: "What the run used" })).toContainText(
      "Nearest limit: Tokens",
    );
    await expect(outcome(page)).toContainText("The tokens are used up.");
  } finally {
    await close();
  }
});
