import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "./app";

const program = path.resolve(import.meta.dirname, "..", "..", "out", "main", "headless.cjs");

/** Starts the terminal program in a process group of its own, as a shell does. */
function gems(args: readonly string[]): {
  child: ChildProcess;
  text: () => string;
  code: Promise<number | null>;
} {
  const child = spawn(process.execPath, [program, ...args], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  const code = new Promise<number | null>((resolve) => child.once("exit", (status) => resolve(status)));
  return { child, text: () => text, code };
}

function reportIn(out: string): {
  status: string;
  iterations: { png: string; svg: string }[];
  contactSheet: string;
} {
  return JSON.parse(readFileSync(path.join(out, "run.json"), "utf8"));
}

test("a run in the terminal leaves pictures, a report and a contact sheet", async ({ userData }) => {
  const { text, code } = gems(["a red car", "--out", userData, "--seed", "7"]);
  expect([0, 2], text()).toContain(await code);
  const report = reportIn(userData);
  expect(report.status).toBe("finished");
  for (const { png, svg } of report.iterations) {
    expect(existsSync(path.join(userData, png))).toBe(true);
    expect(existsSync(path.join(userData, svg))).toBe(true);
  }
  expect(existsSync(path.join(userData, report.contactSheet))).toBe(true);
});

test("Ctrl+C stops a run cleanly and keeps what was made", async ({ userData }) => {
  const prompt = "seven blue birds above four checkered turtles";
  const { child, text, code } = gems([prompt, "--rounds", "50", "--keep-going", "--out", userData]);
  await expect.poll(text, { timeout: 60_000 }).toContain("draw 2");
  // The whole group hears it, the inference process too, as from a terminal.
  process.kill(-(child.pid ?? 0), "SIGINT");
  expect(await code, text()).toBe(130);
  const report = reportIn(userData);
  expect(report.status).toBe("stopped");
  expect(report.iterations.length).toBeGreaterThanOrEqual(1);
  expect(existsSync(path.join(userData, report.contactSheet))).toBe(true);
});

test("a command line that is off says what is wrong", async () => {
  const { text, code } = gems(["a red car", "--rounds", "0"]);
  expect(await code).toBe(1);
  expect(text()).toContain("--rounds");
});

test("a round draws several images from its prompt, within the limit of images", async ({ userData }) => {
  const limits = ["--rounds", "5", "--candidates", "2", "--max-images", "3"];
  const { text, code } = gems(["a red car", ...limits, "--keep-going", "--out", userData, "--seed", "7"]);
  expect([0, 2], text()).toContain(await code);
  expect(text()).toContain("round 1, candidate 2 of 2");
  const { iterations } = JSON.parse(readFileSync(path.join(userData, "run.json"), "utf8"));
  const places = iterations.map(({ round, candidate }: { round: number; candidate: number }) => [
    round,
    candidate,
  ]);
  expect(places).toEqual([
    [1, 1],
    [1, 2],
    [2, 1],
  ]);
  expect(new Set(iterations.map(({ seed }: { seed: number }) => seed)).size).toBe(3);
});
