/** Answers of the benchmark's model, in the form a request holds them to, or in words where it holds them to none. */
import { withinWords } from "../../electron/agent/memory";
import type { Criterion } from "../../shared/run/criteria";
import type { SkillCandidate } from "../../shared/run/events";
import type { Verdict } from "../../shared/run/verdicts";
import type { Turn } from "./turn";

type Form = NonNullable<Turn["form"]>;
const said = { pass: "yes", fail: "no", unclear: "unclear", error: "unclear" } as const;

/** The fields an object of the form has, and nothing else: a server that holds models to a schema adds none. */
function held(form: Form, value: Record<string, unknown>): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(value).filter(([key]) => form.properties.includes(key))),
  );
}

function heldItem(form: Form, list: string, value: Record<string, unknown>): Record<string, unknown> {
  const fields = form.items[list] ?? [];
  return Object.fromEntries(Object.entries(value).filter(([key]) => fields.includes(key)));
}

/** As the studio asks: scores from here on, and so many words. */
const CONSIDERED = 0.3;
const WHY_WORDS = 20;
const THOUGHT_WORDS = 30;

export function skillAnswer(
  form: Form | null,
  chosen: string | null,
  candidates: readonly SkillCandidate[],
  reason: string,
): string {
  if (form === null) return chosen ?? "NONE";
  // Where no reasons are asked for, only what is considered is rated.
  const all = form.items.candidates?.includes("reason") === true;
  const rated = candidates
    .filter(({ score }) => all || score >= CONSIDERED)
    .map((one) => heldItem(form, "candidates", { ...one }));
  return held(form, { candidates: rated, reason: withinWords(reason, WHY_WORDS), chosen });
}

export function promptAnswer(
  form: Form | null,
  {
    prompt,
    thought,
    strategy,
    lesson,
  }: { prompt: string; thought: string; strategy: string; lesson?: string },
): string {
  if (form === null) return prompt;
  return held(form, {
    ...(lesson === undefined ? {} : { lesson }),
    thought: withinWords(thought, THOUGHT_WORDS),
    strategy,
    new_seed: true,
    prompt,
  });
}

export function criteriaAnswer(form: Form | null, criteria: readonly Criterion[]): string {
  if (form === null) return JSON.stringify(criteria.map(({ question }) => question));
  const list = form.properties.find((name) => name in form.items) ?? "criteria";
  const ids = new Map(criteria.map(({ id }, index) => [id, index + 1]));
  const items = criteria.map((criterion, index) => {
    const needs = (criterion.requires ?? presencesOf(criterion, criteria)).flatMap((id) => ids.get(id) ?? []);
    const { question, kind } = criterion;
    return heldItem(form, list, { id: index + 1, question, kind, requires: needs, needs, depends_on: needs });
  });
  return held(form, { [list]: items });
}

/** What must be there before anything else can be asked of it. */
function presencesOf({ check, id }: Criterion, criteria: readonly Criterion[]): string[] {
  if (check === undefined || check.type === "object") return [];
  const kinds =
    "of" in check ? [check.of.kind] : "subject" in check ? [check.subject.kind, check.object.kind] : [];
  return criteria
    .filter((one) => one.check?.type === "object" && one.id !== id && kinds.includes(one.check.of.kind))
    .map((one) => one.id);
}

export interface Judged {
  readonly id: string | null;
  readonly verdict: Verdict;
}

export function verdictsAnswer({ form, wantsObject, placesForYes }: Turn, judged: readonly Judged[]): string {
  if (form === null) return judged.map((one) => inWords(one, wantsObject, placesForYes)).join("\n");
  if (form.properties.includes("passed")) return sorted(form, judged);
  if (!form.properties.includes("verdicts")) {
    const [only] = judged;
    return held(form, only === undefined ? {} : fieldsOf(only, placesForYes));
  }
  const verdicts = judged.map((one) => heldItem(form, "verdicts", fieldsOf(one, placesForYes)));
  return held(form, { verdicts });
}

/** The ids of what passes, the rest with a few words and the places that are told without names. */
function sorted(form: Form, judged: readonly Judged[]): string {
  const entries = (wanted: readonly string[], list: string) =>
    judged
      .filter(({ verdict }) => wanted.includes(verdict.state))
      .map(({ id, verdict }) => {
        const words = withinWords(verdict.answer, REASON_WORDS);
        const boxes = placesIn(verdict).map(({ box }) => box);
        return heldItem(form, list, { id, seen: words, why: words, boxes });
      });
  const lists: Record<string, unknown> = {
    failed: entries(["fail"], "failed"),
    unclear: entries(["unclear", "error"], "unclear"),
    passed: judged.filter(({ verdict }) => verdict.state === "pass").map(({ id }) => id),
  };
  return held(form, Object.fromEntries(form.properties.map((name) => [name, lists[name]])));
}

/** What the studio asks for at most of what was seen. */
const REASON_WORDS = 15;

/** Yes or no where nothing else was asked for; else the word, and on the next line what there is to say of it. */
function inWords(one: Judged, wantsObject: boolean, placesForYes: boolean): string {
  const { state } = one.verdict;
  if (!wantsObject) return state === "pass" ? "yes" : "no";
  const { answer: _, id: __, ...rest } = fieldsOf(one, placesForYes);
  return `${said[state]}\n${JSON.stringify(rest)}`;
}

function fieldsOf({ id, verdict }: Judged, placesForYes: boolean): Record<string, unknown> {
  const { state, confidence, answer } = verdict;
  return {
    ...(id === null ? {} : { id }),
    reason: answer,
    answer: said[state],
    confidence: rounded(confidence),
    boxes: state === "pass" && !placesForYes ? [] : placesIn(verdict),
  };
}

function placesIn({ evidence }: Verdict): { label: string; box: number[] }[] {
  return evidence.map(({ label, box: { x, y, w, h } }) => {
    return { label, box: [x, y, x + w, y + h].map(rounded) };
  });
}

const rounded = (value: number) => Math.round(value * 100) / 100;
