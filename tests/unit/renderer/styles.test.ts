import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(path.resolve("renderer/styles/tokens.css"), "utf8");

/** The colours a theme gives to its roles. */
function rolesOf(theme: string): ReadonlyMap<string, string> {
  const block = new RegExp(`:root\\[data-theme="${theme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? "";
  return new Map([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name!, hex!]));
}

/** What the theme changes where the picture stands. */
function onStage(theme: string): ReadonlyMap<string, string> {
  const block = new RegExp(`:root\\[data-theme="${theme}"\\] \\.bg-stage \\{([^}]*)\\}`).exec(css)?.[1] ?? "";
  return new Map([
    ...rolesOf(theme),
    ...[...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name!, hex!] as const),
  ]);
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ["bg", "panel", "raised", "hover"];

/** Text role, the surfaces it is written on. */
const text: readonly (readonly [string, readonly string[]])[] = [
  ["text", surfaces],
  ["mute", [...surfaces, "accent-soft"]],
  ["accent", ["bg", "panel", "raised", "accent-soft"]],
  ["on-accent", ["accent"]],
  ["on-pass", ["pass"]],
  ["pass-text", ["pass-soft", "bg", "panel"]],
  ["fail-text", ["fail-soft", "bg", "panel", "raised"]],
  ["unsure-text", ["unsure-soft", "bg", "panel", "raised"]],
];

/** Shapes that carry meaning: marks, icons, the focus ring. */
const shapes: readonly (readonly [string, readonly string[]])[] = [
  ["pass", ["bg", "panel", "raised"]],
  ["fail", ["bg", "panel", "raised"]],
  ["unsure", ["bg", "panel", "raised"]],
  ["accent", ["bg", "panel", "raised", "hover"]],
];

function tooWeak(theme: string, pairs: typeof text, least: number): string[] {
  const roles = rolesOf(theme);
  return pairs.flatMap(([front, backs]) =>
    backs.flatMap((back) => {
      const ratio = contrast(roles.get(front)!, roles.get(back)!);
      return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`];
    }),
  );
}

describe.each(["dark", "light", "neutral"])("the %s theme", (theme) => {
  it("gives every role a colour that the dark one has", () => {
    const names = (which: string) => [...rolesOf(which).keys()].sort();
    expect(names(theme)).toEqual(names("dark"));
    expect(names(theme).length).toBeGreaterThan(20);
  });

  it("can be read: 4.5 to 1 for text", () => expect(tooWeak(theme, text, 4.5)).toEqual([]));

  it("can be read around the picture", () => {
    const roles = onStage(theme);
    for (const role of ["text", "mute"])
      expect(contrast(roles.get(role)!, roles.get("stage")!), role).toBeGreaterThanOrEqual(4.5);
  });

  it("can be told apart: 3 to 1 for shapes", () => expect(tooWeak(theme, shapes, 3)).toEqual([]));
});

describe("the neutral theme", () => {
  it("puts the picture on mid-grey and gives surfaces no hue", () => {
    const roles = rolesOf("neutral");
    for (const name of [...surfaces, "stage", "line", "text", "mute", "accent"]) {
      const hex = roles.get(name)!;
      expect([hex.slice(1, 3), hex.slice(3, 5)], name).toEqual([hex.slice(3, 5), hex.slice(5, 7)]);
    }
    // CIELAB lightness of the stage.
    expect(116 * Math.cbrt(luminance(roles.get("stage")!)) - 16).toBeCloseTo(50, 0);
  });
});

describe("contrast", () => {
  it("is measured as the standard says", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });
});
