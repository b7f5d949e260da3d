import { expect, type Studio, test } from "./app";
import { ask } from "./ask";
import { rested, run } from "./studio";

function menuLabels({ app }: Studio): Promise<string[]> {
  return app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label) ?? []);
}

test("another language is spoken at once, everywhere, and at the next start", async ({ launch }) => {
  const first = await launch();
  const { page } = first;
  await expect(page.locator("html[lang=en]")).toBeAttached();
  await page.keyboard.press("Alt+7");
  await page.getByRole("radio", { name: "Deutsch" }).click();
  await expect(page.locator("html[lang=de]")).toBeAttached();
  await expect(page.getByRole("heading", { name: "Einstellungen" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Bibliothek", exact: true })).toBeVisible();
  expect(await menuLabels(first)).toContain("&Bearbeiten");
  await page.getByRole("main").focus();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Tastenkürzel" })).toContainText("Strg");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Sprache español");
  await page.getByRole("option", { name: /Español/ }).click();
  await expect(page.locator("html[lang=es]")).toBeAttached();
  await expect(page.getByRole("heading", { name: "Ajustes" })).toBeVisible();
  await expect.poll(() => menuLabels(first)).toContain("&Editar");
  await first.quit();

  const again = await launch();
  await expect(again.page.locator("html[lang=es]")).toBeAttached();
  await expect(again.page.getByRole("heading", { name: "Ajustes" })).toBeVisible();
});

test("a run is told in the chosen language, the prompt stays as it was written", async ({
  studio: { page },
}) => {
  await run(page, "a red car");
  await rested(page);
  await ask(page, "settings:set", { language: "de" });
  const banner = page.getByRole("banner");
  await expect(banner.getByText("Fertig")).toBeVisible();
  await expect(banner.getByRole("timer", { name: "Arbeitszeit" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Prompt", exact: true })).toHaveValue("a red car");
});

test("errors are told in the chosen language, with the exact cause below", async ({ studio: { page } }) => {
  await ask(page, "settings:set", {
    language: "de",
    roles: { kind: "chat", baseUrl: "http://127.0.0.1:9/v1", model: "none" },
  });
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("a red car");
  await page.keyboard.press("Control+Enter");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("Unter dieser Adresse antwortet niemand");
  await expect(alert.locator("[lang=en]").first()).toContainText("127.0.0.1:9");
  await expect(alert.getByRole("button", { name: "Einstellungen öffnen" })).toBeVisible();
});

test("the computer's language is spoken unless another is chosen", async ({ launch }) => {
  const { page } = await launch({ args: ["--lang=de-DE"], env: { LANGUAGE: "de", LANG: "de_DE.UTF-8" } });
  const { locale } = await ask(page, "app:info", undefined);
  await expect(page.locator(`html[lang=${locale.startsWith("de") ? "de" : "en"}]`)).toBeAttached();
  await ask(page, "settings:set", { language: "en" });
  await expect(page.locator("html[lang=en]")).toBeAttached();
});
