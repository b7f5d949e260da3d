/** A plain picture in one strong colour: the smallest question a model can only answer by looking. */

import { deflateSync } from "node:zlib";
import { makeChunk, writePng } from "../png/chunks";

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

/** PNG bytes (W3C PNG, third edition: 8-bit RGB, no filter) of a square `side` pixels wide. */
export function colourCard(colour: Colour, side: number): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, side);
  view.setUint32(4, side);
  header.set([8, 2, 0, 0, 0], 8);
  const row = [0, ...Array.from({ length: side }, () => colour.rgb).flat()];
  const pixels = Uint8Array.from(Array.from({ length: side }, () => row).flat());
  const chunks = [
    makeChunk("IHDR", header),
    makeChunk("IDAT", deflateSync(pixels)),
    makeChunk("IEND", new Uint8Array()),
  ];
  return writePng({ chunks, trailing: new Uint8Array() });
}
