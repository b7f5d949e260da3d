/** The report as Markdown. */
import type { Interval } from "../metrics";
import type { Group } from "./groups";
import { honesty } from "./honesty";
import type { Comparison, Figures, PolicyResult } from "./index";
import { signed } from "./numbers";

const percent = (value: number) => (value * 100).toFixed(1);
const range = ({ value, low, high }: Interval, say: (value: number) => string) =>
  `${say(value)} [${say(low)}, ${say(high)}]`;
export const shareOf = (interval: Interval) => range(interval, percent);
export const plainly = (interval: Interval, digits = 2) => range(interval, (value) => value.toFixed(digits));
const difference = (interval: Interval, scale = 100, digits = 1) =>
  range(interval, (value) => signed(value * scale, digits));

export function markdownOf(figures: Figures): string {
  const { header, command, results, cores, tasks } = figures;
  return [
    `# ${header.suite}: ${tasks.length} prompts`,
    `\`\`\`sh\n${command}\n\`\`\``,
    `Drawn by ${header.generator}, thought out by ${header.roles}; at most ${header.rounds} images a prompt; seed ${header.seed}; ${cores}. Intervals: 95 %, bootstrap over prompts (Wilson where all pass or none).`,
    honesty(figures)
      .map((line) => `- ${line}`)
      .join("\n"),
    mainTable(figures),
    comparisonTable(figures.comparisons),
    trustTable(results),
    groupTable("By kind of fact (mean probability)", figures.bySkill, results),
    groupTable("By atomicity (GM)", figures.byAtomicity, results),
    groupTable("By what the prompt exercises (share of prompts that pass)", figures.byTag, results),
    aboutTable(results),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function mainTable({ results, judge }: Figures): string {
  const rows = results.map(({ name, all, summaries, images, seconds }) => {
    const summary = summaries[judge];
    const scores =
      summary === null
        ? ["–", "–", "–"]
        : [shareOf(summary.am), shareOf(summary.gm), shareOf(summary.passed)];
    const scene = summaries.scene === null ? "–" : shareOf(summaries.scene.passed);
    return [name, String(all.length), ...scores, scene, plainly(images), plainly(seconds)];
  });
  const head = [
    "policy",
    "n",
    "AM",
    "GM",
    "prompts passed, %",
    "by the scene, %",
    "images/prompt",
    "s/prompt",
  ];
  return table(head, rows);
}

function comparisonTable(comparisons: readonly Comparison[]): string {
  const [first] = comparisons;
  if (first === undefined) return "";
  const rows = comparisons.map(({ other, paired }) => [
    `− ${other}`,
    String(paired.n),
    difference(paired.am),
    difference(paired.gm),
    difference(paired.passed),
    paired.failures === null ? "it has none" : plainly(paired.failures),
    difference(paired.images, 1, 2),
  ]);
  const head = [
    first.mine,
    "n",
    "AM, points",
    "GM, points",
    "passed, points",
    "failures left of its",
    "images/prompt",
  ];
  return `## ${first.mine}, prompt by prompt\n\n${table(head, rows)}`;
}

/** Where judge and scene disagree, a loop that flatters its own eyes would show. */
function trustTable(results: readonly PolicyResult[]): string {
  const rows = results.map(({ name, claimed, agreement, flattery }) => [
    name,
    claimed === null ? "it does not look" : `${percent(claimed)} %`,
    agreement === null ? "–" : `${percent(agreement.same)} % of ${agreement.atoms}`,
    agreement === null ? "–" : `${agreement.flattered} of ${agreement.passes}`,
    flattery === null ? "–" : `${flattery.flattered} of ${flattery.passes}`,
  ]);
  const head = [
    "policy",
    "held for right by itself",
    "atoms: judge and scene agree",
    "passed, but not by the scene",
    "passed by own eyes, but not by the judge",
  ];
  return `## Can it be believed?\n\n${table(head, rows)}`;
}

function groupTable(title: string, groups: readonly Group[], results: readonly PolicyResult[]): string {
  if (groups.length === 0) return "";
  const rows = groups.map(({ name, cells }) => [
    name,
    String(Math.max(...cells.map((cell) => cell?.n ?? 0))),
    ...cells.map((cell) => (cell === null ? "–" : percent(cell.value))),
  ]);
  return `## ${title}\n\n${table(["", "n", ...results.map(({ name }) => name)], rows)}`;
}

function aboutTable(results: readonly PolicyResult[]): string {
  return `## Policies\n\n${results.map(({ name, about }) => `- **${name}**: ${about}`).join("\n")}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}
