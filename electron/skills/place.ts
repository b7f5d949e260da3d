/** Decides where chosen packs go, before anything is changed. */
import path from "node:path";
import { StudioError } from "../../shared/errors";
import { invalidPack, type Pack } from "./pack";
import { skillSlug } from "./parse";
import type { HeldPack } from "./preflight";
import { exists } from "./swap";

/** What the designer chose of a preflight. */
export interface InstallChoice {
  /** Of the pack in the preflight. */
  readonly index: number;
  readonly action: "install" | "replace" | "rename";
  /** For "rename". */
  readonly name?: string | undefined;
  /** The designer agrees to these files. */
  readonly enable: boolean;
}

export interface Placement {
  readonly pack: Pack;
  /** The name it is installed under. */
  readonly name: string;
  readonly target: string;
  readonly agree: boolean;
}

/** A user's pack on the shelf. */
export interface Present {
  readonly name: string;
  readonly folder: string;
}

/**
 * @param into the user's skills folder
 * @param taken names of bundled packs, which a renamed one may not take by accident
 * @throws StudioError "bad-input", "skill-invalid", "skill-exists"; nothing was changed then.
 */
export async function placeChoices(
  choices: readonly InstallChoice[],
  packs: readonly Pick<HeldPack, "pack">[],
  shelf: {
    readonly into: string;
    readonly present: readonly Present[];
    readonly bundled: ReadonlySet<string>;
  },
): Promise<readonly Placement[]> {
  const placements: Placement[] = [];
  for (const choice of choices) {
    const held = packs[choice.index];
    if (held === undefined) throw noSuchPack(choice.index);
    const { pack } = held;
    if (!pack.valid) throw invalidPack(pack);
    const name = choice.action === "rename" ? (choice.name ?? "") : pack.manifest.name;
    if (skillSlug(name) !== name || name === "") throw badName(name);
    if (placements.some((other) => other.name === name)) throw chosenTwice(name);
    placements.push({ pack, name, target: await targetOf(name, choice, shelf), agree: choice.enable });
  }
  return placements;
}

async function targetOf(
  name: string,
  { action }: InstallChoice,
  { into, present, bundled }: Parameters<typeof placeChoices>[2],
): Promise<string> {
  const own = path.join(into, name);
  const twin = present.find((one) => one.name === name);
  const target = twin?.folder ?? own;
  const taken = twin !== undefined || (await exists(own)) || (action === "rename" && bundled.has(name));
  if (taken && action !== "replace") throw alreadyThere(name, target);
  if (path.dirname(target) !== into) throw nestedTwin(name, target);
  return target;
}

function noSuchPack(index: number): StudioError {
  return new StudioError("bad-input", `There is no pack ${index + 1} in what was looked into.`, {
    remedy: "Choose the files again.",
  });
}

function badName(name: string): StudioError {
  return new StudioError("bad-input", `"${name}" cannot be the name of a skill.`, {
    remedy: "Use a-z, 0-9 and single hyphens between them, 64 characters at most.",
  });
}

function chosenTwice(name: string): StudioError {
  return new StudioError("bad-input", `Two of the chosen packs are called "${name}".`, {
    remedy: "Choose one of them, or rename one.",
  });
}

export function alreadyThere(name: string, target: string): StudioError {
  return new StudioError("skill-exists", `A skill called "${name}" is installed already, in ${target}.`, {
    remedy: "Replace it, choose another name, or take the old one away first.",
  });
}

function nestedTwin(name: string, target: string): StudioError {
  return new StudioError(
    "skill-exists",
    `A skill called "${name}" lies deeper in the skills folder, in ${target}.`,
    { remedy: "Take the old one away first, then install this one." },
  );
}
