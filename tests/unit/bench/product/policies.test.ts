/** Every policy on one prompt, with the real engine: the budget is kept, what comes back was drawn on the way. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readArguments } from "../../../../bench/product/arguments";
import { policiesOf } from "../../../../bench/product/policies";
import type { Room } from "../../../../bench/product/policies/policy";
import { type Lane, openLanes } from "../../../../bench/product/rooms";
import { sceneOfSvg } from "../../../../electron/inference/flatland/scene-data";
import { forkInNode } from "../../../../electron/inference/fork";
import { forkOptions, requireModel, worker } from "../../electron/inference/real-worker";

requireModel("flatland");
requireModel("flatland-detector");
/** Seven of one kind and six of another: seldom right at first. */
const HARD = "seven striped cats to the left of six metal violins";
const IMAGES = 3;
let data: string;
let lanes: readonly Lane[] = [];
let room: Room;

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), "gems-policies-"));
  const asked = readArguments([
    "--suite",
    "studio-300",
    "--policy",
    "ours",
    "--rounds",
    String(IMAGES),
    "--lessons",
    "2",
  ]);
  if (asked === null) throw new Error("no arguments");
  lanes = await openLanes(asked, data, null, forkInNode(worker, forkOptions));
  const [lane] = lanes;
  if (lane === undefined) throw new Error("no lane");
  room = lane.room;
}, 120_000);
afterAll(async () => {
  for (const lane of lanes) await lane.close();
  rmSync(data, { recursive: true, force: true });
});

/** A room that writes down what is drawn. */
function watched(): { room: Room; drawn: { prompt: string; seed: number; png: Uint8Array }[] } {
  const drawn: { prompt: string; seed: number; png: Uint8Array }[] = [];
  const { generator } = room.roles;
  const noting: typeof generator = {
    ...generator,
    generate: async (input, context) => {
      const made = await generator.generate(input, context);
      drawn.push({ prompt: input.prompt, seed: input.parameters.seed, png: made.png });
      return made;
    },
    edit: async (input, context) => {
      if (generator.edit === undefined) throw new Error("nothing can be mended");
      const made = await generator.edit(input, context);
      drawn.push({ prompt: "mended", seed: input.parameters.seed, png: made.png });
      return made;
    },
  };
  return { room: { ...room, roles: { ...room.roles, generator: noting } }, drawn };
}

const all =
  "single,rewrite-only,best-of-3,reference,craft-like,maestro-like,ours,ours-no-memory,ours-no-skills,ours-no-repair,ours-candidates-2,ours-warm";

test.each(policiesOf(all).map((policy) => [policy.name, policy] as const))(
  "%s keeps to its budget and hands back a picture it drew",
  { timeout: 120_000 },
  async (name, policy) => {
    const { room: watching, drawn } = watched();
    const end = await policy.play(watching, HARD, 11);
    expect(end.images).toBe(drawn.length);
    expect(end.images).toBeLessThanOrEqual(IMAGES);
    expect(drawn.some(({ png }) => Buffer.compare(png, end.png) === 0)).toBe(true);
    expect(sceneOfSvg(end.svg ?? "").objects.length).toBeGreaterThan(0);
    expect(new Set(drawn.map(({ prompt, seed }) => `${seed} ${prompt}`)).size).toBe(drawn.length);
    if (name === "single" || name === "rewrite-only") expect([end.images, end.claimed]).toEqual([1, null]);
    if (name === "best-of-3" || name === "maestro-like") expect(end.images).toBe(IMAGES);
    if (name === "single" || name === "best-of-3") {
      expect(new Set(drawn.map(({ prompt }) => prompt))).toEqual(new Set([HARD]));
    }
    if (name === "ours-no-repair" || name === "craft-like" || name === "maestro-like") {
      expect(drawn.map(({ prompt }) => prompt)).not.toContain("mended");
    }
  },
);

test("policies that begin with the prompt as it is begin with the same picture", {
  timeout: 120_000,
}, async () => {
  const first = async (list: string) => {
    const { room: watching, drawn } = watched();
    for (const policy of policiesOf(list)) await policy.play(watching, "a dog", 5);
    return drawn[0]?.png;
  };
  const pictures = await Promise.all(["single", "best-of-2", "reference"].map(first));
  for (const picture of pictures) expect(picture).toEqual(pictures[0]);
});

test("the store of lessons is filled once, and what is measured adds nothing to it", {
  timeout: 120_000,
}, async () => {
  const store = await room.lessons();
  expect(await room.lessons()).toBe(store);
  const question = {
    runId: "x",
    prompt: HARD,
    generator: room.names.generator,
    failedKinds: [],
    except: [],
  };
  const before = await store.recall(question, new AbortController().signal);
  for (const policy of policiesOf("ours-warm")) await policy.play(room, HARD, 12);
  expect(await store.recall(question, new AbortController().signal)).toEqual(before);
});
