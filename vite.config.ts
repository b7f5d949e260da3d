import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The renderer. The main side's files are built by `scripts/lib/builds.mjs`. */
export default defineConfig({
  root: "renderer",
  base: "/",
  plugins: [react(), tailwindcss()],
  // Replaced by a fresh key whenever the page is served (electron/shell/content-policy.ts).
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    outDir: "../out/renderer",
    emptyOutDir: true,
    target: "chrome114",
    cssTarget: "chrome114",
    sourcemap: true,
    // The studio's content security policy has no `data:`: every asset is a file.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    modulePreload: { polyfill: false },
  },
});
