/** Builds `out/` when a source has changed since the last build. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inRoot, scratch } from "./places.mjs";
import { runLogged } from "./run.mjs";

/** Everything a build reads. */
const inputs = [
  "electron",
  "renderer",
  "shared",
  "scripts/lib/builds.mjs",
  "vite.config.ts",
  "package-lock.json",
];

const stampFile = inRoot("out", ".sources");

/** @param {string} place @returns {string[]} files below, sorted */
function filesOf(place) {
  const full = inRoot(place);
  if (!existsSync(full)) return [];
  const entries = readdirSync(path.dirname(full), { withFileTypes: true });
  const self = entries.find((entry) => entry.name === path.basename(full));
  if (!self?.isDirectory()) return [place];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesOf(`${place}/${name}`));
}

/** A digest over names and contents of everything a build reads. */
export function sourcesDigest() {
  const hash = createHash("sha256");
  for (const file of inputs.flatMap(filesOf)) {
    const content = readFileSync(inRoot(file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function builtDigest() {
  try {
    return readFileSync(stampFile, "utf8");
  } catch {
    return null;
  }
}

/** Call before `out/` is changed by other means than `ensureBuilt`. */
export function forgetBuild() {
  rmSync(stampFile, { force: true });
}

/** @param {(text: string) => void} note */
export async function ensureBuilt(note) {
  const digest = sourcesDigest();
  if (builtDigest() === digest) return note("up to date");
  await runLogged(path.join(scratch, "build.log"), process.execPath, [inRoot("scripts", "build.mjs")]);
  writeFileSync(stampFile, digest);
  note("built");
}
