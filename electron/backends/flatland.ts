/** The bundled engine as a generator of the loop. */

import { StudioError } from "../../shared/errors";
import { checkOfQuestion } from "../agent/local/question";
import type { Generator, JudgedCriterion } from "../agent/roles";
import type { Engine } from "../inference/client";
import type { Drawn, Edited } from "../inference/protocol";

/**
 * Draws with Flatland; tells which words of the prompt it had to leave out. Mends an image of its own by changing the
 * scene it was drawn from, where the image carries it.
 * @param large scenes are composed by the larger layout model
 */
export function flatlandGenerator(
  engine: Pick<Engine, "draw" | "edit" | "unknownWords">,
  { large = false }: { readonly large?: boolean | undefined } = {},
): Generator {
  const backend = large ? "flatland-large" : "flatland";
  return {
    editing: "scene",
    async generate({ prompt, parameters }, { signal, onProgress }) {
      const drawn = await engine.draw(
        { prompt, ...parameters, ...(large ? { large } : {}) },
        { signal, onProgress },
      );
      return {
        ...asDrawn(drawn, backend),
        notes:
          drawn.unknownWords.length === 0
            ? []
            : [`Not drawn, because unknown: ${drawn.unknownWords.join(", ")}.`],
      };
    },
    async edit({ parameters: { seed, size }, base, mend, keep }, { signal, onProgress }) {
      if (base.svg === null) throw noVector();
      const request = { svg: base.svg, mend: mend.map(measurable), keep: keep.map(measurable), seed, size };
      const edited = await engine.edit(request, { signal, onProgress });
      return { ...asDrawn(edited, backend), notes: edited.done };
    },
    unknownWords: (prompt, signal) => engine.unknownWords(prompt, signal),
  };
}

function asDrawn({ png, svg, width, height, ms }: Drawn | Edited, backend: string) {
  return { png, svg, width, height, ms, backend };
}

/** Questions of the designer's, in the structured form that an editor of scenes works by. */
function measurable({ criterion, verdict }: JudgedCriterion): JudgedCriterion {
  const check = criterion.check ?? checkOfQuestion(criterion.question);
  return { criterion: check === null ? criterion : { ...criterion, check }, verdict };
}

function noVector(): StudioError {
  return new StudioError("bad-input", "This image carries no scene.", {
    remedy: "Draw it anew; only images drawn by Flatland can be mended by it.",
  });
}
