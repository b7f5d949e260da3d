/** Writes a large made-up library into a data folder: real run folders with journals and (small, shared) pictures. */
import { createHash } from "node:crypto";
import { copyFile, link, mkdir, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { runFolderName } from "../../electron/storage/runs-folder";
import { EVENT_VERSION, type ImageRef } from "../../shared/run/events";
import { type Dice, diceOf } from "./dice";
import { type MadeUpRun, madeUpRun } from "./made-up";

export interface SeedOptions {
  /** The studio's data folder. */
  readonly data: string;
  readonly runs: number;
  readonly iterations: number;
  readonly seed: number;
  /** When the newest run was made; the others lie up to 400 days before it. Milliseconds since 1970. */
  readonly until: number;
}

const PICTURES = 24;
const SIDE = 256;
const DAY = 86_400_000;
const WRITERS = 8;

/** Writes the library. The same options write the same bytes. @returns iterations written */
export async function seedLibrary(options: SeedOptions): Promise<number> {
  const { data, runs, iterations, seed, until } = options;
  const dice = diceOf(seed);
  const store = path.join(data, "seed-pictures");
  const images = await drawPictures(store, dice);
  const ids: string[] = [];
  const all: MadeUpRun[] = [];
  for (let n = 0; n < runs; n += 1) {
    const id = `seed${n.toString(36).padStart(6, "0")}`;
    const at = Math.trunc(until - (400 * DAY * (runs - 1 - n)) / runs);
    all.push(madeUpRun({ id, at, dice, images, iterations, earlier: ids.slice(-200) }));
    ids.push(id);
  }
  const waiting = all.values();
  const writer = async () => {
    for (const run of waiting) await writeRun(data, store, run);
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return runs * iterations;
}

async function writeRun(data: string, store: string, { id, title, at, bodies }: MadeUpRun): Promise<void> {
  const folder = path.join(data, "runs", runFolderName({ id, title, at }));
  const images = path.join(folder, "images");
  await mkdir(images, { recursive: true });
  const files = new Set(bodies.flatMap((body) => (body.type === "image-generated" ? [body.image.file] : [])));
  for (const file of files) await share(path.join(store, file), path.join(images, file));
  const lines = bodies.map((body, seq) =>
    JSON.stringify({ v: EVENT_VERSION, seq, at: at + seq * 1000, ...body }),
  );
  const journal = path.join(folder, "journal.jsonl");
  await writeFile(journal, `${lines.join("\n")}\n`);
  await utimes(journal, at / 1000, at / 1000);
}

/** One file in many places where the disk can do that. */
async function share(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch {
    await copyFile(from, to);
  }
}

async function drawPictures(store: string, dice: Dice): Promise<ImageRef[]> {
  await mkdir(store, { recursive: true });
  const refs: ImageRef[] = [];
  for (let n = 0; n < PICTURES; n += 1) {
    const bytes = await sharp(Buffer.from(picture(dice)))
      .png({ compressionLevel: 9 })
      .toBuffer();
    const hash = createHash("sha256").update(bytes).digest("hex");
    const file = `${hash}.png`;
    await writeFile(path.join(store, file), bytes);
    refs.push({ hash, file, bytes: bytes.length });
  }
  return refs;
}

function picture(dice: Dice): string {
  const hue = dice.below(360);
  const shapes = Array.from({ length: 2 + dice.below(4) }, () => {
    const [x, y, r] = [40 + dice.below(SIDE - 80), 60 + dice.below(SIDE - 110), 16 + dice.below(34)];
    const fill = `hsl(${(hue + 120 + dice.below(120)) % 360} 62% ${45 + dice.below(25)}%)`;
    const shadow = `<ellipse cx="${x + 4}" cy="${y + r}" rx="${r}" ry="${r / 4}" fill="#0004"/>`;
    const body =
      dice.below(2) === 0
        ? `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`
        : `<rect x="${x - r}" y="${y - r}" width="${2 * r}" height="${2 * r}" rx="${r / 4}" fill="${fill}"/>`;
    return shadow + body;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}">
    <rect width="100%" height="100%" fill="hsl(${hue} 38% 82%)"/>
    <rect y="62%" width="100%" height="38%" fill="hsl(${hue} 30% 72%)"/>${shapes.join("")}</svg>`;
}
