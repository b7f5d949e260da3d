/** Who thinks: one mind for all roles, or several; and what that costs. */
import type { Page } from "@playwright/test";
import { startOpenAiServer } from "../fixtures/servers/openai";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { run } from "./studio";

async function whoThinks(page: Page) {
  await page.keyboard.press("Alt+7");
  await page
    .getByRole("navigation", { name: "Sections" })
    .getByRole("button", { name: "Who thinks" })
    .click();
  return page.getByRole("region", { name: "Who thinks" });
}

const settings = (page: Page) => ask(page, "settings:get", undefined);
// Names no colour: the connection test shows one at random and would take the word for sight.
const wording = "a car on the left, words of the remote refiner";

test("a remote refiner beside local eyes: chosen, tested, drawn with, paid for", async ({
  studio: { page },
}) => {
  const server = await startOpenAiServer({
    chat: () => JSON.stringify({ thought: "t", strategy: "s", new_seed: true, prompt: wording }),
  });
  try {
    const section = await whoThinks(page);
    const mix = section.getByRole("combobox", { name: "Mix" });
    await mix.selectOption("Remote refiner, local verifier");
    await expect(section.getByRole("alert")).toContainText("No language model has been set up yet");

    const all = section.getByRole("combobox", { name: "Roles", exact: true });
    await all.selectOption("OpenAI-compatible chat");
    await section.getByRole("textbox", { name: "Base URL" }).fill(`${server.origin}/v1`);
    await section.getByRole("textbox", { name: "Model" }).fill("thinker");
    await section.getByRole("textbox", { name: "Model" }).press("Tab");
    await expect(mix).toHaveValue("remote");
    await mix.selectOption("Remote refiner, local verifier");
    const thinker = { kind: "chat", baseUrl: `${server.origin}/v1`, model: "thinker" };
    await expect.poll(async () => (await settings(page)).rolesFor).toEqual({ refiner: thinker });
    expect((await settings(page)).roles).toEqual({ kind: "local" });
    const cast = section.getByRole("list", { name: "Who plays what" });
    await expect(cast.getByRole("listitem")).toHaveCount(2);
    await expect(cast.getByRole("listitem").nth(1)).toContainText("Refiner");

    // The fake model sees no colours: the test says so, while the local part is well.
    await section.getByRole("button", { name: "Test everybody" }).click();
    await expect(cast.getByRole("status")).toHaveCount(2);
    await expect(cast.getByRole("status").first()).toContainText("It answers in");
    await expect(cast.getByRole("status").nth(1)).toContainText("does not read pictures");

    const prices = page.getByRole("region", { name: "Prices" });
    await expect(prices.getByRole("row", { name: /thinker/ })).toContainText("no price yet");
    const input = prices.getByRole("textbox", { name: "thinker: In / million" });
    await input.fill("1000,5");
    await input.press("Enter");
    await expect
      .poll(async () => (await settings(page)).prices.models)
      .toEqual({ thinker: { input: 1000.5, output: 0, image: 0 } });

    await ask(page, "settings:set", { rounds: 2, keepGoing: true, repair: false });
    await page.keyboard.press("Alt+1");
    await run(page, "a red car");
    await expect(page.getByTestId("run-status")).toHaveText("Finished", { timeout: 90_000 });
    const state = await newestRun(page);
    expect(state.header?.settings.roles).toBe(`local, refiner: thinker at ${new URL(server.origin).host}`);
    expect(state.iterations.map((it) => it.prompt)).toContain(wording);
    expect(state.usage.money).toBeCloseTo((state.usage.inputTokens / 1_000_000) * 1000.5, 9);
    expect(state.usage.money).toBeGreaterThan(0);
  } finally {
    await server.close();
  }
});

test("roles one by one, by keyboard; back to one for all", async ({ studio: { page } }) => {
  const section = await whoThinks(page);
  await section.getByRole("button", { name: /^Per role/ }).press("Enter");
  const verifier = section.getByRole("region", { name: "Verifier" });
  await verifier.getByRole("combobox", { name: "Verifier" }).selectOption("Anthropic");
  await expect(verifier).toContainText("Used as soon as address and model are complete.");
  expect((await settings(page)).rolesFor).toEqual({});
  await verifier.getByRole("textbox", { name: "Model" }).fill("sonnet");
  await verifier.getByRole("textbox", { name: "Model" }).press("Tab");
  const sonnet = { kind: "anthropic", baseUrl: "https://api.anthropic.com", model: "sonnet" };
  await expect.poll(async () => (await settings(page)).rolesFor).toEqual({ verifier: sonnet });
  await expect(section.getByRole("combobox", { name: "Mix" })).toHaveValue("own");
  const summary = page.getByRole("list", { name: "Who is sent what" });
  await expect(summary).toContainText("https://api.anthropic.com");
  await expect(summary).toContainText("For: verifying.");
  await section.getByRole("combobox", { name: "Mix" }).selectOption("All local");
  await expect.poll(async () => (await settings(page)).rolesFor).toEqual({});
  await expect(page.getByTestId("privacy-summary")).toContainText("Nothing leaves this machine");
  await expect(verifier.getByRole("combobox", { name: "Verifier" })).toHaveValue("usual");
});
