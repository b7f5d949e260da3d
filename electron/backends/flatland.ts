/** The bundled engine as a generator of the loop. */

import type { Generator } from "../agent/roles";
import type { Engine } from "../inference/client";

/** Draws with Flatland; tells which words of the prompt it had to leave out. */
export function flatlandGenerator(engine: Pick<Engine, "draw" | "unknownWords">): Generator {
  return {
    async generate({ prompt, parameters }, { signal, onProgress }) {
      const { seed, temperature, size } = parameters;
      const drawn = await engine.draw({ prompt, seed, temperature, size }, { signal, onProgress });
      return {
        png: drawn.png,
        svg: drawn.svg,
        width: size,
        height: size,
        ms: drawn.ms,
        backend: "flatland",
        notes:
          drawn.unknownWords.length === 0
            ? []
            : [`Not drawn, because unknown: ${drawn.unknownWords.join(", ")}.`],
      };
    },
    unknownWords: (prompt, signal) => engine.unknownWords(prompt, signal),
  };
}
