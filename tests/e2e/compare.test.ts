/** Two to nine images under one look: panes, modes, sizes, zoom, and what is remembered of them. */
import { expect, test } from "./app";
import {
  COWS,
  furthestApart,
  loaded,
  makeCows,
  makePictures,
  mapped,
  measure,
  mode,
  OTHER,
  of,
  openCompare,
  pixelsOf,
  readMap,
  settled,
} from "./compare-helpers";

const square = async (side: number) => ({ png: await mapped(side), width: side, height: side });

test("the same place of the picture lies within a pixel in all of nine panes, however one zooms and pans", async ({
  launch,
  userData,
}) => {
  const { png, width, height } = await square(512);
  const smaller = await square(256);
  // Nine iterations, of two sizes: places are fractions of the picture.
  await makePictures(
    userData,
    Array.from({ length: 9 }, (_, index) => (index % 3 === 1 ? smaller : { png, width, height })),
  );
  const { page, resize } = await launch();
  await resize(1400, 900);
  await openCompare(page, of(OTHER, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  await mode(page, "g", "grid");
  await loaded(page);
  const before = await measure(page);
  expect(before).toHaveLength(9);
  expect(furthestApart(before)).toBeLessThan(1);

  const pane = before[4]?.pane ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(pane.x + pane.width * 0.3, pane.y + pane.height * 0.62);
  for (let turn = 0; turn < 6; turn++) {
    await page.mouse.wheel(0, -120);
    await settled(page);
    expect(furthestApart(await measure(page))).toBeLessThan(1);
  }
  const zoomed = await measure(page);
  expect(zoomed[0]?.scale ?? 0).toBeGreaterThan((before[0]?.scale ?? 0) * 2);
  await page.mouse.down();
  for (const step of [7, 31, 53]) {
    await page.mouse.move(pane.x + pane.width * 0.3 + step, pane.y + pane.height * 0.62 - step / 3);
    await settled(page);
    expect(furthestApart(await measure(page))).toBeLessThan(1);
  }
  await page.mouse.up();
  await page.keyboard.press("Shift+ArrowRight");
  await settled(page);
  const panned = await measure(page);
  expect(furthestApart(panned)).toBeLessThan(1);
  expect(panned[0]?.x).not.toBeCloseTo(zoomed[0]?.x ?? 0, 0);
});

test("the place under the pointer stays where it is while zooming", async ({ launch, userData }) => {
  await makePictures(userData, [await square(512), await square(512)]);
  const { page } = await launch();
  await openCompare(page, of(OTHER, 1, 2));
  await mode(page, "t", "side");
  const [one] = await measure(page);
  if (one === undefined) throw new Error("no pane");
  // Pointers stand on whole pixels.
  const pointer = {
    x: Math.round(one.pane.x + one.x + one.width * 0.7),
    y: Math.round(one.pane.y + one.y + one.height * 0.4),
  };
  const at = { x: pointer.x - one.pane.x, y: pointer.y - one.pane.y };
  const place = { u: (at.x - one.x) / one.width, v: (at.y - one.y) / one.height };
  await page.mouse.move(pointer.x, pointer.y);
  for (let turn = 0; turn < 5; turn++) await page.mouse.wheel(0, -120);
  await settled(page);
  for (const shown of await measure(page)) {
    expect(shown.scale).toBeGreaterThan(one.scale * 1.5);
    expect(Math.abs(shown.x + place.u * shown.width - at.x)).toBeLessThan(1);
    expect(Math.abs(shown.y + place.v * shown.height - at.y)).toBeLessThan(1);
  }
});

test("unlinked panes move alone, and find together again", async ({ launch, userData }) => {
  await makePictures(userData, [await square(512), await square(512)]);
  const { page } = await launch();
  await openCompare(page, of(OTHER, 1, 2));
  await mode(page, "t", "side");
  await page.keyboard.press("l");
  await expect(page.getByRole("button", { name: "Linked: all panes show the same part" })).toHaveAttribute(
    "aria-pressed",
    "false",
  );
  const [first, second] = await measure(page);
  if (first === undefined || second === undefined) throw new Error("no panes");
  await page.mouse.move(first.pane.x + first.pane.width / 2, first.pane.y + first.pane.height / 2);
  await page.mouse.wheel(0, -120);
  await settled(page);
  const [moved, still] = await measure(page);
  expect(moved?.scale).toBeGreaterThan(first.scale);
  expect(still?.scale).toBe(second.scale);
  await page.keyboard.press("l");
  await settled(page);
  expect(furthestApart(await measure(page))).toBeLessThan(1);
});

for (const factor of [1, 1.5]) {
  test(`100 % is one image pixel a device pixel, on a screen of ${factor * 100} %`, async ({
    launch,
    userData,
  }) => {
    await makePictures(userData, [await square(700), await square(700)]);
    const { page } = await launch({ args: [`--force-device-scale-factor=${factor}`] });
    await openCompare(page, of(OTHER, 1, 2));
    expect(await page.evaluate(() => devicePixelRatio)).toBe(factor);
    await mode(page, "d", "slider");
    await page.keyboard.press("z");
    await settled(page);
    await expect(page.getByTestId("compare-zoom")).toContainText("100 %");
    const [shown] = await measure(page);
    if (shown === undefined) throw new Error("no pane");
    expect(shown.scale * factor).toBeCloseTo(1, 6);
    await page.mouse.move(2, 2);
    const pixels = await pixelsOf(page);
    const left = Math.round((shown.pane.x + Math.max(0, shown.x)) * factor);
    const top = Math.round((shown.pane.y + Math.max(0, shown.y)) * factor);
    const from = { x: left + 60, y: top + 90 };
    const origin = readMap(pixels.at(from.x, from.y));
    for (let dy = 0; dy < 24; dy++) {
      for (let dx = 0; dx < 24; dx++) {
        const seen = readMap(pixels.at(from.x + dx, from.y + dy));
        expect(seen).toEqual({ x: origin.x + dx, y: origin.y + dy });
      }
    }
    // Beyond 300 % pixels are squares: every one of eight by eight the same.
    for (let step = 0; step < 10; step++) await page.keyboard.press("+");
    await settled(page);
    const [large] = await measure(page);
    const scale = (large?.scale ?? 0) * factor;
    expect(scale).toBeGreaterThan(3);
    const big = await pixelsOf(page);
    const row = Array.from({ length: 120 }, (_, dx) => readMap(big.at(from.x + dx, from.y + 20)).x);
    const widths = row.reduce<number[]>((runs, x, index) => {
      if (index > 0 && row[index - 1] === x) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
      else runs.push(1);
      return runs;
    }, []);
    for (const wide of widths.slice(1, -1)) expect(Math.abs(wide - scale)).toBeLessThanOrEqual(1);
    expect(new Set(row).size).toBe(widths.length);
  });
}

test("identical images are all black in difference, whatever the gain; others are not", async ({
  launch,
  userData,
}) => {
  const one = await square(600);
  const other = await mapped(600).then(async (png) => {
    const { default: sharp } = await import("sharp");
    const raw = await sharp(png).raw().toBuffer();
    // One level brighter in one square: hardly seen at 1x, plain at 32x.
    for (let y = 200; y < 300; y++)
      for (let x = 200; x < 300; x++)
        raw[(y * 600 + x) * 3] = Math.min(255, (raw[(y * 600 + x) * 3] ?? 0) + 4);
    return sharp(raw, { raw: { width: 600, height: 600, channels: 3 } })
      .png()
      .toBuffer();
  });
  await makePictures(userData, [one, one, { png: other, width: 600, height: 600 }]);
  const { page } = await launch();
  await openCompare(page, of(OTHER, 1, 2, 3));
  await page.keyboard.press("1");
  await page.keyboard.press("Shift+2");
  await mode(page, "f", "difference");
  await expect(page.getByText("The two image files are identical.")).toBeVisible();
  const brightest = async () => {
    const [shown] = await measure(page);
    if (shown === undefined) throw new Error("no pane");
    const pixels = await pixelsOf(page);
    let most = 0;
    const { pane } = shown;
    const top = Math.ceil(pane.y + Math.max(0, shown.y)) + 50;
    const bottom = pane.y + Math.min(pane.height, shown.y + shown.height) - 60;
    const right = pane.x + Math.min(pane.width, shown.x + shown.width) - 1;
    // Beneath the labels and above the controls.
    for (let y = top; y < bottom; y++) {
      for (let x = Math.ceil(pane.x + Math.max(0, shown.x)); x < right; x++) {
        most = Math.max(most, ...pixels.at(x, y));
      }
    }
    return most;
  };
  expect(await brightest()).toBe(0);
  const gain = page.getByRole("slider", { name: "Gain" });
  await gain.press("End");
  await expect(gain).toHaveAttribute("aria-valuetext", "32×");
  await settled(page);
  expect(await brightest()).toBe(0);
  await page.keyboard.press("+");
  await page.keyboard.press("Shift+ArrowDown");
  await settled(page);
  expect(await brightest()).toBe(0);

  await page.keyboard.press("0");
  await page.keyboard.press("Shift+3");
  await loaded(page);
  await expect(page.getByText("The two image files are identical.")).toBeHidden();
  await gain.press("Home");
  await settled(page);
  const faint = await brightest();
  expect(faint).toBeGreaterThan(0);
  expect(faint).toBeLessThanOrEqual(5);
  await gain.press("End");
  await settled(page);
  expect(await brightest()).toBeGreaterThan(100);
});

test("the divider is a slider for the keyboard and for the pointer, sideways and up", async ({
  launch,
  userData,
}) => {
  await makeCows(userData);
  const { page } = await launch();
  await openCompare(page, of(COWS, 1, 3));
  await mode(page, "d", "slider");
  const divider = page.getByRole("slider", { name: "Divider between A and B" });
  await expect(divider).toHaveAttribute("aria-valuenow", "50");
  await divider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(divider).toHaveAttribute("aria-valuenow", "51");
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(divider).toHaveAttribute("aria-valuenow", "41");
  const colours = async () => {
    const [shown] = await measure(page);
    if (shown === undefined) throw new Error("no pane");
    await settled(page);
    const pixels = await pixelsOf(page);
    const y = Math.round(shown.pane.y + shown.y + shown.height * 0.94);
    const at = (share: number) =>
      pixels.at(Math.round(shown.pane.x + shown.x + shown.width * share), y).join(",");
    return [at(0.05), at(0.38), at(0.44), at(0.6)];
  };
  const [a, nearA, nearB, b] = await colours();
  expect(a).toBe("138,74,58");
  expect(nearA).toBe(a);
  expect(nearB).toBe("58,138,90");
  expect(b).toBe(nearB);
  await page.keyboard.press("Home");
  await expect(divider).toHaveAttribute("aria-valuenow", "0");
  expect(new Set(await colours())).toEqual(new Set(["58,138,90"]));
  await page.keyboard.press("End");
  await expect(divider).toHaveAttribute("aria-valuenow", "100");
  expect(new Set(await colours())).toEqual(new Set(["138,74,58"]));

  const box = await divider.boundingBox();
  if (box === null) throw new Error("no divider");
  const [shown] = await measure(page);
  if (shown === undefined) throw new Error("no pane");
  await page.mouse.move(shown.pane.x + shown.x + shown.width, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(shown.pane.x + shown.x + shown.width * 0.25, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(divider).toHaveAttribute("aria-valuenow", /^2[456]$/);

  await page.keyboard.press("v");
  await expect(divider).toHaveAttribute("aria-orientation", "vertical");
  await settled(page);
  const pixels = await pixelsOf(page);
  const x = Math.round(shown.pane.x + shown.x + shown.width * 0.04);
  const at = (share: number) =>
    pixels.at(x, Math.round(shown.pane.y + shown.y + shown.height * share)).join(",");
  expect([at(0.2), at(0.3)]).toEqual(["138,74,58", "58,138,90"]);
});

test("unequal sizes: fit, fill and one to one", async ({ launch, userData }) => {
  await makePictures(userData, [
    { png: await mapped(800, 400), width: 800, height: 400 },
    { png: await mapped(300, 300), width: 300, height: 300 },
  ]);
  const { page } = await launch();
  await openCompare(page, of(OTHER, 1, 2));
  await mode(page, "t", "side");
  for (const shown of await measure(page)) {
    expect(shown.x).toBeGreaterThanOrEqual(0);
    expect(shown.y).toBeGreaterThanOrEqual(0);
    expect(shown.x + shown.width).toBeLessThanOrEqual(shown.pane.width);
    expect(shown.y + shown.height).toBeLessThanOrEqual(shown.pane.height);
  }
  await page.getByRole("radio", { name: "Fill" }).click();
  await settled(page);
  for (const shown of await measure(page)) {
    expect(shown.x).toBeLessThan(1);
    expect(shown.y).toBeLessThan(1);
    expect(shown.x + shown.width).toBeGreaterThan(shown.pane.width - 1);
    expect(shown.y + shown.height).toBeGreaterThan(shown.pane.height - 1);
    // The middle of either picture lies in the middle of its pane.
    expect(Math.abs(shown.x + shown.width / 2 - shown.pane.width / 2)).toBeLessThan(1);
    expect(Math.abs(shown.y + shown.height / 2 - shown.pane.height / 2)).toBeLessThan(1);
  }
  await page.getByRole("radio", { name: "1:1" }).click();
  await settled(page);
  const [wide, small] = await measure(page);
  if (wide === undefined || small === undefined) throw new Error("no panes");
  expect([wide.scale, small.scale]).toEqual([1, 1]);
  // Pixels are counted from the upper left corner in both.
  expect(Math.hypot(wide.x - small.x, wide.y - small.y)).toBeLessThan(1);
  await mode(page, "f", "difference");
  const gone = await measure(page);
  expect(gone.map((one) => one.scale)).toEqual([1, 1]);
  await expect(page.getByTestId("pane-label").first()).toContainText("800 × 400");
});

test("flicker by Space, by holding it, and by itself; not by itself where motion is unwanted", async ({
  launch,
  userData,
}) => {
  await makeCows(userData);
  const { page } = await launch();
  await openCompare(page, of(COWS, 1, 2));
  await page.keyboard.press("Space");
  await expect(page.getByTestId("compare-stage")).toHaveAttribute("data-mode", "flicker");
  const seen = page.locator("[data-pane][data-hidden=false]");
  await expect(seen).toHaveAttribute("data-pane", `${COWS}.1`);
  await page.keyboard.press("Space");
  await expect(seen).toHaveAttribute("data-pane", `${COWS}.2`);
  await page.keyboard.press("Space");
  await expect(seen).toHaveAttribute("data-pane", `${COWS}.1`);
  // Held down it shows the other side until it is let go.
  await page.keyboard.press("Space", { delay: 600 });
  await expect(seen).toHaveAttribute("data-pane", `${COWS}.1`);

  const auto = page.getByTestId("compare-stage").getByRole("button", { name: "By itself" });
  await auto.click();
  await expect(auto).toHaveAttribute("aria-pressed", "true");
  await expect(seen).toHaveAttribute("data-pane", `${COWS}.2`);
  await expect(seen).toHaveAttribute("data-pane", `${COWS}.1`);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect(auto).toBeDisabled();
  await expect(auto).toHaveAttribute("aria-pressed", "false");
});

test("mode, zoom, divider and gain outlast a change of view and a restart", async ({ launch, userData }) => {
  await makeCows(userData);
  const first = await launch();
  const { page } = first;
  await openCompare(page, of(COWS, 1, 2, 3));
  await mode(page, "f", "difference");
  await page.getByRole("slider", { name: "Gain" }).press("ArrowRight");
  await mode(page, "d", "slider");
  const divider = page.getByRole("slider", { name: "Divider between A and B" });
  await divider.press("Shift+ArrowRight");
  await page.getByTestId("compare-stage").focus();
  await page.keyboard.press("1");
  await page.keyboard.press("Shift+2");
  for (let step = 0; step < 4; step++) await page.keyboard.press("+");
  await page.keyboard.press("Shift+ArrowDown");
  await settled(page);
  const before = await measure(page);
  const zoom = await page.getByTestId("compare-zoom").textContent();
  await page.keyboard.press("Alt+3");
  await expect(page.getByTestId("compare-stage")).toBeHidden();
  await page.keyboard.press("Alt+2");
  await loaded(page);
  expect(await measure(page)).toEqual(before);
  await page.waitForFunction(() => {
    const kept: unknown = JSON.parse(localStorage.getItem("gems.comparison") ?? "{}");
    return JSON.stringify(kept).includes('"divider":0.6');
  });
  await first.quit();

  const again = await launch();
  await expect(again.page.getByTestId("compare-stage")).toHaveAttribute("data-mode", "slider");
  await loaded(again.page);
  await expect(again.page.getByTestId("compare-zoom")).toHaveText(zoom ?? "");
  await expect(again.page.getByRole("slider", { name: "Divider between A and B" })).toHaveAttribute(
    "aria-valuenow",
    "60",
  );
  const after = await measure(again.page);
  expect(after.map((one) => one.key)).toEqual(before.map((one) => one.key));
  for (const [index, one] of after.entries()) {
    expect(Math.abs(one.scale - (before[index]?.scale ?? 0))).toBeLessThan(1e-6);
    expect(Math.abs(one.y - (before[index]?.y ?? 0))).toBeLessThan(1);
  }
  await mode(again.page, "f", "difference");
  await expect(again.page.getByRole("slider", { name: "Gain" })).toHaveAttribute("aria-valuetext", "2×");
});
