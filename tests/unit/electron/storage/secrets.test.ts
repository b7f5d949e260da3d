import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openSecrets, type SafeStorage } from "../../../../electron/storage/secrets";
import { temporaryFolder } from "./support";

/** A key store that truly encrypts, as the system's do. */
function keyStore(options: { available?: boolean; backend?: string } = {}): SafeStorage {
  const key = randomBytes(32);
  return {
    isEncryptionAvailable: () => options.available ?? true,
    ...(options.backend === undefined ? {} : { getSelectedStorageBackend: () => options.backend ?? "" }),
    encryptString(text) {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, iv);
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    decryptString(sealed) {
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(12, 28));
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString("utf8");
    },
  };
}

const chat = "https://api.example.org";
const images = "http://127.0.0.1:8188";
const none = { keys: [], aside: [] };
const only = (origin: string, kept: "stored" | "session" | "environment") => ({
  keys: [{ origin, kept }],
  aside: [],
});

describe("keys", () => {
  it("are kept as ciphertext that only their owner may read", async () => {
    const folder = await temporaryFolder();
    const safeStorage = keyStore({ backend: "gnome_libsecret" });
    const secrets = openSecrets({ folder, safeStorage });
    expect(secrets.safe).toBe(true);
    expect(secrets.status()).toEqual(none);
    expect(await secrets.set(chat, "sk-very-secret")).toEqual(only(chat, "stored"));
    const file = path.join(folder, "secrets.json");
    const text = await readFile(file, "utf8");
    expect(text).not.toContain("sk-very-secret");
    expect(text).not.toContain(Buffer.from("sk-very-secret").toString("base64").slice(0, 12));
    if (process.platform !== "win32") expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = openSecrets({ folder, safeStorage });
    expect(again.get(chat)).toBe("sk-very-secret");
    expect(again.get(images)).toBeNull();
    await Promise.all([again.set(images, "image-key"), again.clear(chat)]);
    const third = openSecrets({ folder, safeStorage });
    expect([third.get(images), third.get(chat)]).toEqual(["image-key", null]);
  });

  it("answer for their own scheme, host and port alone", async () => {
    const secrets = openSecrets({ folder: await temporaryFolder(), safeStorage: keyStore() });
    await secrets.set("https://API.example.org:443/v1/", "mine");
    for (const same of [chat, `${chat}/`, `${chat}/v2?model=x`, " https://api.example.org:443 "]) {
      expect(secrets.get(same), same).toBe("mine");
    }
    for (const other of [
      "http://api.example.org",
      "https://api.example.org:8443",
      "https://example.org",
      "https://api.example.org.evil.example",
      "https://api.example.org@evil.example",
      "https://evil.example/https://api.example.org",
      "https://xapi.example.org",
      "https://__proto__",
      "api.example.org",
      "file:///api.example.org",
      "",
    ]) {
      expect(secrets.get(other), other).toBeNull();
    }
    await expect(secrets.set("ftp://api.example.org", "x")).rejects.toMatchObject({ code: "bad-input" });
    expect(secrets.status()).toEqual(only(chat, "stored"));
  });

  it.each([
    ["there is no key store", null],
    ["the key store is not available", keyStore({ available: false })],
    ["the key store hides nothing", keyStore({ backend: "basic_text" })],
    ["the key store is not known yet", keyStore({ backend: "unknown" })],
  ])("live for the session only when %s", async (_what, safeStorage) => {
    const folder = await temporaryFolder();
    const secrets = openSecrets({ folder, safeStorage });
    expect(secrets.safe).toBe(false);
    expect(await secrets.set(images, "image-key")).toEqual(only(images, "session"));
    expect(secrets.get(images)).toBe("image-key");
    expect(await readdir(folder)).toEqual([]);
    expect(openSecrets({ folder, safeStorage }).get(images)).toBeNull();
    expect(await secrets.clear(images)).toEqual(none);
  });

  it("do not come back from the disk when one for the session took their place", async () => {
    const folder = await temporaryFolder();
    const safeStorage = keyStore();
    await openSecrets({ folder, safeStorage }).set(chat, "old");
    await openSecrets({ folder, safeStorage: null }).set(chat, "new");
    expect(openSecrets({ folder, safeStorage }).get(chat)).toBeNull();
  });

  it("cannot be opened by another key store, and say so", async () => {
    const folder = await temporaryFolder();
    await openSecrets({ folder, safeStorage: keyStore() }).set(chat, "mine");
    const other = openSecrets({ folder, safeStorage: keyStore() });
    expect(other.status()).toEqual(only(chat, "stored"));
    expect(() => other.get(chat)).toThrow(expect.objectContaining({ code: "secrets-unavailable" }));
    const without = openSecrets({ folder, safeStorage: null });
    expect(() => without.get(chat)).toThrow(expect.objectContaining({ code: "secrets-unavailable" }));
    expect(await other.set(chat, "anew")).toEqual(only(chat, "stored"));
    expect(other.get(chat)).toBe("anew");
  });

  it("of the environment are for the servers that are set up, and for no other", async () => {
    const folder = await temporaryFolder();
    const env = { GEMS_CHAT_KEY: "from-env", GEMS_IMAGE_KEY: "" };
    let minds: readonly string[] = [chat];
    const secrets = openSecrets({
      folder,
      safeStorage: keyStore(),
      env,
      configured: () => ({ chat: minds, generator: [images] }),
    });
    expect(secrets.status()).toEqual(only(chat, "environment"));
    expect(secrets.get(`${chat}/v1`)).toBe("from-env");
    expect(secrets.get(images)).toBeNull();
    expect(secrets.get("https://elsewhere.example")).toBeNull();
    await secrets.set(chat, "stored");
    expect(secrets.get(chat)).toBe("from-env");
    minds = ["https://elsewhere.example"];
    expect(secrets.get(chat)).toBe("stored");
    expect(secrets.get("https://elsewhere.example")).toBe("from-env");
    expect(openSecrets({ folder, safeStorage: null, env }).get("https://elsewhere.example")).toBeNull();
  });

  it.each([
    "",
    "{",
    '{"version":3,"keys":{}}',
    '{"version":2,"secrets":{}}',
    '{"version":2,"keys":{"api.example.org":"AAAA"},"aside":{}}',
    '{"version":2,"keys":{"https://api.example.org/v1":"AAAA"},"aside":{}}',
    '{"version":1,"secrets":{"chat":"plain text!"}}',
    "null",
  ])("begin anew beside a broken file (%j)", async (text) => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, "secrets.json"), text);
    const safeStorage = keyStore();
    const secrets = openSecrets({ folder, safeStorage, now: () => 0 });
    expect(secrets.warning).toMatchObject({ code: "secrets-unavailable" });
    expect(secrets.get(chat)).toBeNull();
    expect(await readFile(path.join(folder, "secrets.broken-1970-01-01T000000.json"), "utf8")).toBe(text);
    await secrets.set(chat, "anew");
    expect(openSecrets({ folder, safeStorage }).get(chat)).toBe("anew");
    expect(openSecrets({ folder, safeStorage }).warning).toBeNull();
  });
});

