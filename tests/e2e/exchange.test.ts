/** What goes out of the studio comes back as it was; what would do harm stays outside. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { readPng } from "../../electron/png/chunks";
import { textsOf } from "../../electron/png/text";
import { pdfText } from "../unit/electron/exchange/pdf-text";
import { handZip } from "../unit/electron/exchange/zips";
import { expect, type Studio, test } from "./app";
import { allRuns, ask } from "./ask";
import { answerOpen, answerSave, drop, hover, paste } from "./exchange-tools";
import { rested, run, sample } from "./studio";

const quick = "a green turtle";

/** A finished run, and where files may be written. */
async function finished({ page }: Studio, prompt = quick): Promise<string> {
  await run(page, prompt);
  await expect
    .poll(async () => (await allRuns(page)).find((one) => one.prompt === prompt)?.status, { timeout: 90_000 })
    .toBe("finished");
  await rested(page);
  const made = (await allRuns(page)).find((one) => one.prompt === prompt);
  if (made === undefined) throw new Error("There is no run.");
  return made.id;
}

const eventsOf = async (page: Page, runId: string) => (await ask(page, "runs:get", { runId })).events;
const dialogOf = (page: Page) => page.getByRole("dialog");
const submit = (page: Page) => dialogOf(page).getByRole("button", { name: /^Bring in/ });

test("a PNG carries its run: exported by keyboard, dropped into another studio, it is the same run", async ({
  studio,
  userData,
}) => {
  const { page, app } = studio;
  const id = await finished(studio, sample);
  const events = await eventsOf(page, id);
  await answerOpen(app, [userData]);
  await page.keyboard.press("Control+e");
  const dialog = dialogOf(page);
  await dialog.getByRole("radio", { name: "The whole run" }).click();
  await dialog.getByRole("textbox", { name: "File name template" }).fill("{prompt:10} {iteration}");
  await dialog.getByRole("button", { name: "Change…" }).click();
  await expect(dialog.getByText(userData)).toBeVisible();
  await expect(dialog.getByText(/^four white \d\.png$/)).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/^Saved four white \d\.png$/)).toBeVisible();
  const [name = ""] = (await readdir(userData)).filter((one) => one.endsWith(".png"));
  const file = path.join(userData, name);
  expect(textsOf(readPng(new Uint8Array(await readFile(file))))[0]?.text).toMatch(
    /\nSeed: \d+, Size: 1024x1024, Model: /,
  );
  expect((await ask(page, "settings:get", undefined)).filenameTemplate).toBe("{prompt:10} {iteration}");

  await ask(page, "library:trash", { runIds: [id] });
  await page.keyboard.press("Control+n");
  await drop(page, file);
  await expect(dialogOf(page).getByText("In the library already")).toHaveCount(0);
  await expect(dialogOf(page).getByText("Picture not carried")).toHaveCount(0);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/was brought in\./)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Iteration 1,/ })).toBeVisible();
  expect(await eventsOf(page, id)).toEqual(events);
});

test("dropped with its words alone, a run shows which pictures did not come along", async ({
  launch,
  userData,
}) => {
  const first = await launch();
  await ask(first.page, "settings:set", { rounds: 2, keepGoing: true });
  const id = await finished(first, sample);
  const file = path.join(userData, "words.png");
  await answerSave(first.app, file);
  const items = [{ runId: id, iteration: 2 }];
  await ask(first.page, "exchange:exportImages", { items, format: { kind: "png", carry: "journal" } });
  await ask(first.page, "library:trash", { runIds: [id] });
  await ask(first.page, "library:purge", { runIds: null });
  await first.quit();

  // Another start: the first one's page still has the pictures in its memory.
  const { page } = await launch();
  await drop(page, file);
  await expect(dialogOf(page).getByText("Picture not carried")).toHaveCount(1);
  await submit(page).click();
  await expect(dialogOf(page)).toHaveCount(0);
  await page.getByRole("button", { name: /^Iteration 1,/ }).click();
  await expect(page.getByRole("img", { name: /file missing/ }).first()).toBeVisible();
  await page.getByRole("button", { name: /^Iteration 2,/ }).click();
  await expect(page.getByRole("main").locator("img").first()).toBeVisible();
  await page.screenshot({ path: test.info().outputPath("carried.png") });
  await page.getByRole("button", { name: /^Iteration 1,/ }).click();
  await page.screenshot({ path: test.info().outputPath("not-carried.png") });
});

