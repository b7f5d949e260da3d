/** What the designer decides about each pack of a preflight, and what comes of it. */
import type { PackPreview, SkillEntry } from "../../../../shared/skills";

export type Action = "install" | "replace" | "rename";

export interface Choice {
  readonly taken: boolean;
  readonly action: Action;
  /** For "rename". */
  readonly name: string;
}

/** Names on the shelf, by where they come from. */
export interface Taken {
  readonly user: ReadonlySet<string>;
  readonly bundled: ReadonlySet<string>;
}

export function takenNames(shelf: readonly SkillEntry[]): Taken {
  const names = (source: SkillEntry["source"]) =>
    new Set(shelf.filter((one) => one.source === source).map((one) => one.manifest.name));
  return { user: names("user"), bundled: names("bundled") };
}

/** What can be done with a pack, the likeliest first. */
export function actionsFor({ standing }: PackPreview): readonly Action[] {
  if (standing === "new") return ["install", "rename"];
  return standing === "shadows-bundled" ? ["rename", "install"] : ["replace", "rename"];
}

/** What is proposed before the designer has said anything: nothing that is here already is taken again. */
export function firstChoice(pack: PackPreview, taken: Taken): Choice {
  const [action = "install"] = actionsFor(pack);
  const name = freeName(pack.manifest.name, taken);
  return { taken: pack.valid && pack.standing !== "same", action, name };
}

/** "paper-cut-2": the first of its kind that is free. */
export function freeName(name: string, { user, bundled }: Taken): string {
  const stem = name.replace(/-\d+$/, "").slice(0, 60);
  for (let n = 2; ; n += 1) {
    const next = `${stem}-${n}`;
    if (!user.has(next) && !bundled.has(next)) return next;
  }
}

/** The name a pack would have. */
export function finalName(pack: PackPreview, { action, name }: Choice): string {
  return action === "rename" ? name : pack.manifest.name;
}

export type NameFault = "form" | "taken" | "twice";

/** What is wrong with each choice's name; null where nothing is. */
export function nameFaults(
  packs: readonly PackPreview[],
  choices: readonly Choice[],
  taken: Taken,
): readonly (NameFault | null)[] {
  const names = packs.map((pack, at) => {
    const choice = choices[at];
    return choice?.taken === true ? finalName(pack, choice) : null;
  });
  return names.map((name, at) => {
    const choice = choices[at];
    if (name === null || choice === undefined) return null;
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) || name.length > 64) return "form";
    if (names.indexOf(name) !== at) return "twice";
    const free = choice.action !== "rename" || !(taken.user.has(name) || taken.bundled.has(name));
    return free ? null : "taken";
  });
}
