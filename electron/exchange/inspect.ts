/** Looks into what was dropped: pictures, zips and folders are told apart by their content. Nothing is changed. */
import { constants } from "node:fs";
import { lstat, open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { GeneratorConfig } from "../../shared/backends";
import { asStudioError, type StudioError } from "../../shared/errors";
import { isPng, readPng } from "../png/chunks";
import { textsOf } from "../png/text";
import { isMissing } from "../storage/durable";
import { IMAGES_FOLDER } from "../storage/images";
import { JOURNAL_FILE, readJournal } from "../storage/journal";
import { readLine } from "../storage/migrate";
import { assertBearable, imageHeader } from "./image-header";
import { refused, unknownKind } from "./inspect-errors";
import { checkJournal, withImage } from "./journal-check";
import { type ForeignParameters, foreignParameters } from "./parameters";
import {
  type FoundPicture,
  MAX_IMAGE_BYTES,
  MAX_JOURNAL_BYTES,
  makeParcel,
  type Parcel,
  type ReadFile,
  sha256,
} from "./parcel";
import { extract, pictureOf } from "./trajectory-png";
import { openZip, type Zip, type ZippedFile } from "./zip-read";

/** What was found in one file or folder. */
export type Finding =
  | {
      readonly kind: "trajectory";
      readonly parcel: Parcel;
      /** The PNG that carries it and the iteration it shows; null for zips and folders. */
      readonly picture: FoundPicture | null;
      readonly iteration: number | null;
      readonly close?: () => void;
    }
  | { readonly kind: "picture"; readonly picture: FoundPicture; readonly foreign: ForeignParameters | null }
  | { readonly kind: "skills"; readonly name: string; readonly path: string }
  | {
      readonly kind: "unreadable";
      readonly name: string;
      readonly path: string | null;
      readonly error: StudioError;
    };

export interface InspectOptions {
  /** See `checkJournal`. */
  readonly trusted: (config: GeneratorConfig) => boolean;
}

/** PNGs may carry all the images of their run. */
const MAX_PNG_BYTES = 1024 * 1024 * 1024;
const MAX_RUNS = 500;
const MAX_DEPTH = 4;
const MAX_FOLDERS = 2_000;
const imageName = /^[0-9a-f]{64}\.(png|svg)$/;
const SKILL_FILE = "SKILL.md";

/** Looks into a file or folder. Never throws: what cannot be read is a finding too. */
export async function inspectPath(place: string, options: InspectOptions): Promise<readonly Finding[]> {
  const name = path.basename(place);
  try {
    const found = await lstat(place);
    const real = found.isSymbolicLink() ? await stat(place) : found;
    if (real.isDirectory()) return await inspectFolder(place, options);
    if (!real.isFile()) throw unknownKind(name);
    if (name === SKILL_FILE) return [{ kind: "skills", name, path: path.dirname(place) }];
    if (name === JOURNAL_FILE) return [await folderRun(path.dirname(place), options)];
    if (name.toLowerCase().endsWith(".skill")) return [{ kind: "skills", name, path: place }];
    return await inspectFile(name, place, options);
  } catch (error) {
    return [unreadable(name, place, error)];
  }
}

/** Looks into bytes that have no file. Never throws. */
export async function inspectBytes(
  name: string,
  bytes: Uint8Array,
  options: InspectOptions,
): Promise<readonly Finding[]> {
  try {
    if (isZip(bytes)) return await inspectZip(name, null, bytes, options);
    return [inspectImage(name, null, bytes, async () => bytes, options)];
  } catch (error) {
    return [unreadable(name, null, error)];
  }
}

async function inspectFile(
  name: string,
  place: string,
  options: InspectOptions,
): Promise<readonly Finding[]> {
  const beginning = await readBytes(place, 16);
  if (isZip(beginning)) return inspectZip(name, place, place, options);
  const limit = isPng(beginning) ? MAX_PNG_BYTES : MAX_IMAGE_BYTES;
  const read = () => readWhole(place, limit);
  return [inspectImage(name, place, await read(), read, options)];
}

function inspectImage(
  name: string,
  place: string | null,
  bytes: Uint8Array,
  read: ReadFile,
  options: InspectOptions,
): Finding {
  const header = imageHeader(bytes);
  if (header === null) {
    // A damaged PNG says best itself what is wrong with it.
    if (isPng(bytes)) readPng(bytes);
    throw unknownKind(name);
  }
  assertBearable(header);
  const picture: FoundPicture = { name, path: place, read };
  if (header.mime !== "image/png") return { kind: "picture", picture, foreign: null };
  const file = readPng(bytes);
  const carried = extract(file);
  if (carried === null) return { kind: "picture", picture, foreign: foreignParameters(textsOf(file)) };
  const { iteration, image } = carried;
  const journal = checkJournal(carried.events, carried.damaged, options.trusted);
  const unchanged = sha256(carried.picture) === image.hash;
  const own = unchanged ? image : refOf(carried.picture);
  // Read anew each time: finds may wait long, and their bytes are not to be kept until then.
  const ownRead: ReadFile = async () => pictureOf(readPng(await read()));
  const others = [...carried.images.keys()].map((file): [string, ReadFile] => [
    file,
    async () => extract(readPng(await read()))?.images.get(file) ?? new Uint8Array(),
  ]);
  const events = unchanged ? journal.events : withImage(journal.events, iteration, own);
  const warning =
    "Another program has changed this picture since it was exported; it is taken in as it is now.";
  return {
    kind: "trajectory",
    parcel: makeParcel(
      { name, path: place },
      { ...journal, events },
      new Map([...others, [own.file, ownRead]]),
      unchanged ? [] : [warning],
    ),
    picture: { ...picture, read: ownRead },
    iteration,
  };
}

function refOf(bytes: Uint8Array) {
  const hash = sha256(bytes);
  return { hash, file: `${hash}.png`, bytes: bytes.length };
}

async function inspectZip(
  name: string,
  place: string | null,
  source: string | Uint8Array,
  options: InspectOptions,
): Promise<readonly Finding[]> {
  const zip = await openZip(source);
  try {
    const journals = zip.files.filter((file) => path.posix.basename(file.name) === JOURNAL_FILE);
    if (journals.length > MAX_RUNS) throw refused(name, `it holds more than ${MAX_RUNS} runs`);
    const findings: Finding[] = [];
    let open = 0;
    const release = () => {
      open -= 1;
      if (open === 0) zip.close();
    };
    for (const journal of journals) {
      const finding = await zippedRun(name, place, journal, zip, journals.length > 1, options);
      if (finding.kind === "trajectory") open += 1;
      findings.push(finding.kind === "trajectory" ? { ...finding, close: release } : finding);
    }
    if (open === 0) zip.close();
    const hasSkills = zip.files.some((file) => path.posix.basename(file.name) === SKILL_FILE);
    if (hasSkills && place !== null) findings.push({ kind: "skills", name, path: place });
    if (findings.length === 0) throw refused(name, "there is neither a run nor a skill pack in it");
    return findings;
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function zippedRun(
  zipName: string,
  place: string | null,
  journalFile: ZippedFile,
  zip: Zip,
  several: boolean,
  options: InspectOptions,
): Promise<Finding> {
  const folder = path.posix.dirname(journalFile.name);
  const name = several ? `${zipName} › ${folder}` : zipName;
  try {
    const text = Buffer.from(await journalFile.read(MAX_JOURNAL_BYTES)).toString("utf8");
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    const events = lines.map((line) => readLine(line).event);
    const readable = events.filter((event) => event !== null);
    const journal = checkJournal(readable, events.length - readable.length, options.trusted);
    const prefix = folder === "." ? `${IMAGES_FOLDER}/` : `${folder}/${IMAGES_FOLDER}/`;
    const files = zip.files
      .filter((file) => file.name.startsWith(prefix) && imageName.test(file.name.slice(prefix.length)))
      .map((file): [string, ReadFile] => [file.name.slice(prefix.length), () => file.read(MAX_IMAGE_BYTES)]);
    const parcel = makeParcel({ name, path: place }, journal, new Map(files));
    return { kind: "trajectory", parcel, picture: null, iteration: null };
  } catch (error) {
    return unreadable(name, place, error);
  }
}

async function inspectFolder(place: string, options: InspectOptions): Promise<readonly Finding[]> {
  const found = await lookThrough(place);
  const runs = await Promise.all(found.runs.slice(0, MAX_RUNS).map((folder) => folderRun(folder, options)));
  const skills: Finding[] = found.skills ? [{ kind: "skills", name: path.basename(place), path: place }] : [];
  const loose = found.runs.length + skills.length > 0 ? [] : found.pictures.slice(0, MAX_RUNS);
  const pictures = (await Promise.all(loose.map((file) => inspectPath(file, options)))).flat();
  const all = [...runs, ...skills, ...pictures];
  if (all.length > 0) return all;
  throw refused(path.basename(place), "there is neither a run, a picture nor a skill pack in it");
}

interface Inventory {
  readonly runs: string[];
  readonly pictures: string[];
  skills: boolean;
}

/** Walks a folder without following links, a few levels deep. A run's own folders are not entered. */
async function lookThrough(top: string): Promise<Inventory> {
  const found: Inventory = { runs: [], pictures: [], skills: false };
  let level = [top];
  let seen = 0;
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const folder of level) {
      seen += 1;
      if (seen > MAX_FOLDERS) throw refused(path.basename(top), `it holds more than ${MAX_FOLDERS} folders`);
      const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) =>
        a.name < b.name ? -1 : 1,
      );
      if (entries.some((entry) => entry.isFile() && entry.name === JOURNAL_FILE)) {
        found.runs.push(folder);
        continue;
      }
      if (entries.some((entry) => entry.isFile() && entry.name === SKILL_FILE)) {
        found.skills = true;
        continue;
      }
      for (const entry of entries) {
        if (entry.name.startsWith(".")) continue;
        const place = path.join(folder, entry.name);
        if (entry.isDirectory()) next.push(place);
        else if (entry.isFile() && /\.(png|jpe?g|webp)$/i.test(entry.name)) found.pictures.push(place);
      }
    }
    level = next;
  }
  return found;
}

