/**
 * Keys to servers. On disk they stand only as ciphertext of the system's key store; where the system has none
 * (or only one that hides nothing), they live in memory until the studio closes.
 */
import { readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "../../shared/errors";
import { type SecretSlot, type SecretStatus, secretSlots } from "../../shared/settings";
import { fileStamp, isMissing, replaceFile, storageError } from "./durable";
import type { Clock } from "./journal";

/** What is used of Electron's `safeStorage`. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  encryptString(plainText: string): Uint8Array;
  decryptString(encrypted: Buffer): string;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
}

/** Environment variables that stand in for stored keys, for servers and scripts. */
export const secretVariables: Readonly<Record<SecretSlot, string>> = {
  chat: "GEMS_CHAT_KEY",
  generator: "GEMS_IMAGE_KEY",
};

export interface Secrets {
  /** True when keys are encrypted on disk on this system. Asked anew each time: Electron knows only when ready. */
  readonly safe: boolean;
  /** What was wrong with the file, if anything. */
  readonly warning: StudioError | null;
  /** The key, or null. @throws StudioError "secrets-unavailable" when it is stored but cannot be opened. */
  get(slot: SecretSlot): string | null;
  /** Keeps a key: encrypted on disk where that is safe, else for this session. @throws StudioError "storage". */
  set(slot: SecretSlot, value: string): Promise<SecretStatus>;
  clear(slot: SecretSlot): Promise<SecretStatus>;
  status(): SecretStatus;
}

export interface SecretsOptions {
  /** The studio's data folder; `secrets.json` lies there. */
  readonly folder: string;
  /** Electron's; null in headless use. */
  readonly safeStorage: SafeStorage | null;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly now?: Clock;
}

const fileSchema = z.object({
  version: z.literal(1),
  /** Ciphertext in base64 by slot. */
  secrets: z.partialRecord(z.enum(secretSlots), z.string().regex(/^[A-Za-z0-9+/]+=*$/)),
});
type Ciphertexts = z.infer<typeof fileSchema>["secrets"];

/** Opens the keys. A file that cannot be read is kept aside and named in `warning`. @throws StudioError "storage". */
export function openSecrets(options: SecretsOptions): Secrets {
  const file = path.join(options.folder, "secrets.json");
  try {
    const { stored, warning } = readStored(file, options.now ?? Date.now);
    return new KeptSecrets(file, stored, warning, options.safeStorage, options.env ?? {});
  } catch (error) {
    throw storageError(`open the keys ${file}`, error);
  }
}

class KeptSecrets implements Secrets {
  private readonly session = new Map<SecretSlot, string>();
  private writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly file: string,
    private stored: Ciphertexts,
    readonly warning: StudioError | null,
    private readonly safeStorage: SafeStorage | null,
    private readonly env: Readonly<Record<string, string | undefined>>,
  ) {}

  get safe(): boolean {
    return this.vault() !== null;
  }

  get(slot: SecretSlot): string | null {
    const given = this.env[secretVariables[slot]];
    if (given !== undefined && given !== "") return given;
    const remembered = this.session.get(slot);
    if (remembered !== undefined) return remembered;
    const ciphertext = this.stored[slot];
    return ciphertext === undefined ? null : this.decrypt(ciphertext);
  }

  async set(slot: SecretSlot, value: string): Promise<SecretStatus> {
    const vault = this.vault();
    if (vault === null) {
      this.session.set(slot, value);
      await this.write(slot, undefined);
    } else {
      await this.write(slot, Buffer.from(vault.encryptString(value)).toString("base64"));
      this.session.delete(slot);
    }
    return this.status();
  }

  async clear(slot: SecretSlot): Promise<SecretStatus> {
    this.session.delete(slot);
    await this.write(slot, undefined);
    return this.status();
  }

  status(): SecretStatus {
    return { generator: this.statusOf("generator"), chat: this.statusOf("chat") };
  }

  private statusOf(slot: SecretSlot): SecretStatus[SecretSlot] {
    const given = this.env[secretVariables[slot]];
    if (this.session.has(slot) || (given !== undefined && given !== "")) return "session";
    return this.stored[slot] === undefined ? "none" : "stored";
  }

  /** The system's encryption, or null where it is missing or hides nothing. */
  private vault(): SafeStorage | null {
    const { safeStorage } = this;
    if (safeStorage === null || !safeStorage.isEncryptionAvailable()) return null;
    const backend = safeStorage.getSelectedStorageBackend?.();
    return backend === "basic_text" || backend === "unknown" ? null : safeStorage;
  }

  private decrypt(ciphertext: string): string {
    const vault = this.vault();
    if (vault === null) throw unavailable("this system's key store cannot be reached");
    try {
      return vault.decryptString(Buffer.from(ciphertext, "base64"));
    } catch (error) {
      throw unavailable(
        "this system's key store cannot open it (it may belong to another user or machine)",
        error,
      );
    }
  }

  /** Writes one slot's ciphertext (or takes it out), one write at a time; memory follows when the disk has it. */
  private write(slot: SecretSlot, ciphertext: string | undefined): Promise<void> {
    const written = this.writing.then(async () => {
      if (this.stored[slot] === ciphertext) return;
      const { [slot]: _old, ...others } = this.stored;
      const next = ciphertext === undefined ? others : { ...others, [slot]: ciphertext };
      try {
        await replaceFile(this.file, `${JSON.stringify({ version: 1, secrets: next }, null, 2)}\n`, 0o600);
      } catch (error) {
        throw storageError(`save the keys ${this.file}`, error);
      }
      this.stored = next;
    });
    this.writing = written.catch(() => undefined);
    return written;
  }
}

function unavailable(reason: string, cause?: unknown): StudioError {
  return new StudioError("secrets-unavailable", `A stored key cannot be read: ${reason}.`, {
    remedy: "Unlock the system's key store and try again, or enter the key anew in the settings.",
    retryable: true,
    cause,
  });
}

function readStored(file: string, now: Clock): { stored: Ciphertexts; warning: StudioError | null } {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return { stored: {}, warning: null };
    throw error;
  }
  const parsed = parseStored(text);
  if (parsed !== null) return { stored: parsed, warning: null };
  const aside = path.join(path.dirname(file), `secrets.broken-${fileStamp(now())}.json`);
  renameSync(file, aside);
  const warning = new StudioError(
    "secrets-unavailable",
    "The file with the encrypted keys could not be read.",
    {
      remedy: `Enter the keys anew in the settings. The old file is kept as ${aside}.`,
      detail: aside,
    },
  );
  return { stored: {}, warning };
}

function parseStored(text: string): Ciphertexts | null {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.secrets : null;
  } catch {
    // Not JSON: the caller keeps the file aside and says so.
    return null;
  }
}
