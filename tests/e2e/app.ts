/**
 * Launches the real studio for a test: real Electron, real engine, a user data folder of its own.
 *
 *   import { expect, test } from "./app";
 *   test("…", async ({ studio }) => { await studio.page.getByRole("textbox").fill("…"); });
 *   test("…", async ({ launch }) => { const first = await launch(); await first.quit(); const again = await launch(); });
 *
 * Every launch in one test shares the test's user data folder. A native crash, a flood of GLib complaints, an
 * uncaught error in the page or a breach of its content policy fails the test, whatever it was looking at.
 */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { _electron, test as base, type ElectronApplication, expect, type Page } from "@playwright/test";
import { ElectronLog } from "./electron-log";

const top = path.resolve(import.meta.dirname, "..", "..");

export interface Studio {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly log: ElectronLog;
  /** False once the process has ended. */
  readonly running: () => boolean;
  /** Gives the window's content this size, in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** Closes as a person would, and waits for the process to end. */
  quit(): Promise<void>;
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>;
}

export interface LaunchOptions {
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Added to the command line. */
  readonly args?: readonly string[];
}

interface Fixtures {
  /** The test's own user data folder; removed afterwards. */
  userData: string;
  launch: (options?: LaunchOptions) => Promise<Studio>;
  studio: Studio;
}

/** This process's environment without undefined values; Playwright's `env` replaces the environment. */
function environment(extra: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value]],
  );
  return { ...Object.fromEntries(entries), ...extra };
}

function listen(page: Page, log: ElectronLog): void {
  page.on("pageerror", (error) => log.addPageFault(error.stack ?? error.message));
  page.on("crash", () => log.addPageFault("the page crashed"));
  page.on("console", (message) => {
    const text = message.text();
    log.add(`[console.${message.type()}] ${text}\n`);
    if (/Content Security Policy/i.test(text)) log.addPageFault(text);
  });
}

/** Waits until the page has drawn itself and listens: keys pressed sooner would go nowhere. */
async function ready(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Prompt", exact: true }).waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function launchStudio(userData: string, options: LaunchOptions, logs: ElectronLog[]): Promise<Studio> {
  const log = new ElectronLog();
  logs.push(log);
  const app = await _electron.launch({
    args: [top, ...(options.args ?? [])],
    cwd: top,
    env: environment({ GEMS_USER_DATA: userData, ...options.env }),
    // The studio's own theme, not the driver's.
    colorScheme: null,
    timeout: 60_000,
  });
  const child = app.process();
  child.stdout?.on("data", (chunk: Buffer) => log.add(chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => log.add(chunk.toString()));
  child.once("exit", (code, signal) => {
    if (signal !== null && signal !== "SIGKILL" && signal !== "SIGTERM")
      log.add(`Received signal ${signal}\n`);
    else log.add(`[exit] code ${code}\n`);
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const page = await app.firstWindow();
  listen(page, log);
  await ready(page);
  return {
    app,
    page,
    log,
    running: () => child.exitCode === null && child.signalCode === null,
    async resize(width, height) {
      const window = await app.browserWindow(page);
      await window.evaluate((target, [wide, high]) => target.setContentSize(wide, high), [
        width,
        height,
      ] as const);
      await page.waitForFunction(
        ([wide, high]) => innerWidth === wide && innerHeight === high,
        [width, height],
      );
    },
    async quit() {
      await app.close();
      await ended;
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  userData: async ({}, use) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "gems-studio-test-"));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  launch: async ({ userData }, use, testInfo) => {
    const logs: ElectronLog[] = [];
    const launched: Studio[] = [];
    await use(async (options = {}) => {
      const studio = await launchStudio(userData, options, logs);
      launched.push(studio);
      return studio;
    });
    for (const studio of launched) if (studio.running()) await studio.quit();
    await testInfo.attach("electron.log", {
      body: logs.map((log) => log.text).join("\n---\n"),
      contentType: "text/plain",
    });
    expect(
      logs.flatMap((log) => log.faults()),
      "faults in Electron's log",
    ).toEqual([]);
  },
  studio: async ({ launch }, use) => {
    await use(await launch());
  },
});

export { expect };
