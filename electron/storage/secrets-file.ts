/** `secrets.json`: ciphertexts by the server they are for, and how files of version 1 become that. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "../../shared/errors";
import { originOf } from "../../shared/servers";
import { type SecretSlot, secretSlots } from "../../shared/settings";
import { fileStamp, isMissing, temporaryName } from "./durable";
import type { Clock } from "./journal";

const ciphertext = z.string().regex(/^[A-Za-z0-9+/]+=*$/);
const origin = z.string().refine((text) => originOf(text) === text);

/** Version 1 kept one key for whatever drew and one for whatever thought. */
const firstSchema = z.object({
  version: z.literal(1),
  secrets: z.partialRecord(z.enum(secretSlots), ciphertext),
});

const fileSchema = z.object({
  version: z.literal(2),
  /** Ciphertext in base64 by origin. */
  keys: z.record(origin, ciphertext),
  /** Keys of version 1 that were given for no server anybody knows. They are sent nowhere. */
  aside: z.partialRecord(z.enum(secretSlots), ciphertext),
});

export type StoredSecrets = Pick<z.infer<typeof fileSchema>, "keys" | "aside">;
/** Origins by what they were set up for. */
export type ConfiguredOrigins = Readonly<Record<SecretSlot, readonly string[]>>;

export const noSecrets: StoredSecrets = { keys: {}, aside: {} };

export function fileText({ keys, aside }: StoredSecrets): string {
  return `${JSON.stringify({ version: 2, keys, aside }, null, 2)}\n`;
}

/**
 * Reads the file. One of version 1 is turned into the present form on disk at once, so that a key stays bound to the
 * server it was given for, whatever is set up later; one that cannot be read is kept aside and told.
 * @throws the file system's errors
 */
export function readSecrets(
  file: string,
  configured: ConfiguredOrigins,
  now: Clock,
): { stored: StoredSecrets; warning: StudioError | null } {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return { stored: noSecrets, warning: null };
    throw error;
  }
  const raw = tryJson(text);
  const current = fileSchema.safeParse(raw);
  if (current.success) return { stored: current.data, warning: null };
  const first = firstSchema.safeParse(raw);
  if (first.success) {
    const stored = bound(first.data.secrets, configured);
    replaceNow(file, fileText(stored));
    return { stored, warning: Object.keys(stored.aside).length === 0 ? null : homeless() };
  }
  const aside = path.join(path.dirname(file), `secrets.broken-${fileStamp(now())}.json`);
  renameSync(file, aside);
  return { stored: noSecrets, warning: broken(aside) };
}

/**
 * A slot's key goes to the server the slot is set up for. Without one it stays aside, and so does the image server's
 * where the language model's key has the same server already: nobody can tell which of the two is right.
 */
function bound(
  slots: Readonly<Partial<Record<SecretSlot, string>>>,
  configured: ConfiguredOrigins,
): StoredSecrets {
  const stored: StoredSecrets = { keys: {}, aside: {} };
  for (const slot of ["chat", "generator"] as const) {
    const key = slots[slot];
    if (key === undefined) continue;
    const [server] = configured[slot];
    if (server === undefined || server in stored.keys) stored.aside[slot] = key;
    else stored.keys[server] = key;
  }
  return stored;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: fits no schema, and the caller keeps the file aside.
    return null;
  }
}

/** As `replaceFile`, before anything else runs. */
function replaceNow(file: string, text: string): void {
  const temporary = temporaryName(file);
  try {
    const handle = openSync(temporary, "wx", 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function broken(aside: string): StudioError {
  return new StudioError("secrets-unavailable", "The file with the encrypted keys could not be read.", {
    remedy: `Enter the keys anew in the settings. The old file is kept as ${aside}.`,
    detail: aside,
  });
}

function homeless(): StudioError {
  return new StudioError(
    "secrets-unavailable",
    "A key from an earlier version belongs to no server that is set up. It is kept and sent nowhere.",
    { remedy: "Enter it anew at the server it is for, and remove the old one under Keys in the settings." },
  );
}
