import { describe, expect, it } from "vitest";
import { memberOf, moved, poolOf } from "../../../../../renderer/features/settings/pool/pool-form";
import { priceIn, unpriced } from "../../../../../renderer/features/settings/prices/price-form";
import {
  castOf,
  mindsOf,
  presetOf,
  remoteOf,
} from "../../../../../renderer/features/settings/profile/profiles";
import { defaultSettings } from "../../../../../shared/settings";

const local = { kind: "local" } as const;
const qwen = { kind: "chat", baseUrl: "https://gpu.example.org/v1", model: "qwen3-vl" } as const;
const claude = { kind: "anthropic", baseUrl: "https://api.anthropic.com", model: "claude" } as const;

describe("mixes of minds", () => {
  it("have names, and are what their names say", () => {
    for (const preset of ["local", "refiner", "remote"] as const)
      expect(presetOf(mindsOf(preset, qwen))).toBe(preset);
    expect(presetOf({ roles: local, rolesFor: { verifier: qwen } })).toBeNull();
    expect(presetOf({ roles: qwen, rolesFor: { refiner: claude } })).toBeNull();
    // The same by other words.
    const four = { planner: local, decomposer: local, verifier: local, compressor: local };
    expect(presetOf({ roles: qwen, rolesFor: four })).toBe("refiner");
  });

  it("tell who takes part, each once", () => {
    expect(castOf({ roles: local, rolesFor: { verifier: qwen, refiner: qwen } })).toEqual([
      { config: local, plays: ["planner", "decomposer", "compressor"] },
      { config: qwen, plays: ["verifier", "refiner"] },
    ]);
  });

  it("take the model at hand, then one of before", () => {
    expect(remoteOf({ roles: local, rolesFor: { refiner: claude } }, [qwen])).toEqual(claude);
    expect(remoteOf({ roles: local, rolesFor: {} }, [local, qwen])).toEqual(qwen);
    expect(remoteOf({ roles: local, rolesFor: {} }, [])).toBeNull();
  });
});

describe("a pool", () => {
  const server = (n: number) => ({ kind: "gems-http" as const, baseUrl: `http://${n}.example` });
  const members = [1, 2, 3].map((n) => memberOf(n, server(n)));

  it("is made of complete servers, at least two", () => {
    expect(poolOf(members)).toEqual({ kind: "pool", servers: [server(1), server(2), server(3)] });
    expect(poolOf(members.slice(0, 1))).toBeNull();
    const half = memberOf(9, { kind: "openai-images", baseUrl: "http://x.example", model: " " });
    expect(poolOf([...members, half])).toBeNull();
  });

  it("is put in order, as far as it goes", () => {
    expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3]);
    expect(moved([1, 2, 3], 2, -1)).toEqual([1, 3, 2]);
    expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
    expect(moved([1, 2, 3], 2, 1)).toEqual([1, 2, 3]);
  });
});

describe("prices", () => {
  it("are read with point or comma, and refused where they are none", () => {
    expect(["0,35", " 2 ", "", "1.5"].map((text) => priceIn(text, 10))).toEqual([0.35, 2, 0, 1.5]);
    expect(["-1", "1e3", "x", "11", "1,000.5"].map((text) => priceIn(text, 10))).toEqual(Array(5).fill(null));
  });

  it("are missing for models in use that the list does not know", () => {
    const settings = {
      ...defaultSettings,
      roles: qwen,
      rolesFor: { refiner: claude, planner: qwen },
      generator: { kind: "automatic1111" as const, baseUrl: "http://x.example", model: "sdxl" },
      prices: { currency: "USD", models: { claude: { input: 1, output: 2, image: 0 } } },
    };
    expect(unpriced(settings)).toEqual(["sdxl", "qwen3-vl"]);
    expect(unpriced(defaultSettings)).toEqual([]);
  });
});
