/** Images that a server makes out of earlier ones: asked for by the refiner, masked, held to account on the screen. */
import type { Page } from "@playwright/test";
import { startOpenAiServer, type Turn } from "../fixtures/servers/openai";
import { menderSays } from "../fixtures/servers/thinking";
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { card, colourOf, complaints, pictureOf, pixelsOf, shot } from "./server-tools";
import { rested, run } from "./studio";

const key = "sk-edits-key-0031";

/** The corner to be mended is 600 to 900 thousandths wide and high, and a little grown: these lie well within and out. */
const within = [
  [700, 700],
  [750, 850],
] as const;
const outside = [
  [50, 50],
  [500, 500],
  [990, 500],
  [500, 990],
  [990, 990],
] as const;

/** An image server whose pictures are red, and green once they are mended: wholly, as careless ones do. */
async function painter() {
  const edits: { fields: Readonly<Record<string, string>>; image: Uint8Array; mask: Uint8Array | null }[] =
    [];
  const server = await startOpenAiServer({
    key,
    get image() {
      return card(edits.length === 0 ? "red" : "green");
    },
    edit: (asked) => edits.push(asked),
  });
  return { server, edits };
}

async function begin(page: Page, chat: (turn: Turn) => string) {
  const [thinker, { server, edits }] = [await startOpenAiServer({ chat }), await painter()];
  await ask(page, "secrets:set", { server: server.origin, value: key });
  await ask(page, "settings:set", {
    rounds: 2,
    generator: { kind: "openai-images", baseUrl: `${server.origin}/v1`, model: "painter" },
    roles: { kind: "chat", baseUrl: `${thinker.origin}/v1`, model: "thinker" },
  });
  return { thinker, server, edits, close: () => Promise.all([thinker.close(), server.close()]) };
}

const repair = (page: Page) => page.getByRole("region", { name: "Repair of iteration 1" });

test("a masked edit changes the place that failed and no pixel beside it; the card tells what it mends and kept", async ({
  studio,
}, testInfo) => {
  const { page } = studio;
  const { thinker, server, edits, close } = await begin(page, menderSays());
  try {
    await run(page, "a red square beside a blue one");
    await rested(page);
    const state = await newestRun(page);
    const [first, second] = state.iterations;
    expect(state.finishedBecause).toBe("all-passed");
    expect(second?.edit).toMatchObject({ base: 1, mend: ["c2"], keep: ["c1"] });
    if (first?.image == null || second?.image == null) throw new Error("an image is missing");

    // What the server was asked for: the first picture, the place, the words, and what must stay.
    expect(edits).toHaveLength(1);
    const [asked] = edits;
    expect(asked?.fields).toMatchObject({ model: "painter", n: "1" });
    expect(asked?.fields.prompt).toContain("Change this picture: Put a blue square there.");
    expect(asked?.fields.prompt).toContain("Is there a red square?");
    expect(colourOf((await pixelsOf(asked?.image ?? new Uint8Array())).at(500, 500))).toBe("red");
    const mask = await pixelsOf(asked?.mask ?? new Uint8Array());
    expect([mask.width, mask.height]).toEqual([first.image.width, first.image.height]);
    for (const [x, y] of within) expect(mask.at(x, y).at(-1)).toBe(0);
    for (const [x, y] of outside) expect(mask.at(x, y).at(-1)).toBe(255);

    // What became of it: green where it was asked for, and red, to the pixel, where it was not.
    const [before, after] = [await pictureOf(page, first.image.ref), await pictureOf(page, second.image.ref)];
    for (const [x, y] of within) expect(colourOf(after.at(x, y))).toBe("green");
    for (const [x, y] of outside) expect(after.at(x, y)).toEqual(before.at(x, y));

    await page.getByRole("button", { name: /^Iteration 2, .*mends 1/ }).click();
    await page.getByRole("tab", { name: "Prompt", exact: true }).click();
    await expect(repair(page)).toContainText("Mends iteration 1");
    await expect(repair(page)).toContainText("1 of 1 mended");
    await expect(repair(page)).toContainText("The one that had passed stayed.");
    await expect(repair(page).getByTestId("mended-place")).toHaveCount(1);
    await shot(page, testInfo, "mended");
    await page.getByRole("tab", { name: "Details" }).click();
    await expect(page.getByText(/pixel by pixel, as it was in iteration 1/)).toBeVisible();

    await page.getByRole("tab", { name: "Prompt", exact: true }).click();
    await repair(page).getByRole("button", { name: "Compare with iteration 1" }).click();
    await expect(page.getByRole("radio", { name: "Slider", exact: true })).toBeChecked();
    await expect(page.getByTestId("pane-label")).toHaveText([/^A1/, /^B2/]);
    await shot(page, testInfo, "compared");

    // The key goes to the server it is for, and to no other.
    expect(server.received.every(({ headers }) => headers.authorization === `Bearer ${key}`)).toBe(true);
    expect(JSON.stringify(thinker.received)).not.toContain(key);
    expect(complaints(studio)).toEqual([]);
  } finally {
    await close();
  }
});

test("what an edit spoils is found by asking everything anew, and told by name", async ({ studio }) => {
  const { page } = studio;
  const says = menderSays();
  let verified = 0;
  const { close } = await begin(page, (turn) => {
    const said = says(turn);
    if (!turn.text.includes("<questions>")) return said;
    verified += 1;
    return verified === 1 ? said : said.replace('"answer":"yes"', '"answer":"no"');
  });
  try {
    await run(page, "a red square beside a blue one");
    await rested(page);
    expect((await newestRun(page)).iterations[1]?.verdicts).toMatchObject({
      c1: { state: "fail" },
      c2: { state: "pass" },
    });
    await page.getByRole("button", { name: /^Iteration 2, .*mends 1/ }).click();
    await page.getByRole("tab", { name: "Prompt", exact: true }).click();
    await expect(repair(page)).toContainText("1 of 1 mended");
    await expect(repair(page)).toContainText("0 of 1 that had passed stayed.");
    await expect(repair(page)).toContainText("Lost: Is there a red square?");
  } finally {
    await close();
  }
});

test("a server that knows no edits is asked once; the image is drawn anew and says so", async ({
  studio,
}) => {
  const { page } = studio;
  const thinker = await startOpenAiServer({ chat: menderSays() });
  const server = await startOpenAiServer({ image: card("red") });
  try {
    await ask(page, "settings:set", {
      rounds: 2,
      generator: { kind: "openai-images", baseUrl: `${server.origin}/v1`, model: "painter" },
      roles: { kind: "chat", baseUrl: `${thinker.origin}/v1`, model: "thinker" },
    });
    await run(page, "a red square beside a blue one");
    await rested(page);
    const [, second] = (await newestRun(page)).iterations;
    expect(second?.image?.notes.join(" ")).toContain("Drawn anew: ");
    expect(server.received.filter(({ path }) => path.endsWith("/edits"))).toHaveLength(1);
    await page.getByRole("button", { name: /^Iteration 2,/ }).click();
    await page.getByRole("tab", { name: "Prompt", exact: true }).click();
    await expect(repair(page)).toContainText("Could not be mended; drawn anew.");
  } finally {
    await thinker.close();
    await server.close();
  }
});