test("metadata-free means what it says, and the pixels are the same", async ({ studio, userData }) => {
  const { page, app } = studio;
  const id = await finished(studio);
  const items = [{ runId: id, iteration: 1 }];
  const write = async (name: string, carry: "nothing" | "images") => {
    const file = path.join(userData, name);
    await answerSave(app, file);
    expect(await ask(page, "exchange:exportImages", { items, format: { kind: "png", carry } })).toEqual({
      paths: [file],
      failed: [],
    });
    return new Uint8Array(await readFile(file));
  };
  const [clean, whole] = [await write("clean.png", "nothing"), await write("whole.png", "images")];
  expect(new Set(readPng(clean).chunks.map(({ type }) => type))).toEqual(new Set(["IHDR", "IDAT", "IEND"]));
  expect(readPng(whole).chunks.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["tEXt", "iTXt", "gmIm"]),
  );
  const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();
  expect(await pixels(clean)).toEqual(await pixels(whole));

  const svg = path.join(userData, "clean.svg");
  await answerSave(app, svg);
  await ask(page, "exchange:exportImages", { items, format: { kind: "svg" } });
  expect(await readFile(svg, "utf8")).not.toMatch(/<!--|<\?|<metadata|<title|<desc/i);
});

test("runs go out as a zip and come back; present ones are kept beside or replaced, and undo brings them back", async ({
  studio,
  userData,
}) => {
  const { page, app } = studio;
  const id = await finished(studio);
  const events = await eventsOf(page, id);
  const zip = path.join(userData, "runs.zip");
  await answerSave(app, zip);
  await ask(page, "exchange:exportRuns", { runIds: [id] });

  await answerOpen(app, [zip]);
  await page.keyboard.press("Control+o");
  await expect(dialogOf(page).getByText("In the library already").first()).toBeVisible();
  await submit(page).click();
  await expect.poll(async () => (await allRuns(page)).length).toBe(2);
  const copy = (await allRuns(page)).find((one) => one.id !== id);
  expect((await eventsOf(page, copy?.id ?? "")).slice(1)).toEqual(events.slice(1));
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await allRuns(page)).map((one) => one.id)).toEqual([id]);

  await ask(page, "runs:rename", { runId: id, title: "Mine since then" });
  await drop(page, zip);
  await dialogOf(page).getByRole("radio", { name: "Replace" }).click();
  await submit(page).click();
  await expect(page.getByText(/was replaced\./)).toBeVisible();
  expect(await eventsOf(page, id)).toEqual(events);
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await allRuns(page)).map((one) => one.title)).toEqual(["Mine since then"]);
  expect(await eventsOf(page, id)).toHaveLength(events.length + 1);
});

test("a contact sheet as PDF has every image on its pages and its text as text", async ({
  studio,
  userData,
}) => {
  const { page, app } = studio;
  await ask(page, "settings:set", { rounds: 2, keepGoing: true });
  const first = await finished(studio, sample);
  const second = await finished(studio);
  const items = [
    { runId: first, iteration: 1 },
    { runId: first, iteration: 2 },
    { runId: second, iteration: 1 },
  ];
  const pdf = path.join(userData, "sheet.pdf");
  await answerSave(app, pdf);
  await ask(page, "exchange:contactSheet", { items, format: "pdf" });
  const pages = await pdfText(new Uint8Array(await readFile(pdf)));
  expect(pages.length).toBeGreaterThanOrEqual(1);
  const text = pages.flat().join(" ");
  expect(text).toContain("3 images of 2 runs");
  const criteria = (await eventsOf(page, first)).flatMap((event) =>
    event.type === "criteria-proposed" ? event.criteria : [],
  );
  expect(criteria.length).toBeGreaterThan(0);
  for (const { question } of criteria) expect(text).toContain(question.slice(0, 24));
  expect((await readFile(pdf)).toString("latin1").match(/\/Subtype \/Image/g)).toHaveLength(3);

  const png = path.join(userData, "sheet.png");
  await answerSave(app, png);
  await ask(page, "exchange:contactSheet", { items, format: "png" });
  expect((await sharp(await readFile(png)).metadata()).width).toBeGreaterThan(1000);
});

