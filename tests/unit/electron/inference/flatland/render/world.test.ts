import { describe, expect, it } from "vitest";
import {
  facingOf,
  finishNames,
  nounNames,
  subjectOf,
} from "../../../../../../electron/inference/flatland/render/catalogue";
import { finishes } from "../../../../../../electron/inference/flatland/render/finishes";
import { objectId } from "../../../../../../electron/inference/flatland/render/ids";
import { paletteNamed } from "../../../../../../electron/inference/flatland/render/palettes";
import {
  aspectNames,
  backdropNames,
  styleNames,
  typefaceNames,
} from "../../../../../../shared/flatland/scene";
import world from "../../../../../../shared/flatland/world.json";

const doubled = (all: readonly string[]) => all.filter((one, at) => all.indexOf(one) !== at);

describe("world.json", () => {
  it("names what can be drawn, and nothing that cannot", () => {
    for (const name of nounNames) expect(subjectOf(name).form).toBe("figure");
    for (const name of finishNames) expect(finishes).toHaveProperty(name);
    for (const { name } of world.palettes) expect(paletteNamed(name).name).toBe(name);
    expect(world.backdrops.map(({ name }) => name)).toEqual([...backdropNames]);
    expect(world.styles.map(({ id }) => id)).toEqual([...styleNames]);
    expect(world.typefaces.map(({ id }) => id)).toEqual([...typefaceNames]);
    expect(world.aspects.map(({ id }) => id)).toEqual([...aspectNames]);
  });

  it("means one thing by a word", () => {
    expect(
      doubled(world.nouns.flatMap(({ name, plural, also }) => [...new Set([name, plural]), ...also])),
    ).toEqual([]);
    for (const entries of [world.backdrops, world.styles, world.palettes, world.typefaces, world.aspects])
      expect(doubled(entries.flatMap(({ words }) => words))).toEqual([]);
  });

  it("gives things natural finishes and directions that there are", () => {
    for (const noun of world.nouns) {
      if ("natural" in noun) for (const finish of noun.natural ?? []) expect(finishNames).toContain(finish);
      if ("facing" in noun) expect(facingOf(noun.name)).toBe(noun.facing);
      else expect(facingOf(noun.name)).toBeNull();
    }
    expect(facingOf("dog")).toBe("left");
    expect(facingOf("rocket")).toBe("right");
  });

  it("makes ids of names that hold blanks", () => {
    expect(objectId("hot dog", 1, "red")).toBe("hot-dog-1-red");
    expect(objectId("dog", 2, null)).toBe("dog-2");
    expect(doubled(nounNames.map((name) => objectId(name, 1, null)))).toEqual([]);
  });
});