async function folderRun(folder: string, options: InspectOptions): Promise<Finding> {
  const name = path.basename(folder);
  try {
    const journalFile = await lstat(path.join(folder, JOURNAL_FILE));
    if (!journalFile.isFile()) throw refused(name, "its journal is a link");
    if (journalFile.size > MAX_JOURNAL_BYTES) throw refused(name, "its journal is too large");
    const { events, damaged } = await readJournal(folder);
    const journal = checkJournal(events, damaged, options.trusted);
    const images = path.join(folder, IMAGES_FOLDER);
    const names = (await filesIn(images)).filter((file) => imageName.test(file));
    const files = names.map((file): [string, ReadFile] => [
      file,
      () => readWhole(path.join(images, file), MAX_IMAGE_BYTES),
    ]);
    const parcel = makeParcel({ name, path: folder }, journal, new Map(files));
    return { kind: "trajectory", parcel, picture: null, iteration: null };
  } catch (error) {
    return unreadable(name, folder, error);
  }
}

/** Plain files alone: no links, no pipes. */
async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function unreadable(name: string, place: string | null, error: unknown): Finding {
  return { kind: "unreadable", name, path: place, error: asStudioError(error) };
}

function isZip(bytes: Uint8Array): boolean {
  // Local file header, or the end record of an empty zip.
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

async function readBytes(file: string, count: number): Promise<Uint8Array> {
  const handle = await open(file, "r");
  try {
    const bytes = new Uint8Array(count);
    const { bytesRead } = await handle.read(bytes, 0, count, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Reads a file that is no link and no larger than `most` bytes. */
async function readWhole(file: string, most: number): Promise<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY);
  try {
    const { size } = await handle.stat();
    if (size > most)
      throw refused(path.basename(file), `it is larger than ${Math.round(most / 1024 ** 2)} MB`);
    return new Uint8Array(await handle.readFile());
  } finally {
    await handle.close();
  }
}
