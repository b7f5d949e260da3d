import { describe, expect, test } from "vitest";
import type { DrawingContext, Editing, GeneratedImage, Generator } from "../../../../electron/agent/roles";
import { drawingServers } from "../../../../electron/backends/choose";
import { type PoolMember, poolGenerator } from "../../../../electron/backends/pool";
import { type GeneratorConfig, isKnown, serversIn } from "../../../../shared/backends";
import { isCancelled, StudioError } from "../../../../shared/errors";
import { startAutomatic1111Server } from "../../../fixtures/servers/automatic1111";
import { deadOrigin } from "../../../fixtures/servers/loopback";
import { startOpenAiServer } from "../../../fixtures/servers/openai";
import {
  editInput,
  everyWordOf,
  failureOf,
  impatientHttp,
  keepServers,
  pictures,
  redPicture,
  roleContext,
} from "./tools";

const keep = keepServers();
const input = { prompt: "a cat", parameters: { seed: 21, size: 32, temperature: 1 } };
const image = (backend: string): GeneratedImage => ({
  png: redPicture(),
  svg: null,
  width: 32,
  height: 32,
  ms: 1,
  backend,
  notes: [],
});

interface Painter extends PoolMember {
  /** Jobs under way, each with the way to end it. */
  readonly jobs: { finish: () => void; fail: (error: unknown) => void }[];
  /** Errors for the next jobs, at once. */
  readonly faults: StudioError[];
  calls: number;
}

/** A member whose jobs end when the test says so. */
function painter(
  name: string,
  { parallel = 1, editing }: { parallel?: number; editing?: Editing } = {},
): Painter {
  const work = (context: DrawingContext) => {
    self.calls += 1;
    const fault = self.faults.shift();
    if (fault !== undefined) return Promise.reject(fault);
    return new Promise<GeneratedImage>((resolve, reject) => {
      self.jobs.push({ finish: () => resolve(image(name)), fail: reject });
      context.signal.addEventListener("abort", () =>
        reject(new StudioError("cancelled", "", { remedy: "" })),
      );
    });
  };
  const generator: Generator = {
    parallel,
    generate: (_, context) => work(context),
    ...(editing === undefined
      ? {}
      : { editing, edit: (_: unknown, context: DrawingContext) => work(context) }),
    unknownWords: () => Promise.resolve([]),
  };
  const self: Painter = { name, generator, jobs: [], faults: [], calls: 0 };
  return self;
}

function pool(...members: readonly Painter[]) {
  let now = 0;
  const generator = poolGenerator(members, { now: () => now, random: () => 1 });
  const draw = (signal = new AbortController().signal) =>
    generator.generate(input, roleContext({ signal }).context);
  return { generator, draw, later: (ms: number) => (now += ms) };
}

const passing = () => new StudioError("unreachable", "It is gone.", { remedy: "Start it.", retryable: true });
const refusedKey = () => new StudioError("unauthorised", "The key was refused.", { remedy: "Check it." });

describe("the work", () => {
  test("goes to the least busy one, by what each can draw at once", async () => {
    const [one, two] = [painter("one"), painter("two", { parallel: 3 })];
    const { generator, draw } = pool(one, two);
    expect(generator.parallel).toBe(4);
    const work = [draw(), draw(), draw(), draw()];
    expect([one.jobs.length, two.jobs.length]).toEqual([1, 3]);
    for (const { finish } of [...one.jobs, ...two.jobs]) finish();
    expect((await Promise.all(work)).map(({ backend }) => backend).sort()).toEqual([
      "one",
      "two",
      "two",
      "two",
    ]);
  });

  test("takes turns where both are idle, and says who drew", async () => {
    const [one, two] = [painter("one"), painter("two")];
    const { draw } = pool(one, two);
    for (const member of [one, two, one]) {
      const work = draw();
      member.jobs.at(-1)?.finish();
      expect((await work).notes).toEqual([`Drawn by ${member.name}.`]);
    }
  });

  test("goes on at another when one fails, which rests for longer and longer", async () => {
    const [one, two] = [painter("one"), painter("two")];
    const { draw, later } = pool(one, two);
    one.faults.push(passing(), passing());
    const succeed = async () => {
      const work = draw();
      await Promise.resolve();
      await new Promise(setImmediate);
      for (const { finish } of [...one.jobs, ...two.jobs]) finish();
      return work;
    };
    const first = await succeed();
    expect(first.backend).toBe("two");
    expect(first.notes).toContain("one was tried first. It is gone.");
    await succeed();
    expect([one.calls, two.calls]).toEqual([1, 2]);
    later(5_000);
    await succeed();
    expect([one.calls, two.calls]).toEqual([2, 3]);
    later(9_999);
    await succeed();
    expect(one.calls).toBe(2);
    later(1);
    expect((await succeed()).backend).toBe("one");
  });

  test("leaves out one that refuses the key, and says so with every image", async () => {
    const [one, two] = [painter("one"), painter("two")];
    const { draw, later } = pool(one, two);
    one.faults.push(refusedKey());
    for (const time of [0, 1e9]) {
      later(time);
      const work = draw();
      await new Promise(setImmediate);
      two.jobs.at(-1)?.finish();
      expect((await work).notes).toContain("Left out: one. The key was refused.");
    }
    expect(one.calls).toBe(1);
  });

  test("fails only when all have failed, with the error of each", async () => {
    const [one, two] = [painter("one"), painter("two")];
    const { draw } = pool(one, two);
    one.faults.push(refusedKey());
    two.faults.push(passing());
    const error = await failureOf(draw());
    expect(error).toMatchObject({ code: "unreachable", retryable: true });
    expect(error.detail).toBe("one: The key was refused.\ntwo: It is gone.");
    // The one that only rests is tried all the same when nobody else is left.
    const again = draw();
    two.jobs[0]?.finish();
    expect((await again).backend).toBe("two");
  });

  test("what all refuse is the request's fault, and nobody rests for it", async () => {
    const [one, two] = [painter("one"), painter("two")];
    const { draw } = pool(one, two);
    const refusal = new StudioError("bad-input", "Too long.", { remedy: "Shorten it." });
    one.faults.push(refusal);
    two.faults.push(refusal);
    expect(await failureOf(draw())).toBe(refusal);
    const work = draw();
    await new Promise(setImmediate);
    for (const { finish } of [...one.jobs, ...two.jobs]) finish();
    expect((await work).notes).toHaveLength(1);
  });

  test("stops where it is, at once, and goes nowhere else", async () => {
    const [one, two] = [painter("one"), painter("two")];
    const stop = new AbortController();
    const work = failureOf(pool(one, two).draw(stop.signal));
    stop.abort();
    expect(isCancelled(await work)).toBe(true);
    expect(two.calls).toBe(0);
  });
});

