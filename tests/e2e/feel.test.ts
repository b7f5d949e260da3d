import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { expect, type Studio, test } from "./app";
import { ask, newestRun } from "./ask";
import { longRuns, rested, run, sample } from "./studio";

const views = ["Studio", "Compare", "Library", "Branches", "Memory", "Skills", "Settings"];

const inTrash = async (page: Page) => (await ask(page, "library:trashed", undefined)).runs.length;

test("Ctrl+Z reaches what was done before its notice left, in any view, and Ctrl+Shift+Z does it again", async ({
  studio: { page },
}) => {
  await run(page, "a red car");
  await rested(page);
  await page.getByRole("main").focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("delete the run");
  await page.getByRole("option", { name: "Delete the run" }).click();
  await expect.poll(() => inTrash(page)).toBe(1);
  await page
    .getByRole("region", { name: "Notifications" })
    .getByRole("button", { name: "Dismiss" })
    .first()
    .click();
  await page.keyboard.press("Alt+7");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option", { name: /^Undo: .*red car.*/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("main").focus();
  await page.keyboard.press("Control+z");
  await expect.poll(() => inTrash(page)).toBe(0);
  await expect(page.getByText(/^Undone: /)).toBeVisible();
  await page.keyboard.press("Control+Shift+Z");
  await expect.poll(() => inTrash(page)).toBe(1);
  await page.keyboard.press("Control+z");
  await expect.poll(() => inTrash(page)).toBe(0);
});

test("undo belongs to the text field while one is written in, also from the menu", async ({
  studio: { page, app },
}) => {
  await page.keyboard.press("Alt+7");
  await page.getByRole("switch", { name: "Notifications" }).focus();
  const prompt = page.getByRole("textbox", { name: "Prompt", exact: true });
  await prompt.click();
  await page.keyboard.type("a red car");
  await page.keyboard.press("Control+z");
  await expect(prompt).not.toHaveValue("a red car");
  await page.keyboard.press("Control+Shift+Z");
  await expect(prompt).toHaveValue("a red car");
  await app.evaluate(({ Menu }) => {
    const edit = Menu.getApplicationMenu()?.items.find((item) => item.label === "&Edit");
    edit?.submenu?.items.find((item) => item.label === "Undo")?.click();
  });
  await expect(prompt).not.toHaveValue("a red car");
});

interface Told {
  readonly notices: readonly { readonly title: string; readonly body: string }[];
  readonly bars: readonly { readonly value: number; readonly mode: string }[];
}

/** Puts ears in the place of the system's notifications and taskbar, and takes the focus off the window. */
async function listenIn(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow, Notification }) => {
    const told = { notices: [] as unknown[], bars: [] as unknown[] };
    Reflect.set(globalThis, "told", told);
    const clicks: (() => void)[] = [];
    Reflect.set(globalThis, "clickNotice", () => clicks.at(-1)?.());
    Object.defineProperty(Notification, "isSupported", { value: () => true });
    Notification.prototype.show = function show(this: Electron.Notification) {
      told.notices.push({ title: this.title, body: this.body });
      clicks.push(() => this.emit("click"));
    };
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return;
    window.isFocused = () => false;
    window.setProgressBar = (value: number, options?: { mode?: string }) => {
      told.bars.push({ value, mode: options?.mode ?? "normal" });
    };
  });
}

const told = (app: ElectronApplication) =>
  app.evaluate(() => Reflect.get(globalThis, "told") as unknown) as Promise<Told>;