describe("keys of version 1", () => {
  const safeStorage = keyStore();
  const sealed = (text: string) => Buffer.from(safeStorage.encryptString(text)).toString("base64");

  async function first(secrets: Record<string, string>): Promise<string> {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, "secrets.json"), JSON.stringify({ version: 1, secrets }));
    return folder;
  }

  it("belong to the server that was set up when they are found, whatever is set up later", async () => {
    const folder = await first({ chat: sealed("chat-key"), generator: sealed("image-key") });
    const then = { chat: [chat, "https://second.example"], generator: [images] };
    const secrets = openSecrets({ folder, safeStorage, configured: () => then });
    expect(secrets.warning).toBeNull();
    expect([secrets.get(chat), secrets.get(images)]).toEqual(["chat-key", "image-key"]);
    expect(secrets.get("https://second.example")).toBeNull();
    const later = { chat: ["https://later.example"], generator: ["https://later.example"] };
    const again = openSecrets({ folder, safeStorage, configured: () => later });
    expect(again.get("https://later.example")).toBeNull();
    expect([again.get(chat), again.get(images)]).toEqual(["chat-key", "image-key"]);
    expect((await stat(path.join(folder, "secrets.json"))).mode & 0o777).toBe(0o600);
  });

  it("stay aside, are told and sent nowhere where no server was set up; they can be forgotten", async () => {
    const folder = await first({ chat: sealed("chat-key") });
    const secrets = openSecrets({ folder, safeStorage });
    expect(secrets.warning).toMatchObject({ code: "secrets-unavailable" });
    expect(secrets.status()).toEqual({ keys: [], aside: ["chat"] });
    const later = openSecrets({ folder, safeStorage, configured: () => ({ chat: [chat], generator: [] }) });
    expect(later.get(chat)).toBeNull();
    expect(later.status()).toEqual({ keys: [], aside: ["chat"] });
    expect(await later.clearAside("chat")).toEqual(none);
    expect(JSON.parse(await readFile(path.join(folder, "secrets.json"), "utf8"))).toEqual({
      version: 2,
      keys: {},
      aside: {},
    });
  });

  it("do not mix where both were for one server", async () => {
    const folder = await first({ chat: sealed("chat-key"), generator: sealed("image-key") });
    const both = { chat: [chat], generator: [chat] };
    const secrets = openSecrets({ folder, safeStorage, configured: () => both });
    expect(secrets.get(chat)).toBe("chat-key");
    expect(secrets.status()).toEqual({ keys: [{ origin: chat, kept: "stored" }], aside: ["generator"] });
  });
});
