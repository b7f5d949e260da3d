/** Keys in the settings: each for its own server, and never anywhere else. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { colourCard, colours } from "../../electron/backends/colour-card";
import { startEchoServer } from "../fixtures/servers/echo";
import { startGemsServer } from "../fixtures/servers/gems";
import { expect, test } from "./app";
import { ask } from "./ask";

const key = "q7/Zk+9w-TOP.secret~K3y=42";
const spellings = [
  key,
  key.replaceAll("/", "\\/"),
  encodeURIComponent(key),
  key.slice(0, 14),
  key.slice(-14),
];

function picture(): Uint8Array {
  const [red] = colours;
  if (red === undefined) throw new Error("there is no red");
  return colourCard(red, 64);
}

async function goTo(page: Page, section: string) {
  await page.keyboard.press("Alt+7");
  await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: section }).click();
  return page.getByRole("region", { name: section, exact: true });
}

test("a key is for one server: another address has none, and gets none", async ({ studio: { page } }) => {
  const first = await startGemsServer({ png: picture(), key });
  const second = await startGemsServer({ png: picture() });
  try {
    const section = await goTo(page, "Image generator");
    await section.getByRole("combobox", { name: "Generator" }).selectOption("GEMS server");
    const address = section.getByRole("textbox", { name: "Base URL" });
    const field = section.getByLabel("Key", { exact: true });
    await expect(section.getByText("A key belongs to one server: give its address first.")).toBeVisible();
    await address.fill(first.origin);
    await expect(section.getByText("No key for this server yet")).toBeVisible();
    await field.fill(key);
    await section.getByRole("button", { name: "Keep", exact: true }).click();
    await expect(section.getByText(`for ${new URL(first.origin).host}`)).toBeVisible();
    await section.getByRole("button", { name: "Test connection" }).click();
    await expect(section.getByText(/^It answers in/)).toBeVisible();
    expect(first.received.at(-1)?.headers.authorization).toBe(`Bearer ${key}`);

    // Typed for one server, a key is not kept for another.
    await field.fill("half a key");
    await address.fill(second.origin);
    await expect(section.getByText("No key for this server yet")).toBeVisible();
    await expect(field).toHaveValue("");
    await section.getByRole("button", { name: "Test connection" }).click();
    await expect(section.getByText(/^It answers in/)).toBeVisible();
    expect(second.received.length).toBeGreaterThan(0);
    expect(JSON.stringify(second.received)).not.toContain("authorization");

    await address.fill("http://images.example.org");
    await expect(section.getByRole("note")).toContainText("others could read the key");
    await address.fill(`${first.origin}/somewhere`);
    await expect(section.getByText(`for ${new URL(first.origin).host}`)).toBeVisible();
    await expect(section.getByRole("note")).toHaveCount(0);

    const privacy = await goTo(page, "Privacy and keys");
    const kept = privacy.getByRole("list", { name: "Kept keys" });
    await expect(kept.getByRole("listitem")).toHaveCount(1);
    await expect(kept).toContainText(first.origin);
    await kept.getByRole("button", { name: `Remove the key for ${first.origin}` }).press("Enter");
    await expect(privacy.getByText("There are no keys.")).toBeVisible();
    expect(await ask(page, "secrets:status", undefined)).toEqual({ keys: [], aside: [] });
  } finally {
    await first.close();
    await second.close();
  }
});

test("the environment's keys are shown at the servers that are set up", async ({ launch }) => {
  const { page } = await launch({ env: { GEMS_CHAT_KEY: key } });
  const privacy = await goTo(page, "Privacy and keys");
  await expect(privacy.getByText("Nothing leaves this machine")).toBeVisible();
  await expect(privacy.getByText("There are no keys.")).toBeVisible();
  const roles = { kind: "chat", baseUrl: "https://api.example.org/v1", model: "m" } as const;
  await ask(page, "settings:set", { roles });
  const kept = privacy.getByRole("list", { name: "Kept keys" });
  await expect(kept).toContainText("from the environment");
  await expect(kept.getByRole("button")).toHaveCount(0);
  const summary = privacy.getByRole("list", { name: "Who is sent what" });
  await expect(summary).toContainText("https://api.example.org");
  await expect(summary).toContainText("images");
  await expect(summary).toContainText("Its key is sent along; it comes from the environment.");
});

/** Notes down whatever the main side answers and tells from now on. */
async function listen(app: ElectronApplication): Promise<() => Promise<string>> {
  await app.evaluate(({ ipcMain, BrowserWindow }) => {
    const heard: string[] = [];
    Reflect.set(globalThis, "heard", heard);
    const handlers = Reflect.get(ipcMain, "_invokeHandlers") as Map<string, (...args: unknown[]) => unknown>;
    for (const [channel, handler] of [...handlers]) {
      handlers.set(channel, async (...args) => {
        const answer = await handler(...args);
        heard.push(`${channel} ${JSON.stringify(answer)}`);
        return answer;
      });
    }
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents);
      webContents.send = (channel: string, ...args: unknown[]) => {
        heard.push(`${channel} ${JSON.stringify(args)}`);
        send(channel, ...args);
      };
    }
  });
  return () => app.evaluate(() => (Reflect.get(globalThis, "heard") as string[]).join("\n"));
}

