/**
 * Keys to servers, each for one server (scheme, host and port) and no other. On disk they stand only as ciphertext
 * of the system's key store; where the system has none (or only one that hides nothing), they live in memory until
 * the studio closes.
 */
import path from "node:path";
import { StudioError } from "../../shared/errors";
import { originOf } from "../../shared/servers";
import { type SecretSlot, type SecretStatus, secretSlots } from "../../shared/settings";
import { replaceFile, storageError } from "./durable";
import type { Clock } from "./journal";
import { type ConfiguredOrigins, fileText, readSecrets, type StoredSecrets } from "./secrets-file";

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
  /**
   * The key that was given for this server, or null. The environment's keys are for the servers that are set up at
   * the moment; where both name the same one, the language model's counts.
   * @throws StudioError "secrets-unavailable" when it is stored but cannot be opened.
   */
  get(server: string): string | null;
  /**
   * Keeps a server's key: encrypted on disk where that is safe, else for this session.
   * @throws StudioError "bad-input" for what is no server's address, "storage".
   */
  set(server: string, value: string): Promise<SecretStatus>;
  /** Forgets a server's key. @throws StudioError "storage". */
  clear(server: string): Promise<SecretStatus>;
  /** Forgets a key of an earlier version that belongs to no server. @throws StudioError "storage". */
  clearAside(slot: SecretSlot): Promise<SecretStatus>;
  status(): SecretStatus;
}

export interface SecretsOptions {
  /** The studio's data folder; `secrets.json` lies there. */
  readonly folder: string;
  /** Electron's; null in headless use. */
  readonly safeStorage: SafeStorage | null;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Origins that are set up at the moment. */
  readonly configured?: () => ConfiguredOrigins;
  readonly now?: Clock;
}

/** Opens the keys. A file that cannot be read is kept aside and named in `warning`. @throws StudioError "storage". */
export function openSecrets(options: SecretsOptions): Secrets {
  const { folder, safeStorage, env = {}, configured = () => ({ chat: [], generator: [] }) } = options;
  const file = path.join(folder, "secrets.json");
  try {
    const { stored, warning } = readSecrets(file, configured(), options.now ?? Date.now);
    return new KeptSecrets(file, stored, warning, safeStorage, () => inEnvironment(env, configured()));
  } catch (error) {
    throw storageError(`open the keys ${file}`, error);
  }
}

/** The environment's keys by the origins they are for. */
function inEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  configured: ConfiguredOrigins,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const slot of ["generator", "chat"] as const) {
    const key = env[secretVariables[slot]];
    if (key === undefined || key === "") continue;
    for (const server of configured[slot]) found.set(server, key);
  }
  return found;
}

class KeptSecrets implements Secrets {
  private readonly session = new Map<string, string>();
  private writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly file: string,
    private stored: StoredSecrets,
    readonly warning: StudioError | null,
    private readonly safeStorage: SafeStorage | null,
    private readonly environment: () => ReadonlyMap<string, string>,
  ) {}

  get safe(): boolean {
    return this.vault() !== null;
  }

  get(server: string): string | null {
    const origin = originOf(server);
    if (origin === null) return null;
    const given = this.environment().get(origin) ?? this.session.get(origin);
    if (given !== undefined) return given;
    const ciphertext = Object.hasOwn(this.stored.keys, origin) ? this.stored.keys[origin] : undefined;
    return ciphertext === undefined ? null : this.decrypt(ciphertext, origin);
  }

  async set(server: string, value: string): Promise<SecretStatus> {
    const origin = originOf(server);
    if (origin === null) throw noServer(server);
    const vault = this.vault();
    if (vault === null) {
      this.session.set(origin, value);
      await this.write((stored) => without(stored, origin));
    } else {
      const ciphertext = Buffer.from(vault.encryptString(value)).toString("base64");
      await this.write((stored) => ({ ...stored, keys: { ...stored.keys, [origin]: ciphertext } }));
      this.session.delete(origin);
    }
    return this.status();
  }

  async clear(server: string): Promise<SecretStatus> {
    const origin = originOf(server);
    if (origin === null) return this.status();
    this.session.delete(origin);
    await this.write((stored) => without(stored, origin));
    return this.status();
  }

  async clearAside(slot: SecretSlot): Promise<SecretStatus> {
    await this.write((stored) => {
      const { [slot]: _gone, ...aside } = stored.aside;
      return { ...stored, aside };
    });
    return this.status();
  }

  status(): SecretStatus {
    const kept = new Map<string, SecretStatus["keys"][number]["kept"]>();
    for (const origin of Object.keys(this.stored.keys)) kept.set(origin, "stored");
    for (const origin of this.session.keys()) kept.set(origin, "session");
    for (const origin of this.environment().keys()) kept.set(origin, "environment");
    const keys = [...kept].map(([origin, how]) => ({ origin, kept: how }));
    return {
      keys: keys.sort((a, b) => (a.origin < b.origin ? -1 : 1)),
      aside: secretSlots.filter((slot) => this.stored.aside[slot] !== undefined),
    };
  }

  /** The system's encryption, or null where it is missing or hides nothing. */
  private vault(): SafeStorage | null {
    const { safeStorage } = this;
    if (safeStorage === null || !safeStorage.isEncryptionAvailable()) return null;
    const backend = safeStorage.getSelectedStorageBackend?.();
    return backend === "basic_text" || backend === "unknown" ? null : safeStorage;
  }

  private decrypt(ciphertext: string, origin: string): string {
    const vault = this.vault();
    if (vault === null) throw unavailable(origin, "this system's key store cannot be reached");
    try {
      return vault.decryptString(Buffer.from(ciphertext, "base64"));
    } catch (error) {
      throw unavailable(
        origin,
        "this system's key store cannot open it (it may belong to another user or machine)",
        error,
      );
    }
  }

  /** Writes a change, one at a time; memory follows when the disk has it. */
  private write(change: (stored: StoredSecrets) => StoredSecrets): Promise<void> {
    const written = this.writing.then(async () => {
      const next = change(this.stored);
      if (fileText(next) === fileText(this.stored)) return;
      try {
        await replaceFile(this.file, fileText(next), 0o600);
      } catch (error) {
        throw storageError(`save the keys ${this.file}`, error);
      }
      this.stored = next;
    });
    this.writing = written.catch(() => undefined);
    return written;
  }
}

function without(stored: StoredSecrets, origin: string): StoredSecrets {
  const { [origin]: _gone, ...keys } = stored.keys;
  return { ...stored, keys };
}

function noServer(address: string): StudioError {
  return new StudioError("bad-input", `"${address}" is no server's address, so it can have no key.`, {
    remedy: "Give an address that begins with http:// or https:// first.",
  });
}

function unavailable(origin: string, reason: string, cause?: unknown): StudioError {
  return new StudioError("secrets-unavailable", `The key for ${origin} cannot be read: ${reason}.`, {
    remedy: "Unlock the system's key store and try again, or enter the key anew in the settings.",
    retryable: true,
    cause,
  });
}
