/** Fetches one file of a model: from where it was left, piece by piece to the disk, checked before it counts. */
import { createHash, type Hash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, realpath, rename } from "node:fs/promises";
import path from "node:path";
import { isCancelled, StudioError } from "../../../shared/errors";
import { makeFolder, storageError, syncFolder } from "../../storage/durable";
import { feedFile } from "../sums";
import { type Answer, type NetDeps, withAnswer } from "./answers";
import { PassingFault, WrongSum } from "./faults";
import type { FetchedFile } from "./records";

export interface Target {
  /** Where its pieces gather until it is whole. */
  readonly part: string;
  /** The model's folder. */
  readonly folder: string;
}

export interface FetchContext {
  readonly deps: NetDeps;
  readonly signal: AbortSignal;
  /** Told of every piece; less than nothing for what has to be fetched again. */
  readonly onBytes: (bytes: number) => void;
  /** Told how large the file is, where the list did not say. */
  readonly onSize: (bytes: number) => void;
  /** Writes down what the server calls this version, before the first piece of it. */
  readonly onTag: (tag: string | null) => Promise<void>;
}

/**
 * One attempt. Pieces stay when it fails, except where they turn out to be wrong.
 * @throws PassingFault, WrongSum, CancelledError, StudioError
 */
export async function fetchFile(
  file: FetchedFile,
  target: Target,
  context: FetchContext,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  await makeFolder(path.dirname(target.part)).catch(onDisk(target.part));
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);
  const handle = await open(target.part, flags).catch(onDisk(target.part));
  const part = new Part(file, target.part, handle, context);
  let got: { bytes: number; sha256: string };
  try {
    await part.takeUp();
    if (!part.isWhole) await part.fetch();
    got = await part.checked();
  } finally {
    await handle.close();
  }
  await settle(file.path, target).catch(onDisk(file.path));
  return got;
}

/** Strong tags alone say that the bytes are the same (RFC 9110, section 8.8.1). */
const isStrong = (tag: string | null): tag is string => tag !== null && !/^w\//i.test(tag);

class Part {
  readonly #file: FetchedFile;
  readonly #place: string;
  readonly #handle: FileHandle;
  readonly #context: FetchContext;
  #tag: string | null;
  /** Bytes that are here. */
  #have = 0;
  #sums: Sums;

  constructor(file: FetchedFile, place: string, handle: FileHandle, context: FetchContext) {
    this.#file = file;
    this.#place = place;
    this.#handle = handle;
    this.#context = context;
    this.#tag = file.tag;
    this.#sums = new Sums(file.gitOid === null ? null : file.bytes);
  }

  get isWhole(): boolean {
    return this.#file.bytes === this.#have;
  }

