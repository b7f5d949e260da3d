// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { filterSections, holds } from "../../../../../renderer/features/settings/search";

let root: HTMLElement;
beforeEach(() => {
  root = document.createElement("div");
  root.innerHTML = `
    <section data-section="general"><header>General: how the studio looks</header>
      <div data-setting="">Theme</div><div data-setting="">Language, Español</div></section>
    <section data-section="keyboard"><header>Keyboard</header><p>always</p>
      <section data-group=""><h4>Run</h4><li data-setting="">Stop the run</li></section>
      <section data-group=""><h4>View</h4><li data-setting="">Zoom in</li></section></section>`;
});
const shown = (selector: string) =>
  [...root.querySelectorAll<HTMLElement>(selector)]
    .filter((one) => !one.hidden)
    .map((one) => one.textContent);

describe("searching the settings", () => {
  it("finds words in any order, without minding case and accents", () => {
    expect(holds("Sprache, Español", "espanol SPRACHE")).toBe(true);
    expect(holds("Sprache", "espanol")).toBe(false);
    expect(holds("anything", "  ")).toBe(true);
  });

  it("leaves what matches, and the sections around it", () => {
    expect(filterSections(root, "espanol")).toBe(1);
    expect(shown("[data-setting]")).toContain("Language, Español");
    expect(root.querySelector<HTMLElement>("[data-section=keyboard]")?.hidden).toBe(true);
    expect(filterSections(root, "zoom")).toBe(1);
    expect(shown("[data-group]")).toEqual(["ViewZoom in"]);
  });

  it("keeps a section whole when its own title matches, and brings all back when nothing is asked", () => {
    expect(filterSections(root, "keyb")).toBe(1);
    expect(shown("[data-section=keyboard] [data-setting]")).toHaveLength(2);
    expect(filterSections(root, "holodeck")).toBe(0);
    expect(filterSections(root, "")).toBe(2);
    expect(shown("[data-setting]")).toHaveLength(4);
  });
});
