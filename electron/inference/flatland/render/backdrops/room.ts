/** A room: a calm wall with a window, a skirting board, a floor of boards, a rug. */
import { SHORTER } from "../canvas";
import { mix } from "../colour";
import { element, num } from "../xml";
import { across, band, between, type Drawing, layer, type Site, sheet, wash, whole } from "./parts";

function windowOn(site: Site, wall: string, floor: number): string {
  const { width } = site.canvas;
  const [w, h] = [between(site, 0.24, 0.3) * SHORTER, Math.min(0.4 * SHORTER, floor * 0.62)];
  const centre = (site.random() < 0.5 ? between(site, 0.18, 0.26) : between(site, 0.74, 0.82)) * width;
  const [x, y] = [centre - w / 2, (floor - h) * 0.42];
  const frame = mix(wall, "#ffffff", 0.62);
  const bar = 9;
  const glass = { x, y, width: w, height: h };
  const bars =
    element("rect", { x: centre - bar / 2, y, width: bar, height: h, fill: frame }) +
    element("rect", { x, y: y + h * 0.46, width: w, height: bar, fill: frame });
  return layer(
    "window",
    sheet(site, `M${num(x - 16)} ${num(y - 16)}h${num(w + 32)}v${num(h + 32)}h${num(-w - 32)}z`, frame) +
      element("rect", { ...glass, fill: "url(#backdrop-glass)" }) +
      bars +
      element("rect", {
        x: x - 34,
        y: y + h + 14,
        width: w + 68,
        height: 16,
        rx: 6,
        fill: mix(frame, wall, 0.25),
      }),
  );
}

/** Joints of floor boards, running to a point behind the wall. */
function boards(site: Site, top: number, colour: string): string {
  const { width, height } = site.canvas;
  const vanishing = { x: width / 2, y: top - 1.1 * SHORTER };
  let d = "";
  for (let step = -9; step <= 9; step++) {
    const near = width / 2 + (step * width) / 7;
    const far = vanishing.x + ((near - vanishing.x) * (top - vanishing.y)) / (height - vanishing.y);
    d += `M${num(far)} ${num(top)}L${num(near)} ${num(height)}`;
  }
  return element("path", { d, fill: "none", stroke: colour, "stroke-width": 3, opacity: 0.5 });
}

export function room(site: Site): Drawing {
  const { sky, ground, shadow } = site.palette;
  const { height } = site.canvas;
  const top = between(site, 0.505, 0.54) * height;
  const wall = mix(sky, ground, 0.18);
  const wood = mix(ground, "#cdb08c", 0.55);
  const defs =
    wash("backdrop-wall", mix(wall, "#ffffff", 0.22), wall) +
    wash("backdrop-floor", mix(wood, shadow, 0.05), mix(wood, "#ffffff", 0.16)) +
    wash("backdrop-glass", mix(sky, "#b9dcef", 0.6), mix(sky, "#eaf5fb", 0.75));
  return {
    defs,
    markup:
      whole(site, "url(#backdrop-wall)") +
      windowOn(site, wall, top) +
      layer(
        "floor",
        sheet(site, across(site, top, height + 9), "url(#backdrop-floor)") +
          boards(site, top, mix(wood, shadow, 0.22)),
      ) +
      layer(
        "skirting",
        band(site, top - 26, top, mix(wall, "#ffffff", 0.6)) +
          band(site, top, top + 5, mix(wood, shadow, 0.3)),
      ),
  };
}