function expectNoKey(text: string, where: string): void {
  for (const spelling of spellings) expect(text.includes(spelling), `${where} holds the key`).toBe(false);
}

/** Looks through every file, as bytes and as the UTF-16 that browsers store text in. */
async function expectNoKeyIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) {
    const bytes = await readFile(path.join(parentPath, name)).catch(() => Buffer.alloc(0));
    expectNoKey(bytes.toString("latin1"), name);
    for (const spelling of spellings)
      expect(bytes.includes(Buffer.from(spelling, "utf16le")), `${name} holds the key`).toBe(false);
  }
  return files.length;
}

test("a key never leaves the main side, whatever a server says, and a crash leaves none behind", async ({
  launch,
  userData,
}) => {
  let kind: Parameters<typeof startEchoServer>[0] = () =>
    "refuses the key and quotes it with slashes escaped";
  const server = await startEchoServer(() => kind());
  const other = await startGemsServer({ png: picture() });
  try {
    const studio = await launch();
    const { page } = studio;
    const heard = await listen(studio.app);
    const section = await goTo(page, "Who thinks");
    await section
      .getByRole("combobox", { name: "Roles", exact: true })
      .selectOption("OpenAI-compatible chat");
    await section.getByRole("textbox", { name: "Base URL" }).fill(`${server.origin}/v1`);
    await section.getByRole("textbox", { name: "Model" }).fill("thinker");
    await section.getByLabel("Key", { exact: true }).fill(key);
    await section.getByRole("button", { name: "Keep", exact: true }).click();
    await expect(section.getByText(`for ${new URL(server.origin).host}`)).toBeVisible();
    const tried = section.getByRole("button", { name: "Test connection" });
    await tried.click();
    await expect(section.getByText(/refused the key/).first()).toBeVisible();
    kind = () => "fails and shows all headers";
    await tried.click();
    await expect(section.getByText(/Traceback/).first()).toBeVisible();
    kind = () => ({ to: `${other.origin}/generate` });
    await tried.click();
    await expect(section.getByText(/sends us elsewhere/).first()).toBeVisible();
    expect(other.received).toEqual([]);

    kind = () => "refuses the key and quotes it";
    await page.keyboard.press("Alt+1");
    await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("a red car");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("alert")).toContainText("refused the key");
    expect(server.received.some(({ headers }) => headers.authorization === `Bearer ${key}`)).toBe(true);

    const answers = await heard();
    expect(answers).toContain("connections:test");
    expect(answers).toContain("run-events");
    expectNoKey(answers, "what the window was told");
    expectNoKey(await page.content(), "the page");
    expectNoKey(await page.evaluate(() => JSON.stringify({ ...localStorage })), "the window's memory");
    await studio.kill();
    expectNoKey(studio.log.text, "the terminal");
    expect(await expectNoKeyIn(userData)).toBeGreaterThan(5);
  } finally {
    await server.close();
    await other.close();
  }
});
