/** What each policy has drawn first: the prompt as it was typed, or what the planner concluded from it. */
import { expect, it } from "vitest";
import { policiesOf } from "../../../../bench/product/policies";
import type { Room } from "../../../../bench/product/policies/policy";
import { localRoles } from "../../../../electron/agent/local";
import { concludedPrompt } from "../../../../electron/agent/local/conclusion";
import { readPrompt } from "../../../../electron/agent/local/grammar";
import type { Generator } from "../../../../electron/agent/roles";
import { defaultSettings } from "../../../../shared/settings";
import { noSkills } from "../../electron/agent/support";

/** Nothing of this is drawn as it was typed where somebody plans. */
const TYPED = "two cats and twice as many dogs, no birds";

/** The local roles over eyes that see nothing, and a generator that writes down what it is told. */
function roomWriting(drawn: string[]): Room {
  const generator: Generator = {
    unknownWords: async () => [],
    generate: async ({ prompt, parameters }) => {
      drawn.push(prompt);
      const png = new TextEncoder().encode(`${parameters.seed} ${prompt}`);
      return { png, svg: null, width: 64, height: 64, ms: 1, backend: "notes", notes: [] };
    },
  };
  const eyes = { see: async () => ({ detections: [], lines: [], width: 64, height: 64, ms: 1 }) };
  return {
    roles: { ...localRoles(eyes), generator },
    get engine(): never {
      throw new Error("These policies draw by their roles.");
    },
    settings: defaultSettings,
    key: () => null,
    skills: noSkills,
    images: 3,
    lessons: async () => {
      throw new Error("These policies read no lessons.");
    },
    names: { generator: "notes", roles: "local" },
  };
}

async function drawnBy(policy: string, prompt = TYPED): Promise<readonly string[]> {
  const drawn: string[] = [];
  for (const one of policiesOf(policy)) await one.play(roomWriting(drawn), prompt, 7);
  return drawn;
}

it("the prompt is one that the planner would say in other words", () => {
  expect(concludedPrompt(readPrompt(TYPED))).toBe("two cats, and four dogs");
});

it.each([
  ["single", 1],
  ["best-of-2", 2],
  ["best-of-3", 3],
] as const)("%s draws what was typed, %d times, and nothing else", async (policy, times) => {
  expect(await drawnBy(policy)).toEqual(Array.from({ length: times }, () => TYPED));
});

it.each(["rewrite-only", "ours", "ours-no-memory", "ours-no-skills", "ours-no-repair"])(
  "%s draws what was concluded",
  async (policy) => {
    const [first] = await drawnBy(policy);
    expect(first).toBe("two cats, and four dogs");
  },
);

it("what says everything already is drawn as typed by all of them", async () => {
  for (const policy of ["single", "best-of-2", "rewrite-only", "ours"])
    expect((await drawnBy(policy, "two cats and four dogs"))[0]).toBe("two cats and four dogs");
});
