/** From what a folder holds to how it draws, and what was set for it before. */
import { z } from "zod";
import { type LocalModelConfig, localModelSchema } from "../../../../shared/backends";
import { firstWay, type ModelFacts, type SamplerName } from "../../../../shared/inference/diffusion";
import { calmStorage } from "../../../app/storage";

const NAME = "gems.models";
/** Folders whose numbers are remembered at most. */
const MOST = 20;

const memorySchema = z.array(localModelSchema).max(MOST);

function remembered(): readonly LocalModelConfig[] {
  const text = calmStorage.getItem(NAME);
  if (typeof text !== "string") return [];
  try {
    return memorySchema.parse(JSON.parse(text));
  } catch {
    // Written by another version or by hand: as good as nothing.
    return [];
  }
}

/** Keeps what is set for a folder, for when it is chosen again. */
export function rememberModel(config: LocalModelConfig): void {
  const others = remembered().filter(({ folder }) => folder !== config.folder);
  calmStorage.setItem(NAME, JSON.stringify([...others, config].slice(-MOST)));
}

/** How a folder draws: as it was set before, else as is usual for its kind. */
export function configFor(facts: Pick<ModelFacts, "folder" | "report">): LocalModelConfig {
  return remembered().find(({ folder }) => folder === facts.folder) ?? usualFor(facts);
}

/** How models of its kind usually draw. */
export function usualFor({ folder, report }: Pick<ModelFacts, "folder" | "report">): LocalModelConfig {
  return { kind: "diffusion", folder, ...firstWay(folder, report.family) };
}

/** "DPMSolverMultistep" */
export const samplerTitle = (name: SamplerName): string => name.replace(/(Discrete)?Scheduler$/, "");

const usualSides = [256, 384, 512, 640, 768, 1024] as const;

/** Sides to choose from besides the one it was trained at, in pixels. */
export function sidesFor(trained: number, chosen: number | undefined): readonly number[] {
  const sides = new Set([
    ...usualSides.filter((side) => side !== trained),
    ...((chosen ?? trained) === trained ? [] : [chosen ?? trained]),
  ]);
  return [...sides].sort((a, b) => a - b);
}

/** The same way of drawing with one thing changed; what is empty goes. */
export function changed(
  config: LocalModelConfig,
  change: { readonly [K in keyof LocalModelConfig]?: LocalModelConfig[K] | undefined },
): LocalModelConfig {
  const entries = Object.entries({ ...config, ...change }).filter(([, value]) => value !== undefined);
  return localModelSchema.parse(Object.fromEntries(entries));
}

/** Folders chosen before, the latest first, without the one in use. */
export function recentFolders(
  folders: readonly string[],
  inUse: string | undefined,
  most = 5,
): readonly string[] {
  return [...folders]
    .reverse()
    .filter((folder) => folder !== inUse)
    .slice(0, most);
}

/** The command that exports a model in the layout the studio reads. */
export const EXPORT_COMMAND = "optimum-cli export onnx --model NAME FOLDER";
