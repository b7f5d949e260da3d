/** A night that stays light enough for every finish: slate skies, a pale moon, small stars, dusky hills. */
import { SHORTER } from "../canvas";
import { mix } from "../colour";
import { glint } from "../textures";
import { element, num } from "../xml";
import { twoHills } from "./open";
import { between, type Drawing, layer, type Site, wash, whole } from "./parts";

const STARS_PER_SQUARE = 34;

/** Small dots and a few four-pointed glints, kept out of the moon's light. */
function stars(site: Site, moon: { readonly x: number; readonly y: number }): string {
  const { width, height } = site.canvas;
  const count = Math.round((STARS_PER_SQUARE * width * height) / SHORTER ** 2);
  let dots = "";
  let bright = "";
  for (let index = 0; index < count; index++) {
    const [x, y] = [site.random() * width, site.random() ** 1.3 * 0.46 * height];
    const reach = between(site, 1.4, 3.4);
    if (Math.hypot(x - moon.x, y - moon.y) < 0.17 * SHORTER) continue;
    if (index % 7 === 0) bright += glint(x, y, reach * 3.2);
    else
      dots += `M${num(x - reach)} ${num(y)}a${num(reach)} ${num(reach)} 0 1 1 ${num(2 * reach)} 0a${num(reach)} ${num(reach)} 0 1 1 ${num(-2 * reach)} 0z`;
  }
  return element("path", { d: dots + bright, fill: "#f1f0e4", opacity: 0.7 });
}

export function night(site: Site): Drawing {
  const { sky, ground } = site.palette;
  const { width, height } = site.canvas;
  const high = mix(sky, "#3c4872", 0.86);
  const low = mix(sky, "#66749f", 0.74);
  const near = mix(ground, "#56627f", 0.78);
  const moon = {
    x: (site.random() < 0.5 ? between(site, 0.12, 0.24) : between(site, 0.76, 0.88)) * width,
    y: between(site, 0.12, 0.18) * height,
  };
  const disc = (r: number, opacity?: number) =>
    element("circle", { cx: moon.x, cy: moon.y, r: r * SHORTER, fill: "#f0ecd9", opacity });
  const defs = wash("backdrop-sky", high, low) + wash("backdrop-ground", near, mix(near, "#39435f", 0.45));
  const hills = twoHills(site, mix(low, near, 0.55), "url(#backdrop-ground)");
  return {
    defs,
    markup:
      whole(site, "url(#backdrop-sky)") +
      layer("stars", stars(site, moon)) +
      layer("moonlight", disc(0.105, 0.07) + disc(0.078, 0.1) + disc(0.05, 0.88)) +
      hills,
  };
}
