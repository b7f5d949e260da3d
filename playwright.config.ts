import { defineConfig } from "@playwright/test";

/** End-to-end tests drive the built studio (`npm run build`) in real Electron. */
export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.test.ts",
  globalSetup: "./tests/e2e/global-setup.ts",
  outputDir: "test-results",
  // One studio at a time: the tests measure nothing, but the machine should not be the bottleneck.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  // A crowded machine may once be too slow for a wait; what fails twice is broken.
  retries: process.env.CI === undefined ? 0 : 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [["list"], ["json", { outputFile: ".cache/playwright.json" }]],
});
