/** The report: numbers first worked out, then told as Markdown, tables of values and a page. */
import { mean } from "../../statistics";
import {
  type Agreement,
  agreementOf,
  type Interval,
  type JudgeName,
  meanOf,
  type Paired,
  pairedOf,
  type Scored,
  type Summary,
  scored,
  summaryOf,
} from "../metrics";
import type { Policy } from "../policies/policy";
import type { Header, Row } from "../results";
import type { Suite, Task } from "../task";
import { type Group, groupsOf } from "./groups";
import { markdownOf } from "./markdown";

export interface ReportInput {
  readonly header: Header;
  readonly suite: Suite;
  /** The prompts chosen of the suite. */
  readonly tasks: readonly Task[];
  readonly policies: readonly Policy[];
  readonly rows: readonly Row[];
  /** What went wrong and is no result. */
  readonly faults: readonly string[];
  readonly command: string;
  readonly cores: string;
}

export interface PolicyResult {
  readonly name: string;
  readonly about: string;
  readonly all: readonly Scored[];
  readonly summaries: Readonly<Record<JudgeName, Summary | null>>;
  readonly images: Interval;
  readonly seconds: Interval;
  /** Share of prompts the policy itself held for right; null where it never looks. */
  readonly claimed: number | null;
  /** The headline's judge against the scene, and the loop's eyes against the headline's judge. */
  readonly agreement: Agreement | null;
  readonly flattery: Agreement | null;
}

export interface Comparison {
  readonly mine: string;
  readonly other: string;
  readonly paired: Paired;
}

export interface Figures extends ReportInput {
  /** Whose word the headline is: the independent judge's where there is one. */
  readonly judge: JudgeName;
  readonly results: readonly PolicyResult[];
  readonly comparisons: readonly Comparison[];
  readonly bySkill: readonly Group[];
  readonly byAtomicity: readonly Group[];
  readonly byTag: readonly Group[];
}

export interface Report extends Figures {
  readonly markdown: string;
}

/** Policies the others are compared with, in the order they are looked for. */
const PROTAGONISTS = ["ours", "ours-warm"];

export function reportOf(input: ReportInput): Report {
  const figures = figuresOf(input);
  return { ...figures, markdown: markdownOf(figures) };
}

export function figuresOf(input: ReportInput): Figures {
  const { tasks, policies, rows, header } = input;
  const judge: JudgeName = header.judge === null ? "eyes" : "independent";
  const results = policies.flatMap(({ name, about }) => {
    const own = scored(
      tasks,
      rows.filter(({ policy }) => policy === name),
    );
    return own.length === 0 ? [] : [resultOf(name, about, own, judge, header.seed)];
  });
  return {
    ...input,
    judge,
    results,
    comparisons: comparisonsOf(results, judge, header.seed),
    ...groupsOf(results, judge),
  };
}

function resultOf(
  name: string,
  about: string,
  all: readonly Scored[],
  judge: JudgeName,
  seed: number,
): PolicyResult {
  const claims = all.flatMap(({ row }) => (row.claimed === null ? [] : [Number(row.claimed)]));
  return {
    name,
    about,
    all,
    summaries: {
      independent: summaryOf(all, "independent", seed),
      eyes: summaryOf(all, "eyes", seed),
      scene: summaryOf(all, "scene", seed),
    },
    images: meanOf(
      all.map(({ row }) => row.images),
      seed,
    ),
    seconds: meanOf(
      all.map(({ row }) => row.seconds),
      seed,
    ),
    claimed: claims.length === 0 ? null : mean(claims),
    agreement: agreementOf(all, judge, "scene"),
    flattery: judge === "eyes" ? null : agreementOf(all, "eyes", judge),
  };
}

function comparisonsOf(
  results: readonly PolicyResult[],
  judge: JudgeName,
  seed: number,
): readonly Comparison[] {
  const mine =
    PROTAGONISTS.map((name) => results.find((one) => one.name === name)).find((one) => one !== undefined) ??
    results.at(-1);
  if (mine === undefined) return [];
  return results.flatMap((other) => {
    const paired = other === mine ? null : pairedOf(mine.all, other.all, judge, seed);
    return paired === null ? [] : [{ mine: mine.name, other: other.name, paired }];
  });
}