describe("edits", () => {
  test("go to those who can, in the way most of them do", async () => {
    const members = [
      painter("words"),
      painter("masks", { editing: "mask" }),
      painter("reads", { editing: "instruction" }),
      painter("masks too", { editing: "mask" }),
    ];
    const { generator } = pool(...members);
    expect(generator.editing).toBe("mask");
    const work = generator.edit?.(editInput(), roleContext().context);
    members[1]?.jobs[0]?.finish();
    expect((await work)?.backend).toBe("masks");
  });

  test("are refused as bad input where nobody can", async () => {
    const { generator } = pool(painter("one"), painter("two"));
    expect(generator.editing).toBeUndefined();
    const work = generator.edit?.(editInput(), roleContext().context);
    expect((await failureOf(work ?? Promise.resolve())).code).toBe("bad-input");
  });
});

describe("a pool of real servers", () => {
  const config = (...servers: readonly object[]) =>
    ({ kind: "pool", servers }) as GeneratorConfig & { kind: "pool" };

  test("each gets its own key; one that is down is made up for", async () => {
    const forge = keep(await startAutomatic1111Server({ image: redPicture(), key: "sk-forge-key-01" }));
    const dead = await deadOrigin();
    const key = (url: string) => (url === forge.origin ? "sk-forge-key-01" : "sk-other-key-02");
    const generator = drawingServers(
      config({ kind: "gems-http", baseUrl: dead }, { kind: "automatic1111", baseUrl: forge.origin }),
      { key, http: impatientHttp().http, pictures },
    );
    const drawn = await generator.generate(input, roleContext().context);
    expect(drawn.notes.join(" ")).toContain(`AUTOMATIC1111 at ${new URL(forge.origin).host}`);
    expect(drawn.notes.join(" ")).toContain("cannot be reached");
  });

  test("no key is in any word when all are down or refuse", async () => {
    const api = keep(await startOpenAiServer({ image: redPicture(), key: "sk-right-key-03" }));
    const generator = drawingServers(
      config(
        { kind: "gems-http", baseUrl: await deadOrigin() },
        { kind: "openai-images", baseUrl: `${api.origin}/v1`, model: "m" },
      ),
      { key: () => "sk-wrong-key-99999999", http: impatientHttp().http, pictures },
    );
    const error = await failureOf(generator.generate(input, roleContext().context));
    expect(error.code).toBe("unreachable");
    expect(error.detail).toMatch(/refused the key/);
    expect(everyWordOf(error)).not.toContain("sk-wrong-key-99999999");
  });

  test("is known only when every member is", () => {
    const [mine, other] = [
      { kind: "gems-http", baseUrl: "http://mine:1" },
      { kind: "gems-http", baseUrl: "http://other:2" },
    ];
    const own = config(mine, other);
    expect(isKnown(config(other, mine), own)).toBe(true);
    expect(isKnown({ ...mine, kind: "gems-http" } as GeneratorConfig, own)).toBe(true);
    expect(isKnown(config(mine, { ...other, baseUrl: "http://evil:3" }), own)).toBe(false);
    expect(isKnown({ kind: "flatland" }, own)).toBe(true);
    expect(serversIn(own)).toEqual(["http://mine:1", "http://other:2"]);
  });
});
