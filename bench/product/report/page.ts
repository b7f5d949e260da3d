/** The report as one HTML file that needs nothing but the pictures beside it. */
import type { Interval, JudgeName, Scored } from "../metrics";
import { galleryHtml, galleryOf } from "./gallery";
import type { Group } from "./groups";
import { honesty } from "./honesty";
import type { Figures } from "./index";
import { signed } from "./numbers";
import { atomicityPlot, costPlot, kindPlot, passedPlot, safe } from "./plots";
import { style } from "./style";

export function pageOf(figures: Figures): string {
  const { header, tasks, command, cores } = figures;
  const title = `${header.suite}: ${tasks.length} prompts`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${safe(title)}</h1>
<p class="quiet">Drawn by ${safe(header.generator)}, thought out by ${safe(header.roles)}. At most ${header.rounds} images a prompt, seed ${header.seed}, ${safe(cores)}. Intervals: 95 %, bootstrap over prompts (Wilson where all pass or none).</p>
<pre>${safe(command)}</pre>
${notes(figures)}
${plots(figures)}
<section><h2>Scores</h2>${mainTable(figures)}</section>
${comparisons(figures)}
${trust(figures)}
${groups("By kind of fact", "Mean probability that a fact of the kind holds.", figures.bySkill, figures)}
${groups("By what the prompt exercises", "Share of prompts that pass.", figures.byTag, figures)}
${galleryHtml(galleryOf(figures), figures.judge)}
<section><h2>Policies</h2><dl>${figures.results.map(({ name, about }) => `<dt>${safe(name)}</dt><dd>${safe(about)}</dd>`).join("")}</dl></section>
</main>
</body>
</html>
`;
}

function notes(figures: Figures): string {
  const lines = honesty(figures).map(
    (line) => `<li>${safe(line).replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")}</li>`,
  );
  return `<ul class="notes${figures.judge === "independent" ? "" : " warn"}">${lines.join("")}</ul>`;
}

function plots({ results, judge, byAtomicity, bySkill }: Figures): string {
  const known = results.flatMap(({ name, summaries, images }) => {
    const summary = summaries[judge];
    const scene = summaries.scene?.passed ?? null;
    return summary === null ? [] : [{ name, passed: summary.passed, scene, images }];
  });
  if (known.length === 0) return "";
  const upright = known.some(({ scene }) => scene !== null)
    ? "<small>Upright line: the share that is right by the scene.</small>"
    : "";
  return `<div class="plots">
<figure><figcaption>Prompts with every fact right${upright}</figcaption>${passedPlot(known)}</figure>
<figure><figcaption>What it costs<small>Share of prompts that pass, by images a prompt.</small></figcaption>${costPlot(known)}</figure>
<figure><figcaption>From simple to crowded<small>GM by the number of facts.</small></figcaption>${atomicityPlot(byAtomicity, results)}</figure>
<figure><figcaption>Kind by kind<small>Mean probability that a fact holds; marks as above.</small></figcaption>${kindPlot(bySkill)}</figure>
</div>`;
}

const percent = (value: number) => (value * 100).toFixed(1);
const cell = (interval: Interval | undefined, say: (value: number) => string) =>
  interval === undefined
    ? "<td>–</td>"
    : `<td>${say(interval.value)}<small>${say(interval.low)} to ${say(interval.high)}</small></td>`;
const twoDigits = (value: number) => value.toFixed(2);

function table(head: readonly string[], rows: readonly string[]): string {
  const names = head.map((name) => `<th scope="col">${safe(name)}</th>`).join("");
  return `<div class="scroll"><table><thead><tr>${names}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function mainTable({ results, judge, comparisons: [first] }: Figures): string {
  const rows = results.map(({ name, all, summaries, images, seconds }) => {
    const summary = summaries[judge] ?? undefined;
    const cells = [
      cell(summary?.am, percent),
      cell(summary?.gm, percent),
      cell(summary?.passed, percent),
      cell(summaries.scene?.passed, percent),
      cell(images, twoDigits),
      cell(seconds, twoDigits),
    ];
    return `<tr${name === first?.mine ? ' class="mine"' : ""}><td>${safe(name)}</td><td>${all.length}</td>${cells.join("")}</tr>`;
  });
  return table(
    [
      "Policy",
      "Prompts",
      "AM, %",
      "GM, %",
      "Passed, %",
      "Right by the scene, %",
      "Images a prompt",
      "Seconds a prompt",
    ],
    rows,
  );
}

function comparisons({ comparisons: all }: Figures): string {
  const [first] = all;
  if (first === undefined) return "";
  const points = (value: number) => signed(value * 100, 1);
  const images = (value: number) => signed(value, 2);
  const rows = all.map(
    ({ other, paired }) =>
      `<tr><td>against ${safe(other)}</td>${[
        cell(paired.am, points),
        cell(paired.gm, points),
        cell(paired.passed, points),
        paired.failures === null ? "<td>it has none</td>" : cell(paired.failures, twoDigits),
        cell(paired.images, images),
      ].join("")}</tr>`,
  );
  const head = ["", "AM, points", "GM, points", "Passed, points", "Of its failures, left", "Images a prompt"];
  return `<section><h2>${safe(first.mine)}, prompt by prompt</h2><p class="quiet">Differences on the same prompts; an interval without zero in it is more than chance.</p>${table(head, rows)}</section>`;
}

function trust({ results, judge }: Figures): string {
  const rows = results.map(({ name, claimed, agreement, flattery, all }) => {
    const own = claimed === null ? "it does not look" : `${percent(claimed)} %`;
    const same =
      agreement === null ? "–" : `${percent(agreement.same)} %<small>${agreement.atoms} facts</small>`;
    const against = agreement === null ? "–" : `${agreement.flattered} of ${agreement.passes}`;
    const flattered = flattery === null ? [] : [`${flattery.flattered} of ${flattery.passes}`];
    return `<tr><td>${safe(name)}</td><td>${own}</td><td>${same}</td><td>${against}</td>${flattered.map((one) => `<td>${one}</td>`).join("")}<td>${exampleOf(all, judge)}</td></tr>`;
  });
  const flattery = judge === "independent" ? ["Passed by own eyes, not by the judge"] : [];
  const head = [
    "Policy",
    "Held for right by itself",
    "Judge and scene agree",
    "Passed, but not by the scene",
    ...flattery,
    "Such as",
  ];
  return `<section><h2>Can it be believed?</h2><p class="quiet">A loop that learns to please its eyes instead of the designer would pass more and more that the scene denies.</p>${table(head, rows)}</section>`;
}

function exampleOf(all: readonly Scored[], judge: JudgeName): string {
  const found = all.find(({ scores }) => scores[judge]?.passed === true && scores.scene?.passed === false);
  return found === undefined ? "–" : safe(found.task.id);
}

function groups(title: string, about: string, all: readonly Group[], { results }: Figures): string {
  if (all.length === 0) return "";
  const rows = all.map(({ name, cells }) => {
    const most = Math.max(...cells.map((one) => one?.n ?? 0));
    const values = cells.map((one) =>
      one === null
        ? "<td>–</td>"
        : `<td>${percent(one.value)}<span class="bar"><i style="width:${percent(one.value)}%"></i></span></td>`,
    );
    return `<tr><td>${safe(name)}</td><td>${most}</td>${values.join("")}</tr>`;
  });
  return `<section><h2>${safe(title)}</h2><p class="quiet">${safe(about)}</p>${table(["", "n", ...results.map(({ name }) => name)], rows)}</section>`;
}
