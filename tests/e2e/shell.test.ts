import { spawn } from "node:child_process";
import path from "node:path";
import { runtimeIn } from "../../scripts/provide-electron.mjs";
import { channels } from "../../shared/ipc/channels";
import { expect, test } from "./app";

const top = path.resolve(import.meta.dirname, "..", "..");

test("opens on its own page, with nothing of Node in it", async ({ studio }) => {
  await expect(studio.page).toHaveTitle("GEMS Studio");
  expect(studio.page.url()).toBe("studio://app/index.html");
  const seen = await studio.page.evaluate(() => ({
    node: [typeof Reflect.get(globalThis, "require"), typeof Reflect.get(globalThis, "process")],
    bridge: Object.keys(Reflect.get(globalThis, "studio") as object).sort(),
  }));
  expect(seen).toEqual({ node: ["undefined", "undefined"], bridge: ["ask", "on", "pathOf"] });
});

test("the main side answers every channel, and takes nonsense on none", async ({ studio }) => {
  const replies = await studio.page.evaluate(async (names) => {
    const { ask } = Reflect.get(globalThis, "studio") as {
      ask: Record<string, (input: unknown) => Promise<{ ok: boolean; error?: { code: string } }>>;
    };
    return Promise.all(names.map(async (name) => [name, (await ask[name]?.(42))?.error?.code] as const));
  }, channels);
  expect(replies).toEqual(channels.map((name) => [name, "bad-input"]));
});

test("says what it is", async ({ studio, userData }) => {
  const reply = await studio.page.evaluate(() => {
    const { ask } = Reflect.get(globalThis, "studio") as {
      ask: Record<string, (input?: unknown) => Promise<unknown>>;
    };
    return ask["app:info"]?.();
  });
  expect(reply).toMatchObject({ ok: true, value: { platform: process.platform, dataFolder: userData } });
});

test("the page can neither leave, nor open windows, nor use the system", async ({ studio }) => {
  const { page, app } = studio;
  const answers = await page.evaluate(async () => {
    // Only what runs before the first wait is exempt from the content policy, for the test driver's sake.
    await new Promise((resolve) => setTimeout(resolve));
    let evaluated = "";
    try {
      evaluated = String(new Function("return 1")());
    } catch (error) {
      evaluated = (error as Error).name;
    }
    return {
      opened: window.open("https://example.org/") === null,
      notifications: await Notification.requestPermission(),
      location: await navigator.permissions.query({ name: "geolocation" }).then((status) => status.state),
      evaluated,
    };
  });
  expect(answers).toEqual({
    opened: true,
    notifications: "denied",
    location: "denied",
    evaluated: "EvalError",
  });
  await page.evaluate(() => {
    location.href = "https://example.org/";
  });
  await page.evaluate(() => {
    location.href = "file:///etc/hostname";
  });
  expect(
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((one) => one.webContents.getURL()),
    ),
  ).toEqual(["studio://app/index.html"]);
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
});

test("the scheme serves the bundle and nothing beside it", async ({ studio }) => {
  const statuses = await studio.page.evaluate(async () => {
    const status = async (address: string, init?: RequestInit) => (await fetch(address, init)).status;
    return {
      page: await status("/index.html"),
      part: await status("/index.html", { headers: { range: "bytes=0-3" } }),
      post: await status("/index.html", { method: "POST" }),
      missing: await status("/gone.js"),
      above: await status("/../../package.json"),
      encoded: await status("/..%2f..%2fpackage.json"),
      backslash: await status("/..%5c..%5cpackage.json"),
      twice: await status("/%252e%252e/package.json"),
    };
  });
  expect(statuses).toEqual({
    page: 200,
    part: 200, // the page gets its one-time style key, so it is always sent whole
    post: 405,
    missing: 404,
    above: 404,
    encoded: 404,
    backslash: 404,
    twice: 404,
  });
});

test("images of unknown runs are not found", async ({ studio }) => {
  const loaded = await studio.page.evaluate(
    (names) =>
      Promise.all(
        names.map(
          (name) =>
            new Promise<boolean>((resolve) => {
              const image = new Image();
              image.onload = () => resolve(true);
              image.onerror = () => resolve(false);
              image.src = `studio://run/${name}`;
            }),
        ),
      ),
    ["zzzzzz/a.png", "zzzzzz/..%2f..%2fconfig.json", "../app/index.html", "zzzzzz"],
  );
  expect(loaded).toEqual([false, false, false, false]);
});

test("remembers the window's size", async ({ launch }) => {
  const first = await launch();
  await first.resize(1111, 777);
  await first.quit();
  const again = await launch();
  expect(await again.page.evaluate(() => [innerWidth, innerHeight])).toEqual([1111, 777]);
});

test("a second studio over the same data gives way to the first", async ({ studio, userData }) => {
  const folder =
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(top, "node_modules", "electron", "dist");
  const runtime = runtimeIn(folder, "given");
  expect(runtime).not.toBeNull();
  const second = spawn(runtime!.executable, ["--no-sandbox", top], {
    env: { ...process.env, GEMS_USER_DATA: userData },
    stdio: "ignore",
  });
  const code = await new Promise((resolve) => second.once("exit", resolve));
  expect(code).toBe(0);
  await expect(studio.page).toHaveTitle("GEMS Studio");
});

test("a dialog opens within the content policy", async ({ studio }) => {
  await studio.page.keyboard.press("Control+k");
  await expect(studio.page.getByRole("dialog")).toBeVisible();
  await studio.page.keyboard.press("Escape");
  await expect(studio.page.getByRole("dialog")).toBeHidden();
});