  /** Takes the pieces of earlier attempts up, where they can be gone on with. */
  async takeUp(): Promise<void> {
    const { size } = await this.#handle.stat().catch(onDisk(this.#place));
    if (size === 0) return;
    const tooMany = this.#file.bytes !== null && size > this.#file.bytes;
    // Nobody could tell afterwards whether two versions were put together.
    const unsure = !isStrong(this.#tag) && this.#file.sha256 === null && this.#file.gitOid === null;
    this.#have = size;
    if (tooMany || unsure) return this.#startAnew();
    await this.#sums.feed(this.#place, this.#context.signal);
  }

  async fetch(): Promise<void> {
    const have = this.#have;
    const headers: Record<string, string> = {};
    if (have > 0) {
      headers.range = `bytes=${have}-`;
      if (isStrong(this.#tag)) headers["if-range"] = this.#tag;
    }
    const question = {
      url: this.#file.url,
      headers,
      signal: this.#context.signal,
      understands: have > 0 ? [206, 416] : [],
    };
    await withAnswer(question, this.#context.deps, (answer) => this.#take(answer));
  }

  /** @throws WrongSum; what came is gone then. */
  async checked(): Promise<{ bytes: number; sha256: string }> {
    const { sha256, git } = this.#sums.digest();
    const wrong =
      this.#file.sha256 !== null && this.#file.sha256 !== sha256
        ? { expected: this.#file.sha256, found: sha256 }
        : this.#file.gitOid !== null && git !== null && this.#file.gitOid !== git
          ? { expected: this.#file.gitOid, found: git }
          : null;
    if (wrong !== null) {
      await this.#startAnew();
      throw new WrongSum(this.#file.path, new URL(this.#file.url).host, wrong.expected, wrong.found);
    }
    await this.#handle.sync().catch(onDisk(this.#place));
    return { bytes: this.#have, sha256 };
  }

  async #take({ response, url, alive }: Answer): Promise<void> {
    const range = rangeOf(response);
    if (response.status === 416) return this.#refusedRange(range);
    const tag = response.headers.get("etag");
    if (response.status === 206) {
      const other = tag !== null && this.#tag !== null && tag !== this.#tag;
      if (range?.from !== this.#have || other || this.#isOtherSize(range.total)) {
        await this.#startAnew();
        throw changed(this.#file, url);
      }
    } else {
      // The whole of it, because it is another version or because the server knows no pieces.
      if (this.#have > 0) await this.#startAnew();
      if (isPage(response, this.#file.path)) throw page(this.#file, url);
      if (tag !== this.#tag) await this.#remember(tag);
    }
    await this.#write(response, this.#expected(response, range), alive);
  }

  /** Nothing behind the pieces that are here: the file is whole, or another one than before. */
  async #refusedRange(range: Range | null): Promise<void> {
    if (this.#file.bytes === null && range?.total === this.#have) return;
    await this.#startAnew();
    throw changed(this.#file, new URL(this.#file.url));
  }

  #isOtherSize(total: number | null): boolean {
    return total !== null && this.#file.bytes !== null && total !== this.#file.bytes;
  }

  #expected(response: Response, range: Range | null): number | null {
    if (this.#file.bytes !== null) return this.#file.bytes;
    const length = response.headers.get("content-length");
    const told = range?.total ?? (length === null ? null : this.#have + Number(length));
    if (told !== null && Number.isSafeInteger(told)) {
      this.#context.onSize(told);
      return told;
    }
    return null;
  }

  async #write(response: Response, expected: number | null, alive: () => void): Promise<void> {
    const reader = response.body?.getReader();
    for (;;) {
      const piece = await reader?.read();
      if (piece === undefined || piece.done) break;
      alive();
      if (expected !== null && this.#have + piece.value.length > expected) {
        await this.#startAnew();
        throw tooLong(this.#file, expected);
      }
      await this.#handle.appendFile(piece.value).catch(onDisk(this.#place));
      this.#sums.add(piece.value);
      this.#have += piece.value.length;
      this.#context.onBytes(piece.value.length);
    }
    if (expected !== null && this.#have < expected) throw brokenOff(this.#file, this.#have, expected);
  }

  async #startAnew(): Promise<void> {
    await this.#handle.truncate(0).catch(onDisk(this.#place));
    this.#context.onBytes(-this.#have);
    this.#have = 0;
    this.#sums = new Sums(this.#file.gitOid === null ? null : this.#file.bytes);
    await this.#remember(null);
  }

  async #remember(tag: string | null): Promise<void> {
    if (tag === this.#tag) return;
    await this.#context.onTag(tag);
    this.#tag = tag;
  }
}

/** Both checksums a list may name, side by side. */
class Sums {
  readonly #sha256: Hash = createHash("sha256");
  readonly #git: Hash | null;

  /** @param gitSize size of the file where git's checksum is asked for */
  constructor(gitSize: number | null) {
    this.#git = gitSize === null ? null : createHash("sha1").update(`blob ${gitSize}\0`);
  }

  add(piece: Uint8Array): void {
    this.#sha256.update(piece);
    this.#git?.update(piece);
  }

  async feed(file: string, signal: AbortSignal): Promise<void> {
    await feedFile(this.#sha256, file, signal);
    if (this.#git !== null) await feedFile(this.#git, file, signal);
  }

  digest(): { readonly sha256: string; readonly git: string | null } {
    return { sha256: this.#sha256.digest("hex"), git: this.#git?.digest("hex") ?? null };
  }
}

interface Range {
  readonly from: number | null;
  readonly total: number | null;
}

/** Reads "bytes 100-199/200", and the "bytes *\/200" of a refusal. */
function rangeOf(response: Response): Range | null {
  const found = /^bytes\s+(?:(\d+)-\d+|\*)\/(\d+|\*)$/i.exec(response.headers.get("content-range") ?? "");
  if (found === null) return null;
  const [, from, total] = found;
  return {
    from: from === undefined ? null : Number(from),
    total: total === undefined || total === "*" ? null : Number(total),
  };
}

/** Networks with a sign-in page answer every question with it. */
function isPage(response: Response, file: string): boolean {
  return (
    /^text\/html\b/i.test(response.headers.get("content-type") ?? "") && !/\.(md|txt|html?)$/i.test(file)
  );
}

/** Gives a whole file its place; every folder on the way there is one of the model's own. */
async function settle(relative: string, { part, folder }: Target): Promise<void> {
  const place = path.join(folder, relative);
  await makeFolder(path.dirname(place));
  const [root, parent] = await Promise.all([realpath(folder), realpath(path.dirname(place))]);
  if (parent !== root && !parent.startsWith(root + path.sep)) throw outside(relative);
  await rename(part, place);
  await syncFolder(parent);
}

function onDisk(what: string): (cause: unknown) => never {
  return (cause) => {
    if (isCancelled(cause)) throw cause;
    throw storageError(`write ${what}`, cause);
  };
}

function outside(file: string): StudioError {
  return new StudioError(
    "forbidden",
    `The way to ${file} leads out of the model's folder. It was not written.`,
    {
      remedy: "Give the download up and begin anew.",
    },
  );
}

function changed(file: FetchedFile, url: URL): PassingFault {
  const message = `${file.path} is not the same any more at ${url.host}: it is fetched from its beginning.`;
  return new PassingFault(
    new StudioError("bad-answer", message, {
      remedy: "Continue. If it stays so, give the download up and begin anew.",
      retryable: true,
    }),
    0,
  );
}

function page(file: FetchedFile, url: URL): StudioError {
  return new StudioError("bad-answer", `${url.host} sent a web page instead of ${file.path}.`, {
    remedy: "Check whether this network wants you to sign in first, and whether the address is right.",
    retryable: true,
  });
}

function tooLong(file: FetchedFile, expected: number): StudioError {
  return new StudioError(
    "bad-answer",
    `${file.path} is longer than the ${expected} bytes that were announced.`,
    {
      remedy: "Give the download up and begin anew: the list and the files do not fit each other.",
    },
  );
}

function brokenOff(file: FetchedFile, have: number, expected: number): PassingFault {
  return new PassingFault(
    new StudioError("unreachable", `The line broke at byte ${have} of ${expected} of ${file.path}.`, {
      remedy: "Continue; what is here stays.",
      retryable: true,
    }),
  );
}
