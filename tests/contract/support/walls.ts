/** The walls of the house: which room may know which. */
import { builtinModules } from "node:module";
import { importsOf, resolveRelative } from "./imports";

export interface Breach {
  readonly file: string;
  readonly specifier: string;
  readonly why: string;
}

interface Room {
  /** Path prefix from the repository's top; the first room that fits counts. */
  readonly prefix: string;
  /** Rooms of ours it may know, as path prefixes. */
  readonly ours: readonly string[];
  /** npm packages it may use; "any" for all but `electron`. */
  readonly packages: readonly RegExp[] | "any";
  readonly node: boolean;
  readonly electron: boolean;
}

const anything = { packages: "any", node: true } as const;

const rooms: readonly Room[] = [
  { prefix: "shared/", ours: ["shared/"], packages: [/^zod$/, /^diff$/], node: false, electron: false },
  { prefix: "renderer/", ours: ["renderer/", "shared/"], packages: "any", node: false, electron: false },
  {
    prefix: "electron/agent/",
    ours: ["electron/agent/", "shared/"],
    packages: [/^zod$/],
    node: false,
    electron: false,
  },
  {
    prefix: "electron/inference/",
    ours: ["electron/inference/", "shared/"],
    packages: [/^zod$/, /^onnxruntime-/, /^@huggingface\/transformers$/, /^sharp$/, /^@img\//, /^@resvg\//],
    node: true,
    electron: false,
  },
  { prefix: "electron/shell/", ours: ["electron/", "shared/"], electron: true, ...anything },
  { prefix: "electron/ipc/", ours: ["electron/", "shared/"], electron: true, ...anything },
  { prefix: "electron/storage/secrets.ts", ours: ["electron/", "shared/"], electron: true, ...anything },
  { prefix: "electron/main.ts", ours: ["electron/", "shared/"], electron: true, ...anything },
  { prefix: "electron/preload.ts", ours: ["shared/"], packages: [], node: false, electron: true },
  { prefix: "electron/", ours: ["electron/", "shared/"], electron: false, ...anything },
];

/** Nobody imports these: they start things when they are loaded. */
const entries = [
  "electron/main.ts",
  "electron/preload.ts",
  "electron/headless.ts",
  "electron/inference-worker.ts",
];

/** Packages that only load inside Electron, whatever room asks for them. */
export const electronPackages = /^(electron|electron-store|electron\/.*)$/;

const builtins = new Set(builtinModules);

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith("node:") || builtins.has(specifier);
}

function breachOf(room: Room, specifier: string, target: string | null): string | null {
  if (specifier.startsWith(".")) {
    if (target === null) return "leads to no file";
    if (entries.includes(target)) return "is an entry: nobody imports it";
    return room.ours.some((prefix) => target.startsWith(prefix))
      ? null
      : `${room.prefix} may not know ${target}`;
  }
  if (specifier.startsWith("/") || specifier.startsWith("file:")) return "is an absolute path";
  if (isBuiltin(specifier)) return room.node ? null : `${room.prefix} may not use Node`;
  if (specifier === "electron" || specifier.startsWith("electron/")) {
    return room.electron
      ? null
      : `Electron belongs in shell/, ipc/, storage/secrets.ts, main.ts and preload.ts`;
  }
  if (room.packages === "any" || room.packages.some((pattern) => pattern.test(specifier))) return null;
  return `${room.prefix} may not use this package`;
}

/**
 * Checks sources against the walls.
 * @param files path from the repository's top → source; assets may have null as source
 */
export function findBreaches(files: ReadonlyMap<string, string | null>): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const [file, source] of files) {
    const room = rooms.find(({ prefix }) => file.startsWith(prefix));
    if (room === undefined || source === null) continue;
    for (const { specifier } of importsOf(file, source)) {
      const target = specifier.startsWith(".")
        ? resolveRelative(file, specifier, (path) => files.has(path))
        : null;
      const why = breachOf(room, specifier, target);
      if (why !== null) breaches.push({ file, specifier, why });
    }
  }
  return breaches;
}

/**
 * Packages an entry would load when it starts, types aside.
 * @param which the packages that matter
 * @returns for each, the chain of files that leads to it
 */
export function packagesReachableFrom(
  entry: string,
  files: ReadonlyMap<string, string | null>,
  which: RegExp,
): readonly (readonly string[])[] {
  const seen = new Set<string>();
  const chains: (readonly string[])[] = [];
  const visit = (file: string, chain: readonly string[]): void => {
    const source = files.get(file);
    if (seen.has(file) || source === undefined || source === null) return;
    seen.add(file);
    for (const { specifier, typeOnly } of importsOf(file, source)) {
      if (typeOnly) continue;
      const target = specifier.startsWith(".")
        ? resolveRelative(file, specifier, (path) => files.has(path))
        : null;
      if (target !== null) visit(target, [...chain, file]);
      else if (which.test(specifier)) chains.push([...chain, file, specifier]);
    }
  };
  visit(entry, []);
  return chains;
}
