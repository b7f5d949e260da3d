import { afterEach, describe, expect, test } from "vitest";
import type { ChatModel } from "../../../../../electron/agent/language/chat";
import { SAID_PLAINLY } from "../../../../../electron/agent/language/judgement";
import { languageVerifier } from "../../../../../electron/agent/language/verifier";
import { isCancelled, type StudioError } from "../../../../../shared/errors";
import type { Criterion } from "../../../../../shared/run/criteria";
import type { Verdict } from "../../../../../shared/run/verdicts";
import { criterion, failureOf, picture, startThinker, type Thinker } from "./thinker";

const criteria = [
  criterion("c1", "Are there exactly four bicycles?"),
  criterion("c2", "Are the bicycles white?"),
  criterion("c3", "Is there a cow?"),
];
const image = picture("red");

let thinker: Thinker | null = null;
afterEach(async () => {
  await thinker?.close();
  thinker = null;
});

async function verify(asked: readonly Criterion[] = criteria): Promise<Verdict[]> {
  if (thinker === null) throw new Error("nobody thinks");
  const verdicts: Verdict[] = [];
  const { model, context } = thinker;
  for await (const verdict of languageVerifier(model).verify(
    { image, criteria: asked, prompt: "p" },
    context,
  )) {
    verdicts.push(verdict);
  }
  return verdicts;
}

const isBatch = (text: string) => text.includes("<questions>");
const entry = (id: string, answer: string) => ({
  id,
  reason: `about ${id}`,
  answer,
  confidence: 0.9,
  boxes: [],
});
const batch = (...entries: object[]) => JSON.stringify({ verdicts: entries });
const states = (verdicts: readonly Verdict[]) =>
  Object.fromEntries(verdicts.map(({ criterionId, state }) => [criterionId, state]));

test("it is asked for the ids of what passes, and for words on what does not", async () => {
  thinker = await startThinker(() =>
    JSON.stringify({
      failed: [{ id: "c2", seen: "two are black", boxes: [[0.1, 0.2, 0.3, 0.4]] }],
      unclear: [{ id: "c3", why: "something stands in front" }],
      passed: ["c1"],
    }),
  );
  const verdicts = await verify();
  expect(thinker.turns).toHaveLength(1);
  expect(thinker.turns[0]?.body.response_format).toMatchObject({ json_schema: { name: "verdicts" } });
  expect(verdicts).toEqual([
    {
      criterionId: "c2",
      state: "fail",
      confidence: SAID_PLAINLY,
      answer: "two are black",
      evidence: [
        {
          box: { x: 0.1, y: 0.2, w: expect.closeTo(0.2), h: expect.closeTo(0.2) },
          label: "two are black",
          confidence: SAID_PLAINLY,
          supports: false,
        },
      ],
      by: "thinker",
    },
    {
      criterionId: "c3",
      state: "unclear",
      confidence: 0.5,
      answer: "something stands in front",
      evidence: [],
      by: "thinker",
    },
    {
      criterionId: "c1",
      state: "pass",
      confidence: SAID_PLAINLY,
      answer: "yes",
      evidence: [],
      by: "thinker",
    },
  ]);
});

test("all questions go in one call with the picture, and each verdict names who judged", async () => {
  thinker = await startThinker(() => batch(entry("c1", "yes"), entry("c2", "no"), entry("c3", "unclear")));
  const verdicts = await verify();
  expect(states(verdicts)).toEqual({ c1: "pass", c2: "fail", c3: "unclear" });
  expect(verdicts.every(({ by }) => by === "thinker")).toBe(true);
  expect(thinker.turns).toHaveLength(1);
  expect(thinker.turns[0]?.images.map((one) => Buffer.compare(one, image))).toEqual([0]);
  for (const { id, question } of criteria) expect(thinker.turns[0]?.text).toContain(`${id}: ${question}`);
  expect(thinker.usage).toMatchObject([{ calls: 1, inputTokens: 11, outputTokens: 7 }]);
  expect(thinker.turns[0]?.body.temperature).toBe(0);
});

test("one question is asked alone, and no question asks nobody", async () => {
  thinker = await startThinker(() =>
    JSON.stringify({ answer: "no", reason: "none", confidence: 1, boxes: [] }),
  );
  expect(states(await verify([criterion("c9", "Is there a cow?")]))).toEqual({ c9: "fail" });
  expect(thinker.turns[0]?.text).toContain("<question>\nIs there a cow?");
  expect(await verify([])).toEqual([]);
  expect(thinker.turns).toHaveLength(1);
});

