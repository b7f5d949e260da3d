/** What was found and waits for the designer's word, each under a token, with the pictures to show of it. */
import { randomBytes } from "node:crypto";
import { StudioError } from "../../shared/errors";
import { findUrl } from "../../shared/ipc/channels";
import type { Find } from "../../shared/ipc/domains/exchange";
import { answeredWish } from "../../shared/run/state";
import { imageHeader } from "./image-header";
import type { Finding } from "./inspect";
import { parcelImage } from "./parcel";

/** More than these are never looked through; the oldest make room. */
const KEPT = 1_000;

/** The picture of a find that is no iteration's. */
const PICTURE = "picture";

export interface ShownImage {
  readonly bytes: Uint8Array;
  readonly mime: string;
}

export class Finds {
  readonly #found = new Map<string, Finding>();

  /** Takes findings in. @param isPresent whether the library has a run of this id */
  async keep(
    findings: readonly Finding[],
    isPresent: (runId: string) => Promise<boolean>,
  ): Promise<readonly Find[]> {
    const finds: Find[] = [];
    for (const finding of findings) {
      const token = randomBytes(12).toString("hex");
      this.#found.set(token, finding);
      finds.push(await findOf(token, finding, isPresent));
    }
    this.forget([...this.#found.keys()].slice(0, Math.max(0, this.#found.size - KEPT)));
    return finds;
  }

  /** @throws StudioError "not-found" when it was let go */
  get(token: string): Finding {
    const finding = this.#found.get(token);
    if (finding !== undefined) return finding;
    throw new StudioError("not-found", "What was dropped is not at hand any more.", {
      remedy: "Drop it again.",
    });
  }

  forget(tokens: readonly string[]): void {
    for (const token of tokens) {
      const finding = this.#found.get(token);
      this.#found.delete(token);
      if (finding?.kind === "trajectory") finding.close?.();
    }
  }

  /** A picture of a find for the page to show; null where there is none, or it is no picture. */
  async image(token: string, name: string): Promise<ShownImage | null> {
    const finding = this.#found.get(token);
    if (finding === undefined) return null;
    const bytes = await imageBytes(finding, name);
    const header = bytes === null ? null : imageHeader(bytes);
    return bytes === null || header === null ? null : { bytes, mime: header.mime };
  }
}

async function imageBytes(finding: Finding, name: string): Promise<Uint8Array | null> {
  if (name === PICTURE) {
    if (finding.kind === "picture") return finding.picture.read();
    return finding.kind === "trajectory" ? ((await finding.picture?.read()) ?? null) : null;
  }
  if (finding.kind !== "trajectory") return null;
  const { parcel } = finding;
  const ref = parcel.state.iterations.find((it) => String(it.n) === name)?.image?.ref;
  return ref === undefined ? null : parcelImage(parcel, ref);
}

async function findOf(
  token: string,
  finding: Finding,
  isPresent: (runId: string) => Promise<boolean>,
): Promise<Find> {
  const nothing = { run: null, preview: null, foreign: null, foreignPrompt: null, warnings: [], error: null };
  switch (finding.kind) {
    case "skills":
      return { ...nothing, token, kind: finding.kind, name: finding.name, path: finding.path };
    case "unreadable": {
      const { name, path, error } = finding;
      return { ...nothing, token, kind: finding.kind, name, path, error: error.toPayload() };
    }
    case "picture": {
      const { picture, foreign } = finding;
      const { name, path } = picture;
      const preview = findUrl(token, PICTURE);
      const said = { foreign: foreign?.text ?? null, foreignPrompt: foreign?.prompt ?? null };
      return { ...nothing, token, kind: finding.kind, name, path, preview, ...said };
    }
    case "trajectory": {
      const { parcel, picture, iteration } = finding;
      const { name, path, warnings } = parcel;
      const preview = picture === null ? null : findUrl(token, PICTURE);
      const run = await runOf(token, finding, isPresent);
      return {
        ...nothing,
        token,
        kind: finding.kind,
        name,
        path,
        preview,
        iteration,
        run,
        warnings: [...warnings],
      };
    }
  }
}

async function runOf(
  token: string,
  { parcel }: Finding & { kind: "trajectory" },
  isPresent: (runId: string) => Promise<boolean>,
): Promise<Find["run"]> {
  const { header, createdAt, iterations, criteria } = parcel.state;
  if (header === null) return null;
  const asked = (criteria ?? []).filter((criterion) => criterion.enabled).length;
  return {
    id: header.id,
    title: header.title,
    prompt: header.prompt,
    ...answeredWish(parcel.state),
    createdAt,
    present: await isPresent(header.id),
    iterations: iterations.map(({ n, prompt, score, image }) => {
      const hasImage = image !== null && parcel.files.has(image.ref.file);
      const preview = hasImage ? findUrl(token, String(n)) : null;
      return { n, prompt, passed: score?.passed ?? 0, total: score?.total ?? asked, hasImage, preview };
    }),
  };
}
