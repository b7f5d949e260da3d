/** Images seen while servers draw them: the preview first, then the image, and no complaint from the page. */
import type { Page } from "@playwright/test";
import { exampleWorkflow } from "../../shared/comfyui/example";
import { startAutomatic1111Server } from "../fixtures/servers/automatic1111";
import { startComfyServer } from "../fixtures/servers/comfyui";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { card, colourOf, complaints, gate, pictureOf, pixelsOf, shot } from "./server-tools";
import { rested, run } from "./studio";

const preview = (page: Page) => page.getByRole("img", { name: "The picture as far as it is drawn" });

/** The colour in the middle of what a picture on screen shows. */
async function shownColour(page: Page): Promise<string> {
  return colourOf((await pixelsOf(await preview(page).screenshot())).at(500, 200));
}

async function seen(page: Page): Promise<void> {
  await expect(preview(page)).toBeVisible();
  await expect(preview(page)).toHaveAttribute("src", /^blob:/);
  await expect.poll(() => shownColour(page)).toBe("blue");
  const tile = page.getByRole("region", { name: "Filmstrip" }).locator("[data-iteration='1'] img");
  await expect(tile).toHaveAttribute("src", /^blob:/);
  // Nothing of it is kept: a preview is no image of the run.
  expect((await newestRun(page)).iterations[0]).toMatchObject({ image: null, progress: null });
}

async function drawn(page: Page): Promise<void> {
  await rested(page);
  await expect(preview(page)).toHaveCount(0);
  const tile = page.getByRole("region", { name: "Filmstrip" }).locator("[data-iteration='1'] img");
  await expect(tile).toHaveAttribute("src", /^studio:/);
  const [first] = (await newestRun(page)).iterations;
  if (first?.image == null) throw new Error("nothing was drawn");
  expect(colourOf((await pictureOf(page, first.image.ref)).at(500, 500))).toBe("red");
}

test("AUTOMATIC1111: what it has drawn so far is shown until the image is there", async ({
  studio,
}, testInfo) => {
  const { page } = studio;
  const hold = gate();
  const server = await startAutomatic1111Server({
    image: card("red"),
    preview: card("blue"),
    until: () => hold.opened,
  });
  try {
    const generator = { kind: "automatic1111", baseUrl: server.origin } as const;
    await ask(page, "settings:set", { rounds: 1, generator });
    await run(page, "a red square");
    await seen(page);
    await expect(page.getByText(/^Step \d+ of 20/).first()).toBeVisible();
    await shot(page, testInfo, "automatic1111-drawing");
    hold.open();
    await drawn(page);
    await shot(page, testInfo, "automatic1111-drawn");
    expect(complaints(studio)).toEqual([]);
  } finally {
    hold.open();
    await server.close();
  }
});

for (const kind of [1, 4] as const) {
  test(`ComfyUI: previews by its socket, binary messages of kind ${kind}`, async ({ studio }, testInfo) => {
    const { page } = studio;
    const hold = gate();
    const server = await startComfyServer({
      image: card("red"),
      previews: [{ kind, picture: card("blue") }],
      holdUntil: hold.opened,
    });
    try {
      const generator = { kind: "comfyui", baseUrl: server.origin, workflow: exampleWorkflow } as const;
      await ask(page, "settings:set", { rounds: 1, generator });
      await run(page, "a red square");
      await server.atMiddle;
      await seen(page);
      await shot(page, testInfo, "comfyui-drawing");
      hold.open();
      await drawn(page);
      expect(complaints(studio)).toEqual([]);
    } finally {
      hold.open();
      await server.close();
    }
  });
}
