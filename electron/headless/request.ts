/** What the command line asks of a run. */
import type { StartRequest } from "../../shared/ipc/domains/runs";
import type { Budget } from "../../shared/run/settings";
import type { Arguments } from "./arguments";

/** What is not named is left to the settings, but for what needs somebody at the window. */
export function requestOf(asked: Arguments): StartRequest {
  const { seconds, candidates, aspect, style } = asked;
  const look = { ...(aspect === undefined ? {} : { aspect }), ...(style === undefined ? {} : { style }) };
  const budget = budgetOf(asked);
  const minGain = asked["min-gain"];
  return {
    prompt: asked.prompt,
    rounds: asked.rounds,
    seed: asked.seed,
    temperature: asked.temperature,
    keepGoing: asked["keep-going"],
    skill: skillChoice(asked.skill),
    bannedSkills: asked.ban,
    // Nobody is here to give the word for each prompt, or to be asked unasked, whatever the studio's settings say.
    pace: "flow",
    ask: asked.ask,
    ...(asked["no-repair"] ? { repair: false } : {}),
    ...(Object.keys(look).length === 0 ? {} : { look }),
    ...(seconds === undefined ? {} : { seconds }),
    ...(candidates === undefined ? {} : { candidates }),
    ...(budget === null ? {} : { budget }),
    ...(minGain === undefined ? {} : { minGain }),
  };
}

/** The limits that are named and no others; null where none is. */
function budgetOf(asked: Arguments): Budget | null {
  const [images = null, tokens = null, money = null] = [
    asked["max-images"],
    asked["max-tokens"],
    asked["max-money"],
  ];
  return images === null && tokens === null && money === null ? null : { images, tokens, money };
}

function skillChoice(name: string | undefined) {
  if (name === undefined) return { mode: "auto" as const };
  return name === "none" ? { mode: "none" as const } : { mode: "force" as const, name };
}
