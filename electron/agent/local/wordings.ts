/** The ways one wish can be said to an engine that reads words: what the refiner chooses from. */
import type { Criterion } from "../../../shared/run/criteria";
import type { LocalRules } from "../../../shared/skills";
import { concludedPrompt } from "./conclusion";
import { readPrompt } from "./grammar";
import type { Reading } from "./reading";
import { dressed } from "./rewrite";
import { counted, explicitPrompt, related, theGroup, withExactCounts } from "./wording";
import { verbPhrases } from "./world";

export const wordingNames = ["planned", "original", "exact", "explicit", "restated", "stressed"] as const;
export type WordingName = (typeof wordingNames)[number];

export interface Said {
  readonly name: WordingName;
  readonly prompt: string;
}

/**
 * All different ways to say the prompt. `failing` are the criteria to stress. The skill's
 * own additions stay on every wording but the original.
 */
export function waysToSay(
  original: string,
  enhanced: string,
  failing: readonly Criterion[],
  rules: LocalRules["rewrite"] | null,
): readonly Said[] {
  // What was concluded is what there is to say; the designer's own words are what it was concluded from.
  const outright = concludedPrompt(readPrompt(original)) ?? original;
  const reading = readPrompt(outright);
  const dress = (text: string | null) => (text === null || rules === null ? text : dressed(text, rules));
  const exact = withExactCounts(reading);
  const stress = stressOf(reading, failing);
  const ways: readonly (readonly [WordingName, string | null])[] = [
    ["explicit", dress(explicitPrompt(reading, { restate: false, arrange: true, relate: true }))],
    ["restated", dress(explicitPrompt(reading, { restate: true, arrange: true, relate: true }))],
    ["exact", dress(exact)],
    ["stressed", stress === "" ? null : dress(`${exact.trim().replace(/[.;,]$/, "")}. ${stress}`)],
    ["original", outright],
    ["planned", enhanced],
  ];
  const seen = new Set<string>();
  return ways.flatMap(([name, prompt]) => {
    if (prompt === null || seen.has(prompt)) return [];
    seen.add(prompt);
    return [{ name, prompt }];
  });
}

/** Says again what failed: the groups with number and look, the links between them. */
function stressOf(reading: Reading, failing: readonly Criterion[]): string {
  const checks = failing.flatMap(({ check }) => (check === undefined ? [] : [check]));
  const kinds = new Set(checks.flatMap((check) => ("of" in check ? [check.of.kind] : [])));
  const texts = new Set(checks.flatMap((check) => (check.type === "text" ? [check.text] : [])));
  const groups = reading.groups
    .filter((group) =>
      group.text === null ? kinds.has(group.kind) && group.count !== null : texts.has(group.text),
    )
    .map((group) => counted(reading.prompt, group));
  const links = reading.links.flatMap(({ link, subject, object }) => {
    const [who, whom] = [reading.groups[subject], reading.groups[object]];
    const failed = checks.some(
      (check) =>
        (check.type === "relation"
          ? check.relation === link.id
          : check.type === "verb" && check.verb === link.id) &&
        "subject" in check &&
        check.subject.kind === who?.kind &&
        check.object.kind === whom?.kind,
    );
    if (!failed || who === undefined || whom === undefined) return [];
    const other = theGroup(whom);
    const tied =
      link.type === "relation" ? related(link.id, other) : `${verbPhrases.get(link.id)?.[0]} ${other}`;
    return [`${theGroup(who)} ${tied}`];
  });
  return [...groups, ...links].join("; ");
}
