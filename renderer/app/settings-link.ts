/** Ways into the settings: a section by name, for links and for buttons that fix an error. */
import { create } from "zustand";
import { type GeneratorConfig, type RolesConfig, serversIn } from "../../shared/backends";
import type { ErrorCode, ErrorPayload } from "../../shared/errors";
import type { RoleName } from "../../shared/run/events";
import type { Settings } from "../../shared/settings";
import { useUi } from "./ui-store";

export const settingsSections = [
  "general",
  "runs",
  "generator",
  "models",
  "roles",
  "prices",
  "privacy",
  "keyboard",
  "files",
  "compute",
  "engine",
  "about",
] as const;
export type SettingsSection = (typeof settingsSections)[number];

interface Target {
  /** The section asked for, until the settings view has gone there. */
  readonly section: SettingsSection | null;
}

export const useSettingsTarget = create<Target>(() => ({ section: null }));

/** Opens the settings, at a section where one is named. */
export function openSettings(section: SettingsSection | null = null): void {
  useSettingsTarget.setState({ section });
  useUi.getState().go("settings");
}

/** An error, with the role that met it where a run tells of it. */
export type ShownError = ErrorPayload & { readonly role?: RoleName };

/** Errors of a server: its address, model or key is where to look. */
const ofServers: ReadonlySet<ErrorCode> = new Set([
  "unreachable",
  "timeout",
  "unauthorised",
  "rate-limited",
  "server-error",
  "bad-answer",
  "unsupported",
]);

/** The section where an error can be mended; null where no setting would help. */
export function sectionFor(error: ShownError, settings: Settings | undefined): SettingsSection | null {
  if (error.code === "engine-crashed" || error.code === "engine-unavailable") return "engine";
  if (error.code === "settings") return "general";
  if (!ofServers.has(error.code) || settings === undefined) return null;
  const { generator, roles, rolesFor } = settings;
  if (error.role === "generator") return serversIn(generator).length > 0 ? "generator" : null;
  if (error.role !== undefined) return serversIn(rolesFor[error.role] ?? roles).length > 0 ? "roles" : null;
  const named = (config: GeneratorConfig | RolesConfig) =>
    serversIn(config).some((server) => error.message.includes(hostOf(server)));
  if ([roles, ...Object.values(rolesFor)].some(named)) return "roles";
  if (named(generator)) return "generator";
  return null;
}

function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    // Addresses in force have been parsed before; one that is none names no host and matches itself only.
    return address;
  }
}
