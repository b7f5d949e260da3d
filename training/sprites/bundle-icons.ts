/**
 * Writes electron/inference/flatland/assets/icons.json: the figures Flatland draws, taken from
 * @iconify-json/fluent-emoji-flat (Microsoft, MIT), normalised and measured.
 *
 *   npx tsx training/sprites/bundle-icons.ts
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import world from "../../shared/flatland/world.json";
import { figuresFrom } from "./figures";

const names = new Map(world.nouns.map((noun) => [noun.name, noun.icon]));
const { figures, missing } = await figuresFrom("@iconify-json/fluent-emoji-flat", names);
if (missing.length > 0) throw new Error(`The icon set lacks: ${missing.join(", ")}`);

const lines = Object.entries(figures).map(
  ([name, figure]) => `${JSON.stringify(name)}: ${JSON.stringify(figure)}`,
);
const path = join(import.meta.dirname, "../../electron/inference/flatland/assets/icons.json");
writeFileSync(path, `{\n${lines.join(",\n")}\n}\n`);
console.log(`${Object.keys(figures).length} figures → ${path}`);
