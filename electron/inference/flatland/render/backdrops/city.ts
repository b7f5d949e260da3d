/** A city: two rows of quiet towers in the haze, a kerb, a pavement. */
import { SHORTER } from "../canvas";
import { mix } from "../colour";
import { element, num } from "../xml";
import { across, band, between, type Drawing, layer, type Site, sheet, wash, whole } from "./parts";

interface Tower {
  readonly x: number;
  readonly width: number;
  readonly top: number;
}

/** Towers side by side over the whole width; heights in canvas units above `base`. */
function towers(site: Site, base: number, low: number, high: number): Tower[] {
  const found: Tower[] = [];
  const tall = Math.sqrt(Math.max(1, site.canvas.height / site.canvas.width));
  for (let x = -40; x < site.canvas.width; ) {
    const width = between(site, 0.07, 0.13) * SHORTER;
    found.push({ x, width, top: base - between(site, low, high) * tall * SHORTER });
    x += width + (site.random() < 0.22 ? between(site, 8, 30) : 0);
  }
  return found;
}

/** Their outlines; some with a step or a slanted roof. */
function skyline(site: Site, all: readonly Tower[], base: number): string {
  return all
    .map(({ x, width, top }) => {
      const roof = site.random();
      const [left, right] = [num(x), num(x + width)];
      if (roof < 0.2) return `M${left} ${num(base)}V${num(top + 26)}L${right} ${num(top)}V${num(base)}z`;
      if (roof < 0.42) {
        const [a, b] = [num(x + width * 0.28), num(x + width * 0.72)];
        return `M${left} ${num(base)}V${num(top)}H${a}V${num(top - 26)}H${b}V${num(top)}H${right}V${num(base)}z`;
      }
      return `M${left} ${num(base)}V${num(top)}H${right}V${num(base)}z`;
    })
    .join("");
}

/** Rows of windows on the nearer towers, some left dark. */
function windows(site: Site, all: readonly Tower[], base: number): string {
  let d = "";
  for (const { x, width, top } of all) {
    const columns = Math.max(2, Math.floor(width / 34));
    const step = width / columns;
    for (let y = top + 30; y < base - 40; y += 38) {
      for (let column = 0; column < columns; column++) {
        if (site.random() < 0.3) continue;
        d += `M${num(x + (column + 0.5) * step - 6)} ${num(y)}h12v16h-12z`;
      }
    }
  }
  return d;
}

export function city(site: Site): Drawing {
  const { sky, ground, shadow } = site.palette;
  const { height } = site.canvas;
  const base = between(site, 0.495, 0.525) * height;
  const haze = mix(sky, "#ffffff", 0.4);
  const far = mix(haze, mix(mix(sky, ground, 0.6), shadow, 0.06), 0.75);
  const near = mix(far, mix(ground, shadow, 0.14), 0.85);
  const street = mix(ground, "#b4b6ba", 0.5);
  const behind = towers(site, base, 0.16, 0.36);
  const before = towers(site, base, 0.06, 0.2);
  const defs =
    wash("backdrop-sky", mix(sky, "#ffffff", 0.1), haze) +
    wash("backdrop-street", mix(street, "#ffffff", 0.12), mix(street, shadow, 0.08));
  return {
    defs,
    markup:
      whole(site, "url(#backdrop-sky)") +
      layer(
        "skyline",
        sheet(site, skyline(site, behind, base), far) +
          sheet(site, skyline(site, before, base), near) +
          element("path", { d: windows(site, before, base), fill: haze, opacity: 0.5 }),
      ) +
      layer(
        "street",
        sheet(site, across(site, base, height + 9), "url(#backdrop-street)") +
          band(site, base, base + 14, mix(street, "#ffffff", 0.5)) +
          band(site, base + 14, base + 20, mix(street, shadow, 0.3)),
      ),
  };
}
