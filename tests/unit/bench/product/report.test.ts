import { expect, test } from "vitest";
import { policiesOf } from "../../../../bench/product/policies";
import { reportOf } from "../../../../bench/product/report";
import { galleryOf } from "../../../../bench/product/report/gallery";
import { pageOf } from "../../../../bench/product/report/page";
import { spreadOut } from "../../../../bench/product/report/plots";
import { policiesCsv, promptsCsv } from "../../../../bench/product/report/values";
import type { Row } from "../../../../bench/product/results";
import { readCsv } from "../../../../bench/product/suites/csv";
import { suiteOf } from "../../../../bench/product/suites/digest";
import { rowOf, taskOf } from "./made";

const tasks = [
  taskOf("a"),
  taskOf("b", 'two dogs, <b>"bold" & brave</b>'),
  taskOf("c"),
  taskOf("d"),
  { ...taskOf("e"), unexpressed: ["tiny"] },
];

function reported(change: (row: Row) => Row = (row) => row, judge: string | null = null) {
  const rows = [
    ...tasks.map(({ id }, n) => rowOf("single", id, [0.9, n < 2 ? 0.8 : 0.1], 1)),
    ...tasks.map(({ id }, n) => rowOf("ours", id, [0.9, n === 4 ? 0.2 : 0.8], 2)),
  ].map(change);
  const header = {
    v: 1 as const,
    suite: "made",
    digest: "d",
    seed: 7,
    rounds: 5,
    generator: "flatland",
    roles: "local",
    lessons: 40,
    judge,
  };
  return reportOf({
    header,
    suite: suiteOf("made", tasks, ["A note of the suite."]),
    tasks,
    policies: policiesOf("single,ours"),
    rows,
    faults: [],
    command: "npm run bench -- --suite made",
    cores: "2 cores",
  });
}

test("the headline says loudly that the loop judged itself, and how small it is", () => {
  const { markdown } = reported();
  expect(markdown).toContain("NOT INDEPENDENT");
  expect(markdown).toContain("Small: 5 of 5 prompts");
  expect(markdown).toContain("A note of the suite.");
  expect(markdown).toContain("1 prompt wishes for something no check can express");
  expect(markdown).toMatch(/\| single \| 5 \| .* \| 40\.0 \[/);
  expect(markdown).toMatch(/\| ours \| 5 \| .* \| 80\.0 \[/);
  expect(markdown).toMatch(/\| − single \| 5 \| .* \| \+40\.0 \[.* \| 0\.33 \[.* \| \+1\.00 \[/);
});

test("with an independent judge the headline is its word, and flattery shows", () => {
  const { markdown, judge } = reported((row) => ({ ...row, independent: [0.9, 0.1] }), "another net");
  expect(judge).toBe("independent");
  expect(markdown).not.toContain("NOT INDEPENDENT");
  expect(markdown).toContain("Judged by another net");
  expect(markdown).toMatch(/\| ours \| 5 \| .* \| 0\.0 \[/);
  expect(markdown).toMatch(/\| ours \| 100\.0 % \| – \| – \| 4 of 4 \|/);
});

test("a part that is not finished, and faults, are told", () => {
  const whole = reported();
  const part = reportOf({
    ...whole,
    rows: whole.rows.slice(0, -1),
    faults: ["ours on e: the server is gone"],
  });
  expect(part.markdown).toContain("Not finished: ours has 4 of 5 prompts.");
  expect(part.markdown).toContain("1 fault is no result: ours on e: the server is gone");
});

test("wins and losses are those of the studio against the first other policy", () => {
  const gallery = galleryOf(reported());
  expect([gallery?.protagonist, gallery?.base]).toEqual(["ours", "single"]);
  expect(gallery?.wins.map(({ id }) => id)).toEqual(["c", "d"]);
  expect(gallery?.losses.map(({ id }) => id)).toEqual(["e"]);
});

test("the page needs nothing from elsewhere, runs nothing, and escapes what prompts hold", () => {
  const won = reported((row) => (row.policy === "single" ? { ...row, eyes: [0.9, 0.1] } : row));
  const page = pageOf(won);
  expect(page).not.toMatch(/<script|https?:|@import|url\(/i);
  expect(page).not.toContain('<b>"bold"');
  expect(page).toContain("&#60;b&#62;&#34;bold&#34; &#38; brave");
  expect(page.match(/<svg/g)).toHaveLength(4);
  expect(page).toContain('src="pictures/ours/b.jpg"');
});

test("values are there for other programs", () => {
  const report = reported();
  const policies = readCsv(policiesCsv(report));
  expect(policies.map(({ policy, passed, judge }) => [policy, Number(passed), judge])).toEqual([
    ["single", 0.4, "eyes"],
    ["ours", 0.8, "eyes"],
  ]);
  const prompts = readCsv(promptsCsv(report));
  expect(prompts).toHaveLength(10);
  expect(prompts.find(({ policy, task }) => policy === "ours" && task === "e")).toMatchObject({
    passed: "false",
    failed_atoms: "Is the number of dogs exactly 2?",
    scene_passed: "",
  });
});

test("labels far apart leave each other in place", () => {
  expect(spreadOut([100, 100, 101], [0, 300], [0, 400, 10])).toEqual([
    expect.closeTo(91.5, 5),
    100,
    expect.closeTo(109.5, 5),
  ]);
});

test("labels give way to each other and keep their order", () => {
  const places = spreadOut([100, 101, 40, 102], [0, 300]);
  const sorted = [...places].sort((a, b) => a - b);
  for (const [n, place] of sorted.entries()) {
    if (n > 0) expect(place - (sorted[n - 1] ?? 0)).toBeGreaterThan(17);
  }
  expect(places[2]).toBe(40);
  expect(
    [...places]
      .map((place, n) => [place, n] as const)
      .sort((a, b) => a[0] - b[0])
      .map(([, n]) => n),
  ).toEqual([2, 0, 1, 3]);
});

test("labels stay within the plot, where all of them want the same end", () => {
  expect(spreadOut([14, 14, 14, 15], [14, 270])).toEqual([14, 32, 50, 68]);
  expect(spreadOut([270, 270, 269], [14, 270])).toEqual([252, 270, 234]);
});