test("a run that ends unseen is told by the system, with progress in the taskbar; a click shows it", async ({
  studio: { page, app },
}) => {
  await listenIn(app);
  await run(page, "a red car");
  await rested(page);
  await expect.poll(async () => (await told(app)).notices.length).toBe(1);
  const state = await newestRun(page);
  const { notices, bars } = await told(app);
  expect(notices[0]?.title).toBe(`Finished: ${state.header?.title}`);
  expect(notices[0]?.body).toMatch(/^\d+ of \d+ passed after (one image|\d+ images)$/);
  expect(bars.length).toBeGreaterThan(2);
  expect(bars.slice(0, -1).every((bar) => bar.value > 0 && bar.value <= 1)).toBe(true);
  expect(bars.at(-1)).toEqual({ value: -1, mode: "normal" });

  await page.keyboard.press("Control+n");
  await page.keyboard.press("Alt+7");
  await app.evaluate(() => (Reflect.get(globalThis, "clickNotice") as () => void)());
  await expect(page.getByRole("button", { name: "Studio", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await expect(page.getByRole("banner")).toContainText(state.header?.title ?? "");
});

test("a run that waits for its designer's word says so, and stays in the taskbar until then", async ({
  studio: { page, app },
}) => {
  await listenIn(app);
  await ask(page, "settings:set", { pace: "step", keepGoing: true, rounds: 3 });
  await run(page, "a red car");
  await expect.poll(async () => (await told(app)).notices.length, { timeout: 60_000 }).toBe(1);
  const state = await newestRun(page);
  expect((await told(app)).notices[0]).toEqual({
    title: `Waiting for you: ${state.header?.title}`,
    body: `The prompt for image ${state.pausedBefore} is ready to be read.`,
  });
  expect((await told(app)).bars.at(-1)).toEqual({ value: 1, mode: "paused" });
  await expect(page.getByRole("banner").getByText("Waiting for you")).toBeVisible();
});

test("a failure stays in the taskbar until it is seen, and silence is kept where it is asked for", async ({
  studio: { page, app },
}) => {
  await listenIn(app);
  await ask(page, "settings:set", {
    notifications: false,
    roles: { kind: "chat", baseUrl: "http://127.0.0.1:9/v1", model: "none" },
  });
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("a red car");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  await expect.poll(async () => (await told(app)).bars.at(-1)).toEqual({ value: 1, mode: "error" });
  expect((await told(app)).notices).toEqual([]);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.emit("focus"));
  await expect.poll(async () => (await told(app)).bars.at(-1)?.value).toBe(-1);
});

test("nothing moves where motion is not wanted", async ({ studio: { page } }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await longRuns(page, 3);
  await run(page, sample);
  for (const index of views.keys()) {
    await page.keyboard.press(`Alt+${index + 1}`);
    await page.getByRole("main").hover();
    const moving = await page.evaluate(() =>
      document.getAnimations().map((one) => {
        const target = (one.effect as KeyframeEffect | null)?.target;
        return `${target?.tagName} ${target?.className}`;
      }),
    );
    expect(moving, views[index]).toEqual([]);
  }
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+1");
  await rested(page);
});

test("what is chosen can be seen where the system gives all colours", async ({ studio: { page } }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await page.keyboard.press("Alt+7");
  const outline = (name: string) =>
    page
      .getByRole("button", { name, exact: true })
      .evaluate((button) => Number.parseFloat(getComputedStyle(button).outlineWidth));
  expect(await outline("Settings")).toBeGreaterThan(0);
  const toggle = page.getByRole("switch", { name: "Notifications" });
  const colours = await toggle.evaluate((one) => [
    getComputedStyle(one).backgroundColor,
    getComputedStyle(one.firstElementChild ?? one).backgroundColor,
  ]);
  expect(colours[0]).not.toBe(colours[1]);
});

/** Controls that lie outside the window or have no room for their words, and whether the page scrolls. */
async function misplaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    const faults: string[] = [];
    if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth - clientWidth} px too wide`);
    if (scrollHeight > clientHeight) faults.push(`the page is ${scrollHeight - clientHeight} px too high`);
    const nameOf = (control: HTMLElement) => control.getAttribute("aria-label") ?? control.textContent;
    for (const control of document.querySelectorAll<HTMLElement>("button, textarea, [role=tab]")) {
      const box = control.getBoundingClientRect();
      if (box.width === 0 || box.height === 0 || !control.checkVisibility()) continue;
      // Words that are cut on purpose end in an ellipsis; others must have room.
      const cut = getComputedStyle(control).textOverflow === "ellipsis";
      if (!cut && control.scrollWidth > control.clientWidth + 1) faults.push(`no room in ${nameOf(control)}`);
      // What lies in a part that scrolls can be scrolled to.
      let parent = control.parentElement;
      while (parent !== null && !/(auto|scroll)/.test(getComputedStyle(parent).overflow))
        parent = parent.parentElement;
      if (parent !== null || control.matches(":focus-visible")) continue;
      const skip = control.matches("#root > div > button");
      if (skip) continue;
      if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
        faults.push(`outside: ${nameOf(control)}`);
    }
    return faults;
  });
}

async function everyViewFits(page: Page, what: string): Promise<void> {
  for (const [index, view] of views.entries()) {
    await page.keyboard.press(`Alt+${index + 1}`);
    await expect(page.locator("nav").first().locator("[aria-current=page]")).toHaveCount(1);
    expect.soft(await misplaced(page), `${view} ${what}`).toEqual([]);
  }
}

test("every view fits the smallest window, in the longest language, with a run on", async ({ studio }) => {
  const { page } = studio;
  await run(page, sample);
  await rested(page);
  for (const language of ["de", "es"] as const) {
    await ask(page, "settings:set", { language });
    await expect(page.locator(`html[lang=${language}]`)).toBeAttached();
    for (const [width, height] of [
      [960, 600],
      [1280, 800],
    ] as const) {
      await studio.resize(width, height);
      await everyViewFits(page, `at ${width}x${height} in ${language}`);
    }
  }
});

/** As `resize`, but where a CSS pixel is no whole number of the screen's, the last one may differ. */
async function resizeNearly({ app, page }: Studio, width: number, height: number): Promise<void> {
  const window = await app.browserWindow(page);
  await window.evaluate((target, [wide, high]) => target.setContentSize(wide, high), [
    width,
    height,
  ] as const);
  await page.waitForFunction(
    ([wide, high]) => Math.abs(innerWidth - wide) <= 2 && Math.abs(innerHeight - high) <= 2,
    [width, height] as const,
  );
}

for (const factor of [1.25, 2]) {
  test(`every view fits at ${factor * 100} %`, async ({ launch }) => {
    const studio = await launch({ args: [`--force-device-scale-factor=${factor}`] });
    await resizeNearly(studio, 1280, 800);
    expect(await studio.page.evaluate(() => devicePixelRatio)).toBe(factor);
    await run(studio.page, "a red car");
    await rested(studio.page);
    await everyViewFits(studio.page, `at ${factor * 100} %`);
    await resizeNearly(studio, 960, 600);
    await everyViewFits(studio.page, `at ${factor * 100} % in the smallest window`);
  });
}

test("the whole studio is made larger and smaller from the menu, and the picture's own keys stay", async ({
  studio: { page, app },
}) => {
  const factor = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor() ?? 0);
  const choose = (label: string) =>
    app.evaluate(({ Menu, BrowserWindow }, wanted) => {
      const view = Menu.getApplicationMenu()?.items.find((item) => item.label === "&View");
      const item = view?.submenu?.items.find((one) => one.label === wanted);
      const [window] = BrowserWindow.getAllWindows();
      item?.click(undefined, window, window?.webContents);
    }, label);
  expect(await factor()).toBe(1);
  await choose("Larger");
  await expect.poll(factor).toBeGreaterThan(1);
  await choose("Actual size");
  await expect.poll(factor).toBe(1);
  await choose("Smaller");
  await expect.poll(factor).toBeLessThan(1);
  await choose("Actual size");
  // Without Ctrl, plus and minus are the picture's.
  await page.getByRole("main").focus();
  await page.keyboard.press("+");
  expect(await factor()).toBe(1);
});

test("a maximised window is maximised again", async ({ launch, userData }) => {
  /** How the window is, as the system says: a bare display without a window manager may refuse to maximise. */
  const stateOf = ({ app }: Studio) =>
    app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return {
        maximized: window?.isMaximized() ?? false,
        fullScreen: window?.isFullScreen() ?? false,
        bounds: window?.getNormalBounds(),
      };
    });
  const first = await launch();
  await first.resize(1100, 700);
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.maximize());
  const before = await stateOf(first);
  await first.quit();
  expect(JSON.parse(await readFile(path.join(userData, "window.json"), "utf8"))).toEqual(before);
  const again = await launch();
  await expect.poll(() => stateOf(again)).toEqual(before);
  await again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setFullScreen(true));
  const { fullScreen } = await stateOf(again);
  await again.quit();
  const last = await launch();
  await expect.poll(async () => (await stateOf(last)).fullScreen).toBe(fullScreen);
});
