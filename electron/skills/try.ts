/** What the local planner makes of a prompt with a pack that is still being written. */
import { defaultRunSettings, type RunSettings } from "../../shared/run/settings";
import type { LoadedSkill, PackDraft, SkillTrial } from "../../shared/skills";
import type { Plan, Planner, SkillShelf } from "../agent/roles";
import { checkDraft } from "./drafts";
import { LOCAL_RULES_FILE, parseLocalRules } from "./local-rules";
import { invalidPack } from "./pack";
import { parseSkill, SKILL_FILE } from "./parse";

export interface Trial {
  readonly prompt: string;
  readonly draft: PackDraft;
  /** What is switched on otherwise. */
  readonly shelf: SkillShelf;
  readonly planner: Planner;
}

/** @throws StudioError "skill-invalid" when the draft has errors. */
export async function tryDraft({ prompt, draft, shelf, planner }: Trial): Promise<SkillTrial> {
  const skill = skillOf(draft);
  const { name } = skill.manifest;
  const plan = (settings: RunSettings): Promise<Plan> =>
    planner.plan({ prompt, settings, skills: withDraft(shelf, skill) }, quiet);
  const free = await plan(defaultRunSettings);
  const forced = await plan({ ...defaultRunSettings, skill: { mode: "force", name } });
  const own = free.candidates.find((candidate) => candidate.name === name);
  return {
    score: own?.score ?? 0,
    reason: own?.reason ?? "",
    chosen: free.chosen,
    prompt: forced.prompt,
    thought: forced.thought,
    temperature: forced.temperature ?? null,
  };
}

/** Nothing here asks a paid service, and nothing takes long enough to be stopped. */
const quiet = { signal: new AbortController().signal, onUsage: () => undefined };

function skillOf(draft: PackDraft): LoadedSkill {
  const { manifest, problems } = checkDraft(draft);
  const text = draft.files.find((file) => file.path === SKILL_FILE)?.text ?? "";
  if (manifest === null) throw invalidPack({ manifest: parseSkill(text, null).manifest, problems });
  const rules = draft.files.find((file) => file.path === LOCAL_RULES_FILE);
  return {
    manifest,
    hash: "",
    instructions: parseSkill(text, null).instructions,
    localRules: rules === undefined ? null : parseLocalRules(rules.text).rules,
  };
}

/** The shelf with the draft in the place of the pack of its name, if there is one. */
function withDraft(shelf: SkillShelf, draft: LoadedSkill): SkillShelf {
  const { name } = draft.manifest;
  return {
    manifests: async () => [...(await shelf.manifests()).filter((one) => one.name !== name), draft.manifest],
    load: async (wanted) => (wanted === name ? draft : shelf.load(wanted)),
    rules: async (wanted) => {
      if (wanted === name) return draft.localRules;
      return shelf.rules === undefined ? (await shelf.load(wanted)).localRules : shelf.rules(wanted);
    },
  };
}
