/**
 * What a run costs: the loop of GEMS as published against the studio's, on the same servers, over real HTTP.
 *
 *   npm run bench:agent -- [--n 60] [--seed 7] [--rounds 5] [--prompts FILE] [--latency direct|thinking]
 *                          [--policies NAME,NAME] [--save]
 *
 * The image server draws with the bundled engine; the chat server's model is the studio's own local machinery, the
 * same for every policy. Time is simulated (bench/agent/virtual-clock.ts), so the figures are the same on every
 * machine. `--save` writes bench/results/agent.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Arena, contest } from "./agent/arena";
import { startChatServer } from "./agent/chat-server";
import { rememberingEyes } from "./agent/eyes";
import { drawing, startImageServer } from "./agent/image-server";
import { isLatencyName, latencies } from "./agent/latency";
import { createMind } from "./agent/mind";
import { MOST_SERVERS, type Policy, policies, reference } from "./agent/policies";
import { costTable, type Result, ratioTable, tasksTable } from "./agent/report";
import { type BenchPrompt, madeUpPrompts, promptsFrom, spread } from "./prompts";
import { openBenchServices } from "./services";

const { values } = parseArgs({
  options: {
    n: { type: "string", default: "60" },
    seed: { type: "string", default: "7" },
    rounds: { type: "string", default: "5" },
    prompts: { type: "string" },
    latency: { type: "string" },
    policies: { type: "string" },
    save: { type: "boolean", default: false },
  },
});
const n = Number(values.n);
const seed = Number(values.seed);
const rounds = Number(values.rounds);
/** Between the seeds of two prompts' runs: a prime, so that no two share a picture's seed. */
const SEED_STEP = 7_919;

function contenders() {
  const wanted = values.policies?.split(",").map((name) => name.trim());
  const chosen = policies.filter(({ name }) => wanted === undefined || wanted.includes(name));
  const strangers = (wanted ?? []).filter((name) => !policies.some((policy) => policy.name === name));
  if (strangers.length > 0) {
    const known = policies.map(({ name }) => `"${name}"`).join(", ");
    throw new Error(`No policy called ${strangers.join(", ")}. There are: ${known}.`);
  }
  return [reference, ...chosen];
}

function latencyNames() {
  const { latency } = values;
  if (latency === undefined) return ["direct", "thinking"] as const;
  if (!isLatencyName(latency)) throw new Error(`--latency is one of ${Object.keys(latencies).join(", ")}.`);
  return [latency] as const;
}

async function measured(
  arena: Arena,
  contestants: readonly Policy[],
  prompts: readonly BenchPrompt[],
): Promise<Result[]> {
  const results: Result[] = [];
  for (const policy of contestants) {
    const outcomes = [];
    for (const [index, { prompt }] of prompts.entries()) {
      outcomes.push(await contest(arena, policy, prompt, seed + index * SEED_STEP));
    }
    results.push({ policy, outcomes });
    const passed = outcomes.filter((one) => one.passed).length;
    console.error(`${policy.name}: ${passed} of ${outcomes.length} passed`);
  }
  return results;
}

async function main(): Promise<void> {
  const prompts =
    values.prompts === undefined ? madeUpPrompts(n, seed) : spread(promptsFrom(values.prompts, false), n);
  const data = mkdtempSync(path.join(tmpdir(), "gems-bench-agent-"));
  const services = await openBenchServices(data);
  const { engine, skills } = services;
  const mind = createMind(rememberingEyes(engine), skills.shelf());
  const images = await startImageServer(drawing(engine), MOST_SERVERS);
  const chat = await startChatServer(mind);
  const source = values.prompts === undefined ? `made up (seed ${seed})` : path.basename(values.prompts);
  const text = [`prompts: ${prompts.length} of ${source}; up to ${rounds} rounds; seed ${seed}`];
  try {
    for (const name of latencyNames()) {
      const common = { images, chat, mind, engine, skills: skills.shelf(), rounds };
      const isFirst = name === latencyNames()[0];
      const contestants = contenders().filter(
        ({ always }) => always || isFirst || values.policies !== undefined,
      );
      const results = await measured({ ...common, latency: latencies[name] }, contestants, prompts);
      text.push(`## Model that answers ${name === "direct" ? "at once" : "after thinking"}`);
      text.push(costTable(results), ratioTable(results, seed));
      if (isFirst) text.push(tasksTable(results));
    }
  } finally {
    await images.close();
    await chat.close();
    await services.close();
    rmSync(data, { recursive: true, force: true });
  }
  const report = text.join("\n\n");
  console.log(report);
  if (values.save) {
    const file = path.resolve(import.meta.dirname, "results", "agent.md");
    writeFileSync(file, `# The agent's cost\n\nWritten by \`npm run bench:agent -- --save\`.\n\n${report}\n`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
