import { describe, expect, it } from "vitest";
import {
  configuredOrigins,
  isAgreedServer,
  isThisMachine,
  originOf,
  travelsInClear,
  withKnownServers,
} from "../../../shared/servers";
import { defaultSettings, MAX_KNOWN_SERVERS, type Settings } from "../../../shared/settings";

describe("an address's origin", () => {
  it("is its scheme, host and port, as browsers compare them", () => {
    expect(originOf(" HTTPS://Api.Example.ORG:443/v1?x=1 ")).toBe("https://api.example.org");
    expect(originOf("http://127.0.0.1:8188/")).toBe("http://127.0.0.1:8188");
    expect(originOf("http://[::1]:80")).toBe("http://[::1]");
    expect(originOf("https://user:secret@example.org")).toBe("https://example.org");
  });

  it.each(["", "example.org", "ftp://example.org", "file:///etc/passwd", "http://", "javascript:alert(1)"])(
    "is none for %j",
    (text) => expect(originOf(text)).toBeNull(),
  );
});

describe("what travels in clear", () => {
  it.each([
    "http://api.example.org",
    "http://8.8.8.8:8000",
    "http://172.32.0.1",
    "http://100.128.0.1",
    "http://11.0.0.1",
    "http://10.example.org",
    "http://[2001:db8::1]",
    "http://localhost.example.org",
  ])("is what goes to %s", (address) => expect(travelsInClear(address)).toBe(true));

  it.each([
    "https://api.example.org",
    "http://localhost:8188",
    "http://studio.localhost",
    "http://127.8.8.8",
    "http://[::1]:7860",
    "http://10.1.2.3",
    "http://172.16.0.1",
    "http://172.31.255.255",
    "http://192.168.1.20:11434",
    "http://169.254.1.1",
    "http://100.64.0.1",
    "http://[fd00::1]",
    "http://[fe80::1]",
    "http://gpu-box:8000",
    "http://gpu.local",
    "http://gpu.home.arpa",
    "not an address",
  ])("is not what goes to %s", (address) => expect(travelsInClear(address)).toBe(false));

  it("knows this machine from its neighbours", () => {
    expect(isThisMachine("http://127.0.0.1:8188")).toBe(true);
    expect(isThisMachine("http://192.168.1.20")).toBe(false);
  });
});

const settings: Settings = {
  ...defaultSettings,
  generator: {
    kind: "pool",
    servers: [
      { kind: "gems-http", baseUrl: "http://one.example:8000" },
      { kind: "gems-http", baseUrl: "http://one.example:8000/again" },
      { kind: "automatic1111", baseUrl: "http://two.example:7860" },
    ],
  },
  rolesFor: { verifier: { kind: "chat", baseUrl: "https://api.example.org/v1", model: "m" } },
};

describe("servers that are set up", () => {
  it("are told by what they are for, each once", () => {
    expect(configuredOrigins(settings)).toEqual({
      generator: ["http://one.example:8000", "http://two.example:7860"],
      chat: ["https://api.example.org"],
    });
    expect(configuredOrigins(defaultSettings)).toEqual({ generator: [], chat: [] });
  });

  it("stay the designer's own when others take their place; a journal's never become it by themselves", () => {
    expect(isAgreedServer("http://two.example:7860/x", settings)).toBe(true);
    expect(isAgreedServer("http://two.example", settings)).toBe(false);
    const later = { ...withKnownServers(settings), generator: defaultSettings.generator };
    expect(isAgreedServer("http://two.example:7860", later)).toBe(true);
    expect(isAgreedServer("http://evil.example", later)).toBe(false);
    expect(isAgreedServer("no address", later)).toBe(false);
  });

  it("are remembered in bounds, the newest for sure, and nothing is written where nothing is new", () => {
    const many = Array.from({ length: MAX_KNOWN_SERVERS }, (_, n) => `http://old-${n}.example`);
    const known = withKnownServers({ ...settings, knownServers: many }).knownServers;
    expect(known).toHaveLength(MAX_KNOWN_SERVERS);
    expect(known).toContain("https://api.example.org");
    const once = withKnownServers(settings);
    expect(withKnownServers(once)).toBe(once);
  });
});
