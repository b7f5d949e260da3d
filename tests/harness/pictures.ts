/** Draws the harness's scenes as SVG, from the icon bodies the product bundles. Runs in Node. */
import { icons } from "@iconify-json/fluent-emoji-flat";
import { type Figure, type HarnessScene, sceneOf } from "./scenes";

const SIDE = 1024;

const filters = `
<filter id="white"><feColorMatrix type="matrix" values=".18 .3 .1 0 .42 .18 .3 .1 0 .42 .18 .3 .1 0 .44 0 0 0 1 0"/></filter>
<filter id="plastic"><feColorMatrix type="matrix" values=".75 .2 0 0 .22 .3 .3 0 0 .12 .1 .1 .1 0 .08 0 0 0 1 0"/></filter>`;

function body(figure: Figure): string {
  const name = figure.icon === "cow" ? "cow" : "bicycle";
  return icons.icons[name]?.body ?? "";
}

function drawn(figure: Figure): string {
  const size = figure.size * SIDE;
  const left = figure.x * SIDE - size / 2;
  const top = figure.y * SIDE - size / 2;
  const filter = figure.finish === "natural" ? "" : ` filter="url(#${figure.finish})"`;
  return `<ellipse cx="${figure.x * SIDE}" cy="${top + size * 0.93}" rx="${size * 0.36}" ry="${size * 0.06}" fill="#000" opacity=".16"/>
<svg x="${left}" y="${top}" width="${size}" height="${size}" viewBox="0 0 32 32"><g${filter}>${body(figure)}</g></svg>`;
}

export function svgOf(scene: HarnessScene): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${SIDE} ${SIDE}"><defs>${filters}</defs>
<rect width="${SIDE}" height="${SIDE}" fill="${scene.sky}"/><ellipse cx="512" cy="1010" rx="900" ry="360" fill="${scene.ground}"/>
${scene.figures.map(drawn).join("")}</svg>`;
}

/** The picture for a file name of `fileOf`, or null. */
export function pictureFor(file: string): string | null {
  const hex = /^([0-9a-f]{64})\.(?:png|svg)$/.exec(file)?.[1];
  return hex === undefined ? null : svgOf(sceneOf(Number.parseInt(hex, 16)));
}
