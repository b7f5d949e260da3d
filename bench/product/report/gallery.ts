/** Wins and losses: the same prompts as different policies drew them, side by side. */
import type { JudgeName, Scored } from "../metrics";
import type { Figures, PolicyResult } from "./index";
import { safe } from "./plots";

/** Prompts shown of each sort. */
const MOST = 12;
/** Policies of which two cards fit beside each other. */
const FEW = 3;
/** Facts listed under a picture; the rest are counted. */
const MOST_FACTS = 3;

interface Shown {
  readonly id: string;
  readonly prompt: string;
  readonly entries: readonly { readonly name: string; readonly one: Scored }[];
  /** How far the protagonist is ahead of the base. */
  readonly lead: number;
  readonly passed: boolean;
  readonly basePassed: boolean;
}

export interface Gallery {
  readonly protagonist: string;
  readonly base: string;
  readonly wins: readonly Shown[];
  readonly losses: readonly Shown[];
}

/**
 * The protagonist's wins over the first policy that is not it, and its losses: prompts it fails, first those the other
 * one passes. Null with fewer than two policies.
 */
export function galleryOf({ results, comparisons, judge }: Figures): Gallery | null {
  const protagonist = comparisons[0]?.mine;
  const base = comparisons[0]?.other;
  if (protagonist === undefined || base === undefined) return null;
  const shown = shownOf(results, protagonist, base, judge);
  return {
    protagonist,
    base,
    wins: shown
      .filter(({ passed, basePassed }) => passed && !basePassed)
      .sort((a, b) => b.lead - a.lead)
      .slice(0, MOST),
    losses: shown
      .filter(({ passed }) => !passed)
      .sort((a, b) => Number(b.basePassed) - Number(a.basePassed) || a.lead - b.lead)
      .slice(0, MOST),
  };
}

function shownOf(
  results: readonly PolicyResult[],
  protagonist: string,
  base: string,
  judge: JudgeName,
): readonly Shown[] {
  const byName = new Map(
    results.map(({ name, all }) => [name, new Map(all.map((one) => [one.task.id, one]))] as const),
  );
  return [...(byName.get(protagonist)?.values() ?? [])].flatMap((one) => {
    const mine = one.scores[judge];
    const theirs = byName.get(base)?.get(one.task.id)?.scores[judge];
    if (mine === null || theirs == null) return [];
    const entries = results.flatMap(({ name }) => {
      const entry = byName.get(name)?.get(one.task.id);
      return entry === undefined ? [] : [{ name, one: entry }];
    });
    const { id, prompt } = one.task;
    return [
      { id, prompt, entries, lead: mine.gm - theirs.gm, passed: mine.passed, basePassed: theirs.passed },
    ];
  });
}

export function galleryHtml(gallery: Gallery | null, judge: JudgeName): string {
  if (gallery === null) return "";
  const { protagonist, base, wins, losses } = gallery;
  return [
    section(`Wins of ${protagonist}`, `${base} misses something, ${protagonist} does not.`, wins, judge),
    section(
      `Losses of ${protagonist}`,
      `${protagonist} misses something; first those that ${base} gets right.`,
      losses,
      judge,
    ),
  ].join("");
}

function section(title: string, about: string, shown: readonly Shown[], judge: JudgeName): string {
  const cards = shown.map((one) => card(one, judge)).join("");
  const few = (shown[0]?.entries.length ?? 0) <= FEW ? " few" : "";
  const body =
    cards === ""
      ? `<p class="quiet">None among these prompts.</p>`
      : `<div class="cards${few}">${cards}</div>`;
  return `<section><h2>${safe(title)}</h2><p class="quiet">${safe(about)}</p>${body}</section>`;
}

function card({ id, prompt, entries }: Shown, judge: JudgeName): string {
  const figures = entries.map(({ name, one }) => figure(name, one, judge)).join("");
  return `<article><h3><span class="id">${safe(id)}</span> ${safe(prompt)}</h3><div class="strip">${figures}</div></article>`;
}

function figure(name: string, { row, task, scores }: Scored, judge: JudgeName): string {
  const score = scores[judge];
  const failed = task.atoms.filter((_, index) => {
    const p = row[judge]?.[index];
    return p != null && p <= 0.5;
  });
  const facts = failed.slice(0, MOST_FACTS).map(({ question }) => `<li>${safe(question)}</li>`);
  if (failed.length > MOST_FACTS) facts.push(`<li>and ${failed.length - MOST_FACTS} more</li>`);
  const mark =
    score === null
      ? `<span class="verdict">not judged</span>`
      : score.passed
        ? `<span class="verdict yes">✓ all right</span>`
        : `<span class="verdict no">✗ ${failed.length} wrong</span>`;
  const denied =
    score?.passed === true && scores.scene?.passed === false
      ? `<li class="denied">the scene says otherwise</li>`
      : "";
  const images = `${row.images} image${row.images === 1 ? "" : "s"}`;
  return `<figure><img src="${safe(row.picture)}" alt="${safe(`${name}: ${task.prompt}`)}" loading="lazy" width="192" height="192"><figcaption><b>${safe(name)}</b><span class="cost">${images}</span>${mark}<ul>${facts.join("")}${denied}</ul></figcaption></figure>`;
}
