/** A plain picture in one strong colour: the smallest question a model can only answer by looking. */

import { deflateSync } from "node:zlib";
import { crc32 } from "./crc32";

export interface Colour {
  readonly name: string;
  /** Red, green, blue, 0..255. */
  readonly rgb: readonly [number, number, number];
}

export const colours: readonly Colour[] = [
  { name: "red", rgb: [220, 20, 20] },
  { name: "green", rgb: [20, 150, 40] },
  { name: "blue", rgb: [20, 60, 220] },
  { name: "yellow", rgb: [250, 220, 20] },
  { name: "black", rgb: [0, 0, 0] },
  { name: "white", rgb: [255, 255, 255] },
];

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** PNG bytes (W3C PNG, third edition: 8-bit RGB, no filter) of a square `side` pixels wide. */
export function colourCard(colour: Colour, side: number): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, side);
  view.setUint32(4, side);
  header.set([8, 2, 0, 0, 0], 8);
  const row = [0, ...Array.from({ length: side }, () => colour.rgb).flat()];
  const pixels = Uint8Array.from(Array.from({ length: side }, () => row).flat());
  const chunks = [chunk("IHDR", header), chunk("IDAT", deflateSync(pixels)), chunk("IEND", new Uint8Array())];
  return new Uint8Array(Buffer.concat([SIGNATURE, ...chunks]));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const framed = new Uint8Array(data.length + 12);
  const view = new DataView(framed.buffer);
  view.setUint32(0, data.length);
  framed.set(new TextEncoder().encode(type), 4);
  framed.set(data, 8);
  view.setUint32(data.length + 8, crc32(framed.subarray(4, data.length + 8)));
  return framed;
}
