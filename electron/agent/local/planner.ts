/**
 * The Planner without a language model: skills are scored by the rules they bring along and by the words
 * their descriptions share with the prompt; the chosen one's rewrite rules enhance the prompt. Contradictions are
 * found by the grammar.
 */
import type { SkillCandidate } from "../../../shared/run/events";
import { type LoadedSkill, type LocalRules, routePattern, type SkillManifest } from "../../../shared/skills";
import { offerOf } from "../banned";
import type { Plan, Planner, SkillShelf } from "../roles";
import { clarify } from "./clarify";
import { concludedPrompt, conclusionsOf } from "./conclusion";
import { capitalised, listed } from "./english";
import { readPrompt } from "./grammar";
import { rewrite } from "./rewrite";

/** Least score at which a skill is worth its words. */
const FITS = 0.5;
/** Most a description's shared words can count for: they hint, rules tell. */
const HINT = 0.3;
const MOST_REASONS = 3;

interface Scored {
  readonly candidate: SkillCandidate;
  readonly rules: LocalRules | null;
}

export const localPlanner: Planner = {
  clarify: async ({ prompt }) => clarify(prompt),
  plan: async ({ prompt, settings, skills }) => {
    const choice = settings.skill;
    if (choice.mode === "none") return unaided(prompt, [], "You asked for no skill.");
    if (choice.mode === "force") {
      return aided(prompt, await skills.load(choice.name), [
        { name: choice.name, score: 1, reason: "You chose it." },
      ]);
    }
    const { allowed, banned } = offerOf(await skills.manifests(), settings);
    const scored = await scoreAll(prompt, skills, allowed);
    const candidates = [...scored.map(({ candidate }) => candidate), ...banned];
    const [best] = scored.filter(({ candidate, rules }) => rules !== null && candidate.score >= FITS);
    if (best !== undefined) return aided(prompt, await skills.load(best.candidate.name), candidates);
    return unaided(prompt, candidates, "No skill fits this prompt well enough.");
  },
};

async function scoreAll(
  prompt: string,
  skills: SkillShelf,
  manifests: readonly SkillManifest[],
): Promise<readonly Scored[]> {
  const scored = await Promise.all(
    manifests.map(async (manifest) => scoreOne(prompt, manifest, await rulesOf(skills, manifest.name))),
  );
  return scored.sort((a, b) => b.candidate.score - a.candidate.score || compare(a, b));
}

const compare = (a: Scored, b: Scored) => (a.candidate.name < b.candidate.name ? -1 : 1);

/** The rules alone where the shelf can open them without the pack's instructions. */
async function rulesOf(skills: SkillShelf, name: string): Promise<LocalRules | null> {
  return skills.rules === undefined ? (await skills.load(name)).localRules : skills.rules(name);
}

/** Each rule that matches and the shared words are independent hints: together they miss only if all do. */
function scoreOne(prompt: string, manifest: SkillManifest, rules: LocalRules | null): Scored {
  const hits = (rules?.route ?? [])
    .filter(({ pattern }) => routePattern(pattern).test(prompt))
    .sort((a, b) => b.weight - a.weight);
  const shared = sharedWords(prompt, manifest.description);
  const hint = HINT * (1 - 0.5 ** shared.length);
  const score = 1 - hits.reduce((missed, { weight }) => missed * (1 - weight), 1 - hint);
  return {
    rules,
    candidate: { name: manifest.name, score: round(score), reason: reasonOf(hits, shared, rules) },
  };
}

function reasonOf(hits: LocalRules["route"], shared: readonly string[], rules: LocalRules | null): string {
  const reasons = hits.slice(0, MOST_REASONS).map(({ reason }) => reason);
  if (reasons.length === 0 && shared.length > 0)
    reasons.push(`Its description speaks of ${listed(shared)} too.`);
  if (rules === null) reasons.push("It has no rules for an engine without a language model.");
  return reasons.length > 0 ? reasons.join(" ") : "Nothing in the prompt asks for it.";
}

const round = (score: number) => Math.round(score * 100) / 100;

const commonWords = new Set(
  (
    "with that this from when what they them each other into than then have where which while about your the and for " +
    "picture image prompt nothing without things thing every more place use not are one two does over its only " +
    "single several says stand stands right"
  ).split(" "),
);

/** Telling words (four letters and more) a prompt and a description share. */
function sharedWords(prompt: string, description: string): readonly string[] {
  const words = (text: string) => new Set(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []);
  const spoken = words(description);
  return [...words(prompt)].filter((word) => spoken.has(word) && !commonWords.has(word));
}

function unaided(prompt: string, candidates: readonly SkillCandidate[], reason: string): Plan {
  const reading = readPrompt(prompt);
  const outright = concludedPrompt(reading);
  return {
    candidates,
    chosen: null,
    reason,
    packHash: null,
    prompt: outright ?? prompt,
    thought:
      outright === null
        ? "The prompt is drawn as you wrote it."
        : `I have ${listed(conclusionsOf(reading))}.`,
  };
}

function aided(prompt: string, skill: LoadedSkill, candidates: readonly SkillCandidate[]): Plan {
  const chosen = skill.manifest.name;
  const reason = candidates.find(({ name }) => name === chosen)?.reason ?? "";
  const plan = { candidates, chosen, reason, packHash: skill.hash };
  const { localRules } = skill;
  if (localRules === null) {
    return {
      ...plan,
      prompt,
      thought: `${skill.manifest.title} has no rules the local planner could apply.`,
    };
  }
  const { prompt: enhanced, changes } = rewrite(prompt, localRules.rewrite);
  const { temperature } = localRules.rewrite;
  const done = temperature === undefined ? changes : [...changes, `set the temperature to ${temperature}`];
  const thought =
    done.length === 0
      ? `${skill.manifest.title} fits, but there was nothing to change.`
      : `With ${skill.manifest.title} I have ${listed(done)}.`;
  return {
    ...plan,
    prompt: enhanced,
    thought: capitalised(thought),
    ...(temperature === undefined ? {} : { temperature }),
  };
}
