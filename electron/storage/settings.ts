/** The studio's settings file: `<data>/settings.json`, written whole or not at all. */
import { readFileSync, renameSync } from "node:fs";
import path from "node:path";
import Conf from "conf";
import { StudioError } from "../../shared/errors";
import { withKnownServers } from "../../shared/servers";
import { defaultSettings, type Settings, settingsSchema, withModelFolder } from "../../shared/settings";
import { fileStamp, isMissing, storageError } from "./durable";
import type { Clock } from "./journal";

const FILE_NAME = "settings";

/** The part of `conf` and `electron-store` (which is `conf` with Electron's folders) that settings need. */
export interface KeyValueFile {
  readonly path: string;
  store: Record<string, unknown>;
}

export interface KeyValueFileOptions {
  readonly cwd: string;
  readonly name: string;
  readonly projectName: string;
  readonly projectVersion: string;
  readonly clearInvalidConfig: boolean;
}

export interface SettingsFile {
  readonly path: string;
  get(): Settings;
  /** Changes some settings. @throws StudioError "settings" for a value that cannot be, "storage" from the disk. */
  update(patch: Partial<Settings>): Settings;
}

export interface OpenedSettings {
  readonly settings: SettingsFile;
  /** What was wrong with the file, in words for the user; null when all was well. */
  readonly warning: StudioError | null;
}

export interface SettingsOptions {
  /** The studio's data folder. */
  readonly folder: string;
  readonly version: string;
  /** In Electron, `(options) => new ElectronStore(options)`; without it `conf`, which writes the same file. */
  readonly createFile?: (options: KeyValueFileOptions) => KeyValueFile;
  readonly now?: Clock;
}

/**
 * Opens the settings. Missing ones get their defaults; a file that cannot be read, or holds values that cannot be,
 * is kept aside as `settings.broken-<date>.json`, and what was good in it stays in force.
 * @throws StudioError "storage" when the folder cannot be used at all.
 */
export function openSettings(options: SettingsOptions): OpenedSettings {
  const { folder, version, now = Date.now, createFile = defaultFile } = options;
  const file = path.join(folder, `${FILE_NAME}.json`);
  try {
    const found = readFound(file);
    const aside = found.faults.length === 0 ? null : setAside(file, now());
    const store = createFile({
      cwd: folder,
      name: FILE_NAME,
      projectName: "gems-studio",
      projectVersion: version,
      clearInvalidConfig: false,
    });
    if (aside !== null) store.store = { ...found.settings };
    // What earlier versions set up counts as known, also once another server takes its place.
    const settings = new StoredSettings(store, withKnownServers(found.settings));
    return { settings, warning: aside === null ? null : brokenWarning(found.faults, aside) };
  } catch (error) {
    throw storageError(`open the settings ${file}`, error);
  }
}

class StoredSettings implements SettingsFile {
  constructor(
    private readonly file: KeyValueFile,
    private current: Settings,
  ) {}

  get path(): string {
    return this.file.path;
  }

  get(): Settings {
    return this.current;
  }

  update(patch: Partial<Settings>): Settings {
    const parsed = settingsSchema.safeParse({ ...this.current, ...patch });
    if (!parsed.success) {
      const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
      throw new StudioError("settings", `These settings cannot be: ${faults.join("; ")}`, {
        remedy: "Correct the marked values and save again.",
        cause: parsed.error,
      });
    }
    const next = withModelFolder(withKnownServers(parsed.data));
    try {
      this.file.store = { ...next };
    } catch (error) {
      throw storageError("save the settings", error);
    }
    this.current = next;
    return this.current;
  }
}

interface Found {
  readonly settings: Settings;
  /** What was wrong, one sentence each. */
  readonly faults: readonly string[];
}

function readFound(file: string): Found {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return { settings: defaultSettings, faults: [] };
    throw error;
  }
  return settingsOf(text);
}

/** Reads settings from JSON text, key by key, so that one bad value does not take the good ones with it. */
export function settingsOf(text: string): Found {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return {
      settings: defaultSettings,
      faults: [`it is not JSON (${error instanceof Error ? error.message : error})`],
    };
  }
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    return { settings: defaultSettings, faults: ["it is not a set of names and values"] };
  }
  const faults: string[] = [];
  const good: Record<string, unknown> = {};
  const given = new Map<string, unknown>(Object.entries(raw));
  for (const [key, schema] of Object.entries(settingsSchema.shape)) {
    if (!given.has(key)) continue;
    const parsed = schema.safeParse(given.get(key));
    if (parsed.success) good[key] = parsed.data;
    else faults.push(`"${key}": ${parsed.error.issues.map((issue) => issue.message).join("; ")}`);
  }
  return { settings: settingsSchema.parse({ ...defaultSettings, ...good }), faults };
}

function setAside(file: string, at: number): string {
  const aside = path.join(path.dirname(file), `${FILE_NAME}.broken-${fileStamp(at)}.json`);
  renameSync(file, aside);
  return aside;
}

function brokenWarning(faults: readonly string[], aside: string): StudioError {
  return new StudioError("settings", `The settings file could not be read in full: ${faults.join("; ")}.`, {
    remedy: `Defaults took the place of what was broken. The old file is kept as ${aside}.`,
    detail: aside,
  });
}

function defaultFile(options: KeyValueFileOptions): KeyValueFile {
  const { name, ...rest } = options;
  return new Conf<Record<string, unknown>>({ ...rest, configName: name });
}
