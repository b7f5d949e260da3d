import { defineConfig } from "vitest/config";

/** `npm run hunt` sets it: properties run so many times as often, on examples of their own. */
const hunting = process.env.HUNT_TIMES !== undefined;

export default defineConfig({
  resolve: hunting
    ? { alias: { "fast-check": new URL("tests/setup/hunted.ts", import.meta.url).pathname } }
    : {},
  test: {
    include: ["tests/unit/**/*.test.{ts,tsx}", "tests/contract/**/*.test.ts"],
    setupFiles: ["tests/setup/properties.ts"],
    environment: "node",
    restoreMocks: true,
    testTimeout: hunting ? 3_600_000 : 60_000,
    expect: { poll: { timeout: 30_000 } },
    // Models are loaded in hooks; on a crowded machine that takes longer than the usual ten seconds.
    hookTimeout: 60_000,
  },
});
