/**
 * Surface textures as plain path data over a figure's 100×100 square (with some overhang), clipped to the
 * figure where they are used. Plain geometry rather than <pattern> or filters: it opens the same in every
 * browser and drawing tool, and draws fast.
 */
import { randomFrom } from "./random";
import { num } from "./xml";

const circle = (x: number, y: number, r: number) =>
  `M${num(x - r)} ${num(y)}a${num(r)} ${num(r)} 0 1 1 ${num(2 * r)} 0a${num(r)} ${num(r)} 0 1 1 ${num(-2 * r)} 0z`;

/** Every other square of a board of `cells` × `cells`. */
export function checks(cells: number): string {
  const side = 100 / cells;
  let path = "";
  for (let row = 0; row < cells; row++) {
    for (let column = row % 2; column < cells; column += 2) {
      path += `M${num(column * side)} ${num(row * side)}h${num(side)}v${num(side)}h${num(-side)}z`;
    }
  }
  return path;
}

/** Diagonal bands falling to the left, `width` of every `period` units (measured along x). */
export function stripes(period: number, width: number): string {
  let path = "";
  for (let x = 0; x < 200; x += period) path += `M${num(x)} 0h${num(width)}l-100 100h${num(-width)}z`;
  return path;
}

/** Dots on a staggered grid. */
export function spots(spacing: number, radius: number): string {
  let path = "";
  const rise = spacing * 0.87;
  for (let row = 0; row * rise < 105; row++) {
    for (let x = row % 2 === 0 ? spacing * 0.3 : spacing * 0.8; x < 105; x += spacing) {
      path += circle(x, 4 + row * rise, radius);
    }
  }
  return path;
}

/** Wood grain along the x axis: wavering lines for a stroke; turn it to follow a figure. */
export function grain(period: number, seed: number): string {
  const random = randomFrom(seed);
  let path = "";
  for (let y = -30; y < 130; y += period * (0.75 + 0.5 * random())) {
    const sway = () => num((random() - 0.5) * period * 0.9);
    path += `M-30 ${num(y)}q20 ${sway()} 40 ${sway()}t40 ${sway()}t40 ${sway()}t40 ${sway()}`;
  }
  return path;
}

/** Angular chips of stone, about `size` units wide. */
export function chips(count: number, size: number, seed: number): string {
  const random = randomFrom(seed);
  let path = "";
  for (let index = 0; index < count; index++) {
    const [x, y] = [random() * 100, random() * 100];
    const corners = 5 + Math.floor(random() * 3);
    const start = random() * Math.PI;
    for (let corner = 0; corner < corners; corner++) {
      const angle = start + (corner / corners) * 2 * Math.PI;
      const reach = size * (0.3 + 0.5 * random());
      path += `${corner === 0 ? "M" : "L"}${num(x + Math.cos(angle) * reach)} ${num(y + Math.sin(angle) * reach * 0.8)}`;
    }
    path += "z";
  }
  return path;
}

/** Fine dust: small diamonds. */
export function dust(count: number, size: number, seed: number): string {
  const random = randomFrom(seed);
  let path = "";
  for (let index = 0; index < count; index++) {
    const reach = size * (0.6 + 0.8 * random());
    path += `M${num(random() * 100)} ${num(random() * 100)}l${num(reach)} ${num(reach)}l${num(-reach)} ${num(reach)}l${num(-reach)} ${num(-reach)}z`;
  }
  return path;
}

/** A four-pointed star with waisted sides. */
export function glint(x: number, y: number, reach: number): string {
  const waist = reach * 0.14;
  const point = (dx: number, dy: number) => `${num(x + dx)} ${num(y + dy)}`;
  return (
    `M${point(0, -reach)}Q${point(waist, -waist)} ${point(reach, 0)}Q${point(waist, waist)} ${point(0, reach)}` +
    `Q${point(-waist, waist)} ${point(-reach, 0)}Q${point(-waist, -waist)} ${point(0, -reach)}z`
  );
}
