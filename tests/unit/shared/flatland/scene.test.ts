import { expect, it } from "vitest";
import { moodNames } from "../../../../shared/flatland/scene";
import world from "../../../../shared/flatland/world.json";

it("palettes that can be chosen are those that words ask for", () => {
  expect(world.palettes.map(({ name }) => name)).toEqual(moodNames);
});
