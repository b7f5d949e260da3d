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

describe("keys", () => {
  it("are kept as ciphertext that only their owner may read", async () => {
    const folder = await temporaryFolder();
    const safeStorage = keyStore({ backend: "gnome_libsecret" });
    const secrets = openSecrets({ folder, safeStorage });
    expect(secrets.safe).toBe(true);
    expect(secrets.status()).toEqual({ generator: "none", chat: "none" });
    expect(await secrets.set("chat", "sk-very-secret")).toEqual({ generator: "none", chat: "stored" });
    const file = path.join(folder, "secrets.json");
    const text = await readFile(file, "utf8");
    expect(text).not.toContain("sk-very-secret");
    expect(text).not.toContain(Buffer.from("sk-very-secret").toString("base64").slice(0, 12));
    if (process.platform !== "win32") expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = openSecrets({ folder, safeStorage });
    expect(again.get("chat")).toBe("sk-very-secret");
    expect(again.get("generator")).toBeNull();
    await Promise.all([again.set("generator", "image-key"), again.clear("chat")]);
    const third = openSecrets({ folder, safeStorage });
    expect([third.get("generator"), third.get("chat")]).toEqual(["image-key", null]);
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
    expect(await secrets.set("generator", "image-key")).toEqual({ generator: "session", chat: "none" });
    expect(secrets.get("generator")).toBe("image-key");
    expect(await readdir(folder)).toEqual([]);
    expect(openSecrets({ folder, safeStorage }).get("generator")).toBeNull();
    expect(await secrets.clear("generator")).toEqual({ generator: "none", chat: "none" });
  });

  it("do not come back from the disk when one for the session took their place", async () => {
    const folder = await temporaryFolder();
    const safeStorage = keyStore();
    await openSecrets({ folder, safeStorage }).set("chat", "old");
    await openSecrets({ folder, safeStorage: null }).set("chat", "new");
    expect(openSecrets({ folder, safeStorage }).get("chat")).toBeNull();
  });

  it("cannot be opened by another key store, and say so", async () => {
    const folder = await temporaryFolder();
    await openSecrets({ folder, safeStorage: keyStore() }).set("chat", "mine");
    const other = openSecrets({ folder, safeStorage: keyStore() });
    expect(other.status().chat).toBe("stored");
    expect(() => other.get("chat")).toThrow(expect.objectContaining({ code: "secrets-unavailable" }));
    const none = openSecrets({ folder, safeStorage: null });
    expect(() => none.get("chat")).toThrow(expect.objectContaining({ code: "secrets-unavailable" }));
    expect(await other.set("chat", "anew")).toMatchObject({ chat: "stored" });
    expect(other.get("chat")).toBe("anew");
  });

  it("give way to the environment's", async () => {
    const folder = await temporaryFolder();
    const env = { GEMS_CHAT_KEY: "from-env", GEMS_IMAGE_KEY: "" };
    const secrets = openSecrets({ folder, safeStorage: keyStore(), env });
    expect(secrets.status()).toEqual({ generator: "none", chat: "session" });
    expect(secrets.get("chat")).toBe("from-env");
    expect(secrets.get("generator")).toBeNull();
    await secrets.set("chat", "stored");
    expect(secrets.get("chat")).toBe("from-env");
    expect(openSecrets({ folder, safeStorage: null, env }).get("chat")).toBe("from-env");
  });

  it.each(["", "{", '{"version":2,"secrets":{}}', '{"version":1,"secrets":{"chat":"plain text!"}}', "null"])(
    "begin anew beside a broken file (%j)",
    async (text) => {
      const folder = await temporaryFolder();
      await writeFile(path.join(folder, "secrets.json"), text);
      const safeStorage = keyStore();
      const secrets = openSecrets({ folder, safeStorage, now: () => 0 });
      expect(secrets.warning).toMatchObject({ code: "secrets-unavailable" });
      expect(secrets.get("chat")).toBeNull();
      expect(await readFile(path.join(folder, "secrets.broken-1970-01-01T000000.json"), "utf8")).toBe(text);
      await secrets.set("chat", "anew");
      expect(openSecrets({ folder, safeStorage }).get("chat")).toBe("anew");
      expect(openSecrets({ folder, safeStorage }).warning).toBeNull();
    },
  );
});
