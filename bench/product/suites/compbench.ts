/**
 * T2I-CompBench and T2I-CompBench++ (Huang et al., arXiv 2307.06350): text files, a prompt a line, one file a category
 * (`color_val.txt`, `spatial_val.txt`, ...). The suite brings no questions; what its plain prompts name is asked here.
 */
import { decompose } from "../../../electron/agent/local/decomposer";
import type { Suite } from "../task";
import { atom, numbered, type Unnumbered } from "./atoms";
import { suiteOf } from "./digest";
import { readable } from "./dpg";
import { fileOf, textsOf } from "./lines";

export function compbench(place: string | undefined): Suite {
  const file = fileOf(place, "compbench", "a file such as color_val.txt, or the folder that holds them");
  const tasks = textsOf(file, ".txt").flatMap(({ name, text }) =>
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .map((prompt, index) => {
        const atoms = numbered(atomsOf(prompt));
        const tags = [name.replace(/_(?:val|train)$/, "")];
        return { id: `${name}-${index + 1}`, prompt, atoms, atomicity: atoms.length, tags, unexpressed: [] };
      }),
  );
  return suiteOf("compbench", tasks, [
    "The suite brings no questions: atoms are found in the prompts by the studio's own grammar, so a fact it overlooks is not asked. Its official scores come from BLIP-VQA, UniDet and CLIP and are not these.",
  ]);
}

function atomsOf(prompt: string): Unnumbered[] {
  const found = decompose(prompt).map(({ check, question, weight }) =>
    check === undefined ? readable(question) : atom(check, { question, weight }),
  );
  return found.length > 0 ? found : [readable(`Does the picture show this: ${prompt}`)];
}
