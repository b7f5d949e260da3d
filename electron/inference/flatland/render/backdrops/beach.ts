/** A beach: hazy sky, a calm strip of sea, a shoreline with a line of foam, sand. */
import { SHORTER } from "../canvas";
import { mix } from "../colour";
import { element, num } from "../xml";
import { across, between, type Drawing, layer, type Site, sheet, wash, whole } from "./parts";

/** Everything below a gently waving shoreline whose mean height is `y`. */
function shore(site: Site, y: number, phase: number): string {
  const { width, height } = site.canvas;
  const steps = Math.max(4, Math.round((4 * width) / SHORTER));
  const span = width / steps;
  let d = `M-9 ${num(y + 7 * Math.sin(phase))}H0`;
  for (let step = 0; step < steps; step++) {
    const [from, to] = [step, step + 1].map((at) => y + 7 * Math.sin(phase + at * 1.9));
    const x = step * span;
    d += `C${num(x + span * 0.4)} ${num(from ?? y)} ${num(x + span * 0.6)} ${num(to ?? y)} ${num(x + span)} ${num(to ?? y)}`;
  }
  return `${d}h9V${num(height + 9)}H-9z`;
}

/** Short light strokes on the water. */
function ripples(site: Site, top: number, bottom: number): string {
  const { width } = site.canvas;
  let d = "";
  for (let index = 0; index < Math.round((9 * width) / SHORTER); index++) {
    const y = top + (bottom - top) * (0.18 + 0.62 * site.random());
    const length = between(site, 34, 96) * (0.5 + (y - top) / (bottom - top));
    d += `M${num(site.random() * (width - length))} ${num(y)}h${num(length)}`;
  }
  return element("path", {
    d,
    fill: "none",
    stroke: "#ffffff",
    "stroke-width": 3.2,
    "stroke-linecap": "round",
    opacity: 0.42,
  });
}

export function beach(site: Site): Drawing {
  const { sky, ground, shadow } = site.palette;
  const { height } = site.canvas;
  const horizon = between(site, 0.4, 0.44) * height;
  const line = between(site, 0.515, 0.54) * height;
  const phase = site.random() * 6;
  const sea = mix(sky, "#5fa7bd", 0.58);
  const sand = mix(ground, "#ecd8ae", 0.72);
  const defs =
    wash("backdrop-sky", mix(sky, "#ffffff", 0.25), mix(sky, "#ffffff", 0.55)) +
    wash("backdrop-sea", mix(sea, "#ffffff", 0.06), mix(sea, "#d8efe9", 0.42)) +
    wash("backdrop-sand", sand, mix(sand, shadow, 0.1));
  return {
    defs,
    markup:
      whole(site, "url(#backdrop-sky)") +
      layer(
        "sea",
        sheet(site, across(site, horizon, line + 40), "url(#backdrop-sea)") + ripples(site, horizon, line),
      ) +
      layer(
        "sand",
        element("path", { d: shore(site, line - 9, phase), fill: mix(sea, "#ffffff", 0.72) }) +
          element("path", { d: shore(site, line + 2, phase + 0.35), fill: mix(sand, shadow, 0.1) }) +
          sheet(site, shore(site, line + 12, phase + 0.5), "url(#backdrop-sand)"),
      ),
  };
}
