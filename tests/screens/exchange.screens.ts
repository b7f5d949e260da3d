/** What goes out and comes in: the dialogs and the drop target. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { makeChunk, readPng, writePng } from "../../electron/png/chunks";
import { textChunk } from "../../electron/png/text";
import { expect, test } from "../e2e/app";
import { allRuns, ask } from "../e2e/ask";
import { answerSave, drop, hover } from "../e2e/exchange-tools";
import { rested, run } from "../e2e/studio";
import { take } from "./take";

const showpiece = "seven blue birds above four checkered turtles and three plastic guitars";

test("exporting, dropping, bringing in", async ({ studio, userData }) => {
  const { page, app } = studio;
  await run(page, showpiece);
  await rested(page);
  await page.keyboard.press("Home");
  await page.keyboard.press("Control+e");
  await expect(page.getByRole("dialog", { name: /Export/ })).toBeVisible();
  await expect(page.getByText(/about/).first()).toBeVisible();
  await take(studio, "export");
  await page.keyboard.press("Escape");

  const [own] = await allRuns(page);
  if (own === undefined) throw new Error("There is no run.");
  const carrying = path.join(userData, "birds.png");
  await answerSave(app, carrying);
  await ask(page, "exchange:exportImages", {
    items: [{ runId: own.id, iteration: 1 }],
    format: { kind: "png", carry: "journal" },
  });

  await hover(page, carrying);
  await expect(page.getByTestId("drop-target")).toBeVisible();
  await take(studio, "drop");

  await drop(page, carrying);
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await take(studio, "import-run");
  await dialog.getByRole("radio", { name: "Chosen ones" }).click();
  await take(studio, "import-chosen");
  await page.keyboard.press("Escape");

  const plain = await sharp({ create: { width: 512, height: 320, channels: 3, background: "#3b6ea5" } })
    .png()
    .toBuffer();
  const { chunks, trailing } = readPng(new Uint8Array(plain));
  const [header, ...rest] = chunks;
  const words =
    "a lighthouse at dusk, long exposure\nNegative prompt: fog, people\nSteps: 28, Sampler: DPM++ 2M, CFG scale: 6, Seed: 991, Size: 512x320, Model: sea";
  const foreign = path.join(userData, "lighthouse.png");
  await writeFile(
    foreign,
    writePng({
      chunks: [header ?? makeChunk("IHDR", new Uint8Array()), textChunk("parameters", words), ...rest],
      trailing,
    }),
  );
  const broken = path.join(userData, "broken.png");
  await writeFile(broken, plain.subarray(0, 200));
  await drop(page, foreign, carrying, broken);
  await expect(dialog).toBeVisible();
  await take(studio, "import-several");
  await dialog.getByRole("button", { name: /broken\.png/ }).click();
  await take(studio, "import-unreadable");
});