describe("answers that leave something open", () => {
  test("what the batch forgot is asked one by one", async () => {
    thinker = await startThinker(({ text }) =>
      isBatch(text)
        ? batch(entry("c2", "yes"))
        : JSON.stringify(entry("x", text.includes("cow?") ? "no" : "yes")),
    );
    expect(states(await verify())).toEqual({ c1: "pass", c2: "pass", c3: "fail" });
    expect(thinker.turns).toHaveLength(3);
  });

  test("an answer cut off keeps what was whole", async () => {
    const cut = batch(entry("c1", "yes"), entry("c2", "no")).replace(/"no".*$/, '"n');
    thinker = await startThinker(({ text }) =>
      isBatch(text)
        ? { message: { content: cut }, finish_reason: "length" }
        : JSON.stringify(entry("x", "no")),
    );
    const verdicts = await verify();
    expect(verdicts[0]).toMatchObject({ criterionId: "c1", state: "pass" });
    expect(states(verdicts)).toEqual({ c1: "pass", c2: "fail", c3: "fail" });
  });

  test("a batch that stays unreadable is asked one by one, at most ten at a time", async () => {
    const many = Array.from({ length: 25 }, (_, index) => criterion(`c${index}`, `Question ${index}?`));
    let open = 0;
    let most = 0;
    let batches = 0;
    // Counted in this process, where what is asked together is asked in the same turn of the event loop.
    const model: ChatModel = {
      name: "counter",
      complete: async ({ messages }) => {
        const usage = { calls: 1, inputTokens: 0, outputTokens: 0 };
        const whole = { reasoning: "", truncated: false, usage };
        if (
          messages.some(({ content }) => content.some((part) => part.type === "text" && isBatch(part.text)))
        ) {
          batches += 1;
          return { ...whole, text: "Lovely picture!" };
        }
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setImmediate(resolve));
        open -= 1;
        return { ...whole, text: "The answer is: {answer: yes}" };
      },
    };
    const context = { signal: new AbortController().signal, onUsage: () => undefined };
    const verdicts: Verdict[] = [];
    for await (const verdict of languageVerifier(model).verify(
      { image, criteria: many, prompt: "p" },
      context,
    )) {
      verdicts.push(verdict);
    }
    expect(verdicts.map(({ state }) => state)).toEqual(many.map(() => "pass"));
    expect(most).toBe(10);
    expect(batches).toBe(2);
  });

  test("a model that cannot answer one question gives an error there and a verdict elsewhere", async () => {
    thinker = await startThinker(({ text }) => {
      if (isBatch(text)) return batch(entry("c1", "yes"));
      return text.includes("cow?") ? "Moo." : JSON.stringify(entry("x", "yes"));
    });
    const verdicts = await verify();
    expect(states(verdicts)).toEqual({ c1: "pass", c2: "pass", c3: "error" });
    expect(verdicts.find(({ state }) => state === "error")).toMatchObject({ confidence: 0, evidence: [] });
  });

  test("when nothing at all could be judged it throws", async () => {
    thinker = await startThinker(() => "I would rather not.");
    expect((await failureOf(verify())).code).toBe("bad-answer");
  });

  test("ids nobody asked for are ignored, and one that is answered in two ways is unclear", async () => {
    thinker = await startThinker(({ text }) =>
      isBatch(text)
        ? batch(
            entry("c1", "yes"),
            entry("c1", "no"),
            entry("evil", "yes"),
            entry("c2", "yes"),
            entry("c2", "yes"),
            entry("c3", "yes"),
          )
        : "{}",
    );
    const verdicts = await verify();
    expect(verdicts.map(({ criterionId }) => criterionId)).toEqual(["c1", "c2", "c3"]);
    expect(states(verdicts)).toEqual({ c1: "unclear", c2: "pass", c3: "pass" });
  });
});

describe("servers in trouble", () => {
  test("a server that is down is not asked question by question", async () => {
    thinker = await startThinker(() => "{}");
    await thinker.server.close();
    const error = await failureOf(verify());
    expect(error.code).toBe("unreachable");
  });

  test("a wrong key is said at once", async () => {
    thinker = await startThinker(() => "{}");
    thinker.server.failNext({ kind: "status", status: 401 });
    expect((await failureOf(verify())).code).toBe("unauthorised");
    expect(thinker.server.received).toHaveLength(1);
  });

  test("a server that dies midway errs only on what it left open", async () => {
    thinker = await startThinker(({ text }) => (isBatch(text) ? batch(entry("c1", "yes")) : "{}"));
    const down = { kind: "status", status: 401 } as const;
    thinker.server.failNext(null, down, down);
    const verdicts = await verify();
    expect(states(verdicts)).toEqual({ c1: "pass", c2: "error", c3: "error" });
  });

  test("stopping is not an error of the model", async () => {
    const stop = new AbortController();
    thinker = await startThinker(() => "{}", stop.signal);
    thinker.server.failNext({ kind: "hang" });
    const arrived = thinker.server.nextRequest();
    const work = failureOf(verify());
    await arrived;
    stop.abort();
    expect(isCancelled((await work) satisfies StudioError)).toBe(true);
  });
});
