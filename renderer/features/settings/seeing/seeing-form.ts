/** From what a folder holds to how it is asked, and how it is shown. */
import { SEEING_SIDE, type SeeingModelConfig, seeingModelSchema } from "../../../../shared/backends";
import type { LoadedFile, SeeingFacts } from "../../../../shared/inference/vision-language";

const titles: Readonly<Record<string, string>> = {
  idefics3: "SmolVLM (Idefics3)",
  smolvlm: "SmolVLM2",
  llava: "LLaVA",
  clip: "CLIP",
};

export const familyTitle = (family: string): string => titles[family] ?? family;

/** "q4", or "q4 (decoder_model_merged), fp16 (vision_encoder)" where they differ. */
export function precisionsOf(files: readonly LoadedFile[]): string {
  const kinds = [...new Set(files.map(({ precision }) => precision))];
  if (kinds.length === 1) return kinds.join("");
  const partsOf = (kind: string) =>
    files.flatMap(({ precision, part }) => (precision === kind ? [part] : [])).join(", ");
  return kinds.map((kind) => `${kind} (${partsOf(kind)})`).join(", ");
}

/** Asked as is usual for it. */
export function usualSeeing({ folder, report }: Pick<SeeingFacts, "folder" | "report">): SeeingModelConfig {
  return seeingModelSchema.parse({ kind: "vision-language", folder, ...contextOf(report.contextTokens) });
}

/** Contexts too small for any question of ours are not said: the model refuses what does not fit by itself. */
function contextOf(tokens: number): { contextTokens?: number } {
  const parsed = seeingModelSchema.shape.contextTokens.safeParse(tokens);
  return parsed.success && parsed.data !== undefined ? { contextTokens: parsed.data } : {};
}

const usualSides = [384, 512, 768, 1024, 1536, 2048] as const;

/** Sizes of pictures to choose from below what the model sees. */
export function sidesBelow(own: number, chosen: number | undefined): readonly number[] {
  const sides = new Set<number>(usualSides.filter((side) => side < own && side >= SEEING_SIDE.min));
  if (chosen !== undefined) sides.add(chosen);
  return [...sides].sort((a, b) => a - b);
}

/** The same with another size of pictures; undefined: as the model allows. */
export function withSide(
  { side: _before, ...rest }: SeeingModelConfig,
  side: number | undefined,
): SeeingModelConfig {
  return side === undefined ? rest : { ...rest, side };
}
