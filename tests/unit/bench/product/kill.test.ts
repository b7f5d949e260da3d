/** kill -9 in the midst of a benchmark: it goes on where it was, loses nothing, does nothing twice. */
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rowSchema } from "../../../../bench/product/results";

const child = fileURLToPath(new URL("kill-child.ts", import.meta.url));
const TSX = import.meta.resolve("tsx");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "gems-bench-kill-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the benchmark; killed as soon as a line of its progress fits. */
async function bench(options: readonly string[], killAt?: RegExp) {
  const process_ = spawn(process.execPath, ["--import", TSX, child, ...options], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const lines: string[] = [];
  const reading = (async () => {
    for await (const line of createInterface({ input: process_.stderr })) {
      lines.push(line);
      if (killAt?.test(line) === true) process_.kill("SIGKILL");
    }
  })();
  const code = await new Promise<number | null>((resolve) => process_.once("exit", resolve));
  await reading;
  return { code, lines };
}

test("killed and started again, it finishes what was missing and nothing else", {
  timeout: 240_000,
}, async () => {
  const out = path.join(folder, "out");
  const options = [
    "--suite",
    "studio-300",
    "--policy",
    "single,ours",
    "--n",
    "3",
    "--rounds",
    "2",
    "--out",
    out,
  ];
  const first = await bench(options, /^2\/6/);
  expect(first.code, first.lines.join("\n")).toBeNull();
  const file = path.join(out, "results.jsonl");
  const before = readFileSync(file, "utf8");
  const kept = before.slice(0, before.lastIndexOf("\n") + 1);
  expect(kept.trim().split("\n").length).toBeGreaterThanOrEqual(2);
  expect(existsSync(path.join(out, "report.html"))).toBe(false);
  appendFileSync(file, '{"policy":"ours","ta');

  const refused = await bench(options);
  expect(refused.code).not.toBe(0);
  expect(refused.lines.join("\n")).toContain("--resume");

  const again = await bench([...options, "--resume"]);
  expect(again.code, again.lines.join("\n")).toBe(0);
  const after = readFileSync(file, "utf8");
  expect(after.startsWith(kept)).toBe(true);
  const rows = after
    .trim()
    .split("\n")
    .map((line) => rowSchema.parse(JSON.parse(line)));
  expect(new Set(rows.map(({ policy, task }) => `${policy} ${task}`)).size).toBe(6);
  expect(rows).toHaveLength(6);
  for (const { picture } of rows) expect(existsSync(path.join(out, picture)), picture).toBe(true);
  for (const name of ["report.md", "report.html", "policies.csv", "prompts.csv"]) {
    expect(existsSync(path.join(out, name)), name).toBe(true);
  }
});
