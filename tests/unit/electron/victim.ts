/** Builds a small program and kills it without warning at a chosen moment. */
import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { build } from "vite";

const preload = fileURLToPath(new URL("./die-before.cjs", import.meta.url));
const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

/** When to kill: once so many lines were printed, then after so many turns of the event loop. */
export interface Moment {
  readonly lines: number;
  readonly turns: number;
}

/** When to kill: just before its so-manieth change to the disk, so that every machine hits the same place. */
export interface Change {
  readonly change: number;
}

export const moment: fc.Arbitrary<Moment> = fc.record({
  lines: fc.oneof(fc.constant(0), fc.nat(12), fc.nat(60)),
  turns: fc.oneof(fc.constant(0), fc.nat(400)),
});

export interface Victim {
  /** Starts it, kills it at the moment, and returns the lines it had printed. Rejects when it ends by itself. */
  killAt(when: Moment | Change, ...args: readonly string[]): Promise<string[]>;
  remove(): Promise<void>;
}

/** @param entry a TypeScript file that works without end and prints a line whenever a step of it is finished */
export async function buildVictim(entry: string): Promise<Victim> {
  const name = path.basename(entry, ".ts");
  // Below node_modules, so that the built script finds the native database as the studio does.
  const folder = path.join(repository, "node_modules", ".cache", `gems-${name}-${process.pid}`);
  await build({
    root: repository,
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true, external: ["libsql"] },
    build: { ssr: entry, outDir: folder, target: "node18", minify: false },
  });
  const script = path.join(folder, `${name}.js`);
  return {
    killAt: (when, ...args) =>
      "change" in when
        ? killAt({ lines: Infinity, turns: 0 }, ["--require", preload, script, ...args], {
            KILL_BEFORE_CHANGE: String(when.change),
          })
        : killAt(when, [script, ...args]),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function killAt(
  { lines, turns }: Moment,
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    let output = "";
    let faults = "";
    let doomed = false;
    const doom = (left: number) => {
      if (left === 0) child.kill("SIGKILL");
      else setImmediate(doom, left - 1);
    };
    const watch = () => {
      if (doomed || output.split("\n").length - 1 < lines) return;
      doomed = true;
      doom(turns);
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      watch();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      faults += text;
    });
    child.once("error", reject);
    child.once("spawn", watch);
    child.once("close", (_code, signal) => {
      if (signal !== "SIGKILL") reject(new Error(`the victim ended by itself: ${faults}`));
      // What stands behind the last line break was never said in full.
      else resolve(output.split("\n").slice(0, -1));
    });
  });
}
