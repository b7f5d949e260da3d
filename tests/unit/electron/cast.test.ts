import { describe, expect, it } from "vitest";
import type { ThinkingRoles } from "../../../electron/agent/language";
import { castName, castRoles } from "../../../electron/cast";
import type { RolesConfig } from "../../../shared/backends";

const local = { kind: "local" } as const;
const qwen = { kind: "chat", baseUrl: "https://gpu.example.org/v1", model: "qwen3-vl" } as const;
const claude = { kind: "anthropic", baseUrl: "https://api.anthropic.com", model: "claude" } as const;

/** Roles that can be told apart by who made them. */
function player(name: string, judges: boolean): ThinkingRoles {
  const role = { name } as never;
  const five = { planner: role, decomposer: role, verifier: role, compressor: role, refiner: role };
  return judges ? { ...five, judge: role } : five;
}

function cast(roles: RolesConfig, rolesFor: Parameters<typeof castRoles>[0]["rolesFor"]) {
  const asked: RolesConfig[] = [];
  const distilling: boolean[] = [];
  const made = castRoles({ roles, rolesFor }, (config, { distils }) => {
    asked.push(config);
    distilling.push(distils);
    return player(config.kind, config.kind !== "local");
  });
  const names = Object.fromEntries(
    Object.entries(made).map(([role, one]) => [role, (one as unknown as { name: string }).name]),
  );
  return { names, asked, distilling };
}

describe("a mix of minds", () => {
  it("gives every role to whoever is named for it, the rest to the usual one, and makes each once", () => {
    const { names, asked } = cast(local, { verifier: qwen, refiner: claude, planner: claude });
    expect(names).toEqual({
      planner: "anthropic",
      decomposer: "local",
      verifier: "chat",
      compressor: "local",
      refiner: "anthropic",
      judge: "chat",
    });
    expect(asked).toHaveLength(3);
  });

  it("compares images by whoever verifies, and by nobody where that one cannot", () => {
    expect(cast(qwen, {}).names.judge).toBe("chat");
    expect(cast(qwen, { verifier: local }).names).not.toHaveProperty("judge");
    expect(cast(local, { refiner: qwen }).names).not.toHaveProperty("judge");
  });

  it("has the refiner draw the lessons only where nobody else is named for them", () => {
    const distils = (...args: Parameters<typeof cast>) => [...new Set(cast(...args).distilling)];
    expect(distils(qwen, {})).toEqual([true]);
    expect(distils(local, { compressor: qwen, refiner: { ...qwen } })).toEqual([true]);
    expect(distils(qwen, { verifier: claude })).toEqual([true]);
    expect(distils(qwen, { compressor: claude })).toEqual([false]);
    expect(distils(qwen, { compressor: local })).toEqual([false]);
    expect(distils(local, { refiner: qwen })).toEqual([false]);
    expect(distils(qwen, { compressor: { ...qwen, model: "small" } })).toEqual([false]);
  });

  it("is called by the usual one and by the roles that differ", () => {
    expect(castName({ roles: local, rolesFor: {} })).toBe("local");
    expect(castName({ roles: local, rolesFor: { verifier: qwen } })).toBe(
      "local, verifier: qwen3-vl at gpu.example.org",
    );
    expect(castName({ roles: qwen, rolesFor: { refiner: claude, planner: qwen } })).toBe(
      "qwen3-vl at gpu.example.org, refiner: claude at api.anthropic.com",
    );
    const all = { planner: qwen, decomposer: qwen, verifier: qwen, compressor: qwen, refiner: qwen };
    expect(castName({ roles: local, rolesFor: all })).toBe("qwen3-vl at gpu.example.org");
    expect(castName({ roles: local, rolesFor: { ...all, refiner: claude } })).not.toContain("local");
  });
});
