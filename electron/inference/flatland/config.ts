/** Reads a layout model's config.json: its vocabulary, names and bins. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { StudioError } from "../../../shared/errors";
import type { Lexicon } from "./tokenize";

const names = z.array(z.string().min(1)).min(1);
const positive = z.number().int().min(1);

const configSchema = z.object({
  format: z.literal(2),
  /** Words by id; 0 is padding, 1 every unknown word. */
  vocabulary: names,
  /** "end", the backdrops, nouns, props, then lettering1, lettering2, … */
  kinds: names,
  /** "none", then finishes. */
  finishes: names,
  /** "none" (as the figure was drawn), then the ways a figure can look. */
  facings: names,
  /** The word that stands before a prompt for a canvas of this shape; square has none. */
  aspects: z.record(z.string(), z.string().min(1)),
  positionBins: positive,
  sizeBins: positive,
  sizeStep: z.number().gt(0),
  maxText: positive,
  maxObjects: positive,
  maxQuotes: positive,
  /** Shape of what the graph remembers between two runs. */
  layers: positive,
  heads: positive,
  headWidth: positive,
});

export interface LayoutConfig extends z.infer<typeof configSchema> {
  readonly lexicon: Lexicon;
}

/** @throws StudioError "model-invalid" when the file is missing, no JSON or of another format. */
export async function readConfig(file: string): Promise<LayoutConfig> {
  try {
    const config = configSchema.parse(JSON.parse(await readFile(file, "utf8")));
    const index = new Map(config.vocabulary.map((word, id) => [word, id]));
    return { ...config, lexicon: { index, maxText: config.maxText, maxQuotes: config.maxQuotes } };
  } catch (cause) {
    throw new StudioError("model-invalid", `The layout model's configuration cannot be read: ${file}`, {
      remedy: "Reinstall the studio, or export the model again (training/flatland/README.md).",
      cause,
    });
  }
}
