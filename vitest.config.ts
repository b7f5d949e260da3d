import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/unit/**/*.test.{ts,tsx}", "tests/contract/**/*.test.ts"],
    environment: "node",
    restoreMocks: true,
    testTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    // Models are loaded in hooks; on a crowded machine that takes longer than the usual ten seconds.
    hookTimeout: 60_000,
  },
});
