/** Pools, limits and freedoms of runs, prices: set in the settings, in force at once. */
import type { Page } from "@playwright/test";
import { colourCard, colours } from "../../electron/backends/colour-card";
import { startGemsServer } from "../fixtures/servers/gems";
import { expect, test } from "./app";
import { ask } from "./ask";

const settings = (page: Page) => ask(page, "settings:get", undefined);

async function goTo(page: Page, section: string) {
  await page.keyboard.press("Alt+7");
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: section }).click();
  return page.getByRole("region", { name: section, exact: true });
}

function picture(): Uint8Array {
  const [red] = colours;
  if (red === undefined) throw new Error("there is no red");
  return colourCard(red, 64);
}

test("a pool is put together from the server in use, tested, ordered, and mended by undo", async ({
  studio: { page },
}) => {
  const [first, second] = [
    await startGemsServer({ png: picture() }),
    await startGemsServer({ png: picture() }),
  ];
  try {
    const one = { kind: "gems-http", baseUrl: first.origin } as const;
    const two = { kind: "gems-http", baseUrl: second.origin } as const;
    await ask(page, "settings:set", { generator: one });
    const section = await goTo(page, "Image generator");
    await section.getByRole("combobox", { name: "Generator" }).selectOption("Pool");
    await expect(section.getByText("A pool needs at least 2 servers.")).toBeVisible();
    expect((await settings(page)).generator).toEqual(one);
    await section.getByRole("button", { name: "Add a server" }).click();
    const member = section.getByRole("region", { name: "Server 2" });
    await member.getByRole("combobox", { name: "Kind of server" }).selectOption("GEMS server");
    await expect(section.getByText("Used as soon as every server is complete.")).toBeVisible();
    await member.getByRole("textbox", { name: "Base URL" }).fill(second.origin);
    await member.getByRole("button", { name: "Test connection" }).click();
    await expect(member.getByText(/^It answers in/)).toBeVisible();
    expect(second.received.length).toBeGreaterThan(0);
    await expect
      .poll(async () => (await settings(page)).generator)
      .toEqual({ kind: "pool", servers: [one, two] });
    await expect(section.getByText("2 servers share the work.")).toBeVisible();

    await section.getByRole("button", { name: "Move server 2 up" }).press("Enter");
    await expect
      .poll(async () => (await settings(page)).generator)
      .toEqual({ kind: "pool", servers: [two, one] });
    await section.getByRole("button", { name: "Remove server 1" }).click();
    await expect(section.getByText("A pool needs at least 2 servers.")).toBeVisible();
    // What is in force stays in force until there is something better.
    expect((await settings(page)).generator).toEqual({ kind: "pool", servers: [two, one] });
    await page.getByRole("main").focus();
    await page.keyboard.press("Control+z");
    await expect(section.getByText("2 servers share the work.")).toBeVisible();
    await expect(page.getByRole("list", { name: "Who is sent what" }).getByRole("listitem")).toHaveCount(2);
  } finally {
    await first.close();
    await second.close();
  }
});

test("how runs go: limits with and without a number, and what runs may do", async ({ studio: { page } }) => {
  const section = await goTo(page, "How runs go");
  await section.getByRole("spinbutton", { name: "Images per round" }).fill("3");
  await section.getByRole("spinbutton", { name: "Images per round" }).press("Tab");
  const money = section.getByRole("textbox", { name: "Money" });
  await money.fill("lots");
  await money.press("Tab");
  await expect(section.getByRole("alert")).toHaveText(/^A number from/);
  await money.fill("2,50");
  await money.press("Tab");
  await section.getByRole("textbox", { name: "Images", exact: true }).fill("12");
  await section.getByRole("textbox", { name: "Tokens" }).fill("200 000");
  await section.getByRole("textbox", { name: "Least gain" }).fill("5");
  await section.getByRole("textbox", { name: "Least gain" }).press("Enter");
  await section.getByRole("switch", { name: "Mend images" }).press("Space");
  await section.getByRole("switch", { name: "Ask back" }).press("Space");
  await section.getByRole("switch", { name: "Settle ties" }).press("Space");
  await expect
    .poll(async () => settings(page))
    .toMatchObject({
      candidates: 3,
      budget: { images: 12, tokens: 200_000, money: 2.5 },
      minGain: 0.05,
      repair: false,
      ask: false,
      judgePairs: false,
    });
  await money.fill("");
  await money.press("Tab");
  await expect.poll(async () => (await settings(page)).budget.money).toBeNull();
});

test("prices are entered, taken away, and brought back", async ({ studio: { page } }) => {
  const section = await goTo(page, "Prices");
  await expect(section.getByText("No server is set up, so nothing costs anything.")).toBeVisible();
  await section.getByRole("textbox", { name: "Another model" }).fill("painter");
  await section.getByRole("button", { name: "Add" }).click();
  const image = section.getByRole("textbox", { name: "painter: Per image" });
  await image.fill("x");
  await expect(image).toHaveAttribute("aria-invalid", "true");
  await image.fill("0.04");
  await image.press("Enter");
  await section.getByRole("textbox", { name: "Currency" }).fill("CHF");
  await section.getByRole("textbox", { name: "Currency" }).press("Enter");
  const prices = { currency: "CHF", models: { painter: { input: 0, output: 0, image: 0.04 } } };
  await expect.poll(async () => (await settings(page)).prices).toEqual(prices);
  await section.getByRole("button", { name: "Remove the price of painter" }).click();
  await expect.poll(async () => (await settings(page)).prices.models).toEqual({});
  await page.getByRole("main").focus();
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await settings(page)).prices).toEqual(prices);
});