test("any picture can be pasted and compared with; another tool's prompt can be used", async ({
  studio,
  userData,
}) => {
  const { page } = studio;
  const id = await finished(studio);
  const jpeg = path.join(userData, "sea.jpg");
  await writeFile(
    jpeg,
    await sharp({ create: { width: 320, height: 200, channels: 3, background: "#3b6ea5" } })
      .jpeg()
      .toBuffer(),
  );
  await paste(page, jpeg);
  await expect(dialogOf(page).getByText("This picture carries no run of the studio.")).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect.poll(async () => (await allRuns(page)).length).toBe(2);
  const reference = (await allRuns(page)).find((one) => one.reference);
  expect(reference).toMatchObject({ title: "Sea", images: 1 });
  const tray = await page.evaluate(() => localStorage.getItem("gems.compare-tray"));
  expect(JSON.parse(tray ?? "{}").state.places.map((place: { runId: string }) => place.runId)).toEqual([
    id,
    reference?.id,
  ]);
});

test("what is hovered over the window is promised, what cannot be read is refused, and nothing is written", async ({
  studio,
  userData,
}) => {
  const { page } = studio;
  const id = await finished(studio);
  const evil = path.join(userData, "evil.zip");
  await writeFile(
    evil,
    handZip([
      { name: "run/journal.jsonl", data: "{}\n" },
      { name: "../../../evil.txt", data: "x" },
    ]),
  );
  const cut = path.join(userData, "cut.png");
  await writeFile(
    cut,
    (
      await sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
        .png()
        .toBuffer()
    ).subarray(0, 50),
  );
  const before = (await readdir(path.join(userData, "runs"))).sort();

  await hover(page, evil);
  await expect(page.getByRole("heading", { name: "Drop it to look inside" })).toBeVisible();
  await drop(page, evil, cut);
  const dialog = dialogOf(page);
  await expect(page.getByRole("heading", { name: "Drop it to look inside" })).toHaveCount(0);
  await expect(dialog.getByText(/leads out of its folder/)).toBeVisible();
  await dialog.getByRole("button", { name: /cut\.png/ }).click();
  await expect(dialog.getByText(/it ends in the middle/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: /^Bring in/ })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  expect((await readdir(path.join(userData, "runs"))).sort()).toEqual(before);
  expect((await allRuns(page)).map((one) => one.id)).toEqual([id]);
  await expect(readFile(path.join(userData, "..", "evil.txt"))).rejects.toThrow();
});

test("an image is copied, and dragged out as a file named by the template", async ({ studio }) => {
  const { page, app } = studio;
  const id = await finished(studio);
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error("no window");
    window.webContents.startDrag = (item) => {
      Reflect.set(globalThis, "dragged", {
        file: item.file,
        empty: typeof item.icon === "string" || item.icon.isEmpty(),
      });
    };
  });
  await ask(page, "settings:set", { filenameTemplate: "{seed} {title}" });
  await ask(page, "exchange:dragOut", { runId: id, iteration: 1 });
  const dragged = (await app.evaluate(() => Reflect.get(globalThis, "dragged"))) as {
    file: string;
    empty: boolean;
  };
  expect(path.basename(dragged.file)).toBe("7 A green turtle.png");
  expect(dragged.empty).toBe(false);
  expect(readPng(new Uint8Array(await readFile(dragged.file))).chunks.map(({ type }) => type)).not.toContain(
    "iTXt",
  );

  await page.getByRole("main").first().press("Control+Shift+c");
  await expect(page.getByText("The image is on the clipboard.").last()).toBeVisible();
  const size = await app.evaluate(({ clipboard }) => {
    const board: { readImage?: () => { getSize(): { width: number } } } = clipboard as never;
    return board.readImage?.().getSize().width ?? null;
  });
  if (size !== null) expect(size).toBe(1024);
});
