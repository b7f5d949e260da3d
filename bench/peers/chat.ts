/**
 * The studio's language roles against a real OpenAI-compatible server, however weak its model: what they make of its
 * answers, and that each ends in a result or in an error a person can act on. Needs no pictures. See README.md.
 *
 *   npx tsx bench/peers/chat.ts --url http://127.0.0.1:8080/v1 --model NAME [--seconds 120]
 */

import { parseArgs } from "node:util";
import { languageDecomposer } from "../../electron/agent/language/decomposer";
import { languagePlanner } from "../../electron/agent/language/planner";
import { languageRefiner } from "../../electron/agent/language/refiner";
import { decompose } from "../../electron/agent/local/decomposer";
import { trajectoryOf } from "../../electron/agent/memory";
import type { SkillShelf } from "../../electron/agent/roles";
import { createHttp } from "../../electron/backends/http";
import { openAiChat } from "../../electron/backends/openai-chat";
import { asStudioError } from "../../shared/errors";
import { defaultRunSettings } from "../../shared/run/settings";
import { recounted } from "../agent/recount";
import { report } from "./report";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:8080/v1" },
    model: { type: "string", default: "model" },
    seconds: { type: "string", default: "120" },
  },
});

const wish = "two red cats to the left of a wooden chair";
const settings = { ...defaultRunSettings, skill: { mode: "auto" as const } };
const shelf: SkillShelf = {
  manifests: async () => [
    { name: "spatial-layout", title: "Spatial layout", description: "For several objects and their places." },
    { name: "text-rendering", title: "Text", description: "For lettering in the picture." },
  ],
  load: async (name) => ({
    manifest: { name, title: name, description: "" },
    instructions: "Give every group a place of its own.",
    localRules: null,
    hash: "0".repeat(64),
  }),
};

async function main(): Promise<void> {
  let calls = 0;
  const chat = openAiChat({ baseUrl: values.url, model: values.model, http: createHttp() });
  const context = () => ({
    signal: AbortSignal.timeout(Number(values.seconds) * 1_000),
    onUsage: () => {
      calls++;
    },
  });
  const say = report(`${values.model} at ${values.url}`);
  /** A weak model may fail a role; then the error must say what to do. */
  const role = (name: string, work: () => Promise<string>) =>
    say(name, async () => {
      calls = 0;
      try {
        return { ok: true, words: `${await work()} (${calls} calls)` };
      } catch (thrown) {
        const { code, message, remedy, detail = "" } = asStudioError(thrown);
        const told = `${code}: ${message} ${remedy} [${detail.slice(0, 160)}] (${calls} calls)`;
        return { ok: code === "bad-answer" && remedy !== "", words: told };
      }
    });
  await role("plain words", async () => {
    const messages = [{ role: "user" as const, content: [{ type: "text" as const, text: "Say hello." }] }];
    const { text, truncated } = await chat.complete({ messages, maxTokens: 16, ...context() });
    return `“${text}”${truncated ? ", cut off" : ""}`;
  });
  await role("decomposer", async () => {
    const criteria = await languageDecomposer(chat).decompose({ prompt: wish }, context());
    return criteria.map(({ question }) => question).join(" | ");
  });
  await role("planner", async () => {
    const plan = await languagePlanner(chat).plan({ prompt: wish, settings, skills: shelf }, context());
    return `${plan.chosen ?? "no skill"}: ${plan.prompt}`;
  });
  await role("refiner", async () => {
    const criteria = decompose(wish);
    const [first, ...rest] = criteria.map(({ question }) => question);
    const told = [{ n: 1, prompt: wish, passed: rest, failed: first === undefined ? [] : [first] }];
    const state = recounted(wish, told, criteria, settings, []);
    const refined = await languageRefiner(chat).refine(
      {
        original: wish,
        enhanced: wish,
        criteria,
        // Without its picture: the models meant here read none.
        trajectory: trajectoryOf(state).map((attempt) => ({ ...attempt, image: null })),
        skill: null,
        settings,
        loadImage: () => Promise.reject(new Error("no pictures here")),
      },
      context(),
    );
    return `${refined.strategy}: ${refined.prompt}`;
  });
  process.exitCode = say.failed() ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
