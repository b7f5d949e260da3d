import { join } from "node:path";
import fc from "fast-check";

import {
  finishNames,
  nounNames,
  propNames,
} from "../../../../../../electron/inference/flatland/render/catalogue";
import { paletteNames } from "../../../../../../electron/inference/flatland/render/palettes";
import { loadAssets } from "../../../../../../electron/inference/flatland/render/rasterise";
import {
  aspectNames,
  backdropNames,
  type Look,
  type Scene,
  type SceneObject,
  styleNames,
  typefaceNames,
} from "../../../../../../shared/flatland/scene";

export const assets = loadAssets(join(process.cwd(), "electron/inference/flatland/assets"));

const place = fc.double({ min: 0, max: 1, noNaN: true });

const thing: fc.Arbitrary<SceneObject> = fc.record(
  {
    kind: fc.constantFrom(...nounNames, ...propNames.filter((name) => name !== "lettering")),
    finish: fc.constantFrom(null, ...finishNames),
    x: place,
    y: place,
    size: fc.double({ min: 0.02, max: 1, noNaN: true }),
    facing: fc.constantFrom("left" as const, "right" as const),
  },
  { requiredKeys: ["kind", "finish", "x", "y", "size"] },
);

const anyLook: fc.Arbitrary<Look> = fc.record(
  {
    aspect: fc.constantFrom(...aspectNames),
    style: fc.constantFrom(...styleNames),
    palette: fc.constantFrom(...paletteNames),
    typeface: fc.constantFrom(...typefaceNames),
  },
  { requiredKeys: [] },
);

/** Any Unicode, with the characters XML is touchy about well represented. */
export const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom("<", ">", "&", '"', "'", "]]>", "\u0000", "\ud800", "\uffff", "é", " "),
    maxLength: 40,
  }),
);

const sign: fc.Arbitrary<SceneObject> = fc
  .record({ base: thing, text: anyText })
  .map(({ base, text }) => ({ ...base, kind: "lettering", text }));

export const anyScene: fc.Arbitrary<Scene> = fc.record(
  {
    backdrop: fc.constantFrom(...backdropNames),
    styleSeed: fc.nat(),
    objects: fc.array(fc.oneof({ weight: 3, arbitrary: thing }, { weight: 1, arbitrary: sign }), {
      maxLength: 8,
    }),
    look: anyLook,
  },
  { requiredKeys: ["backdrop", "styleSeed", "objects"] },
);
