import { defineConfig } from "@playwright/test";

/** `npm run screenshots`: takes the pictures in docs/screenshots from the built studio. */
export default defineConfig({
  testDir: "./screens",
  testMatch: "**/*.screens.ts",
  globalSetup: "./e2e/global-setup.ts",
  outputDir: "../test-results/screens",
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: "list",
});
