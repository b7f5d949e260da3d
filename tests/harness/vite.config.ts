/**
 * The renderer with a stand-in main side, for looking at it in a browser:
 * `npx vite build -c tests/harness/vite.config.ts && npx vite preview -c tests/harness/vite.config.ts`,
 * then `http://localhost:4179/?scene=finished&theme=dark`. Served under the product's content policy.
 */
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { type Connect, defineConfig, type Plugin } from "vite";
import { pictureFor } from "./pictures";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

const servePictures: Connect.NextHandleFunction = (request, response, next) => {
  const file = /^\/images\/[0-9a-z]+\/([^/?]+)/.exec(request.url ?? "")?.[1];
  const svg = file === undefined ? null : pictureFor(file);
  if (svg === null) return next();
  response.setHeader("content-type", "image/svg+xml");
  response.setHeader("cache-control", "max-age=3600");
  response.end(svg);
};

/** The run images' own scheme only exists in Electron: here they come from this server. */
function pictures(): Plugin {
  return {
    name: "harness-pictures",
    transform: (code, id) =>
      id.endsWith("shared/ipc/channels.ts") ? code.replace("studio://run/", "/images/") : null,
    configureServer: (server) => void server.middlewares.use(servePictures),
    configurePreviewServer: (server) => void server.middlewares.use(servePictures),
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [pictures(), react(), tailwindcss()],
  build: {
    outDir: "../../out/harness",
    emptyOutDir: true,
    target: "chrome114",
    cssTarget: "chrome114",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
  },
  server: { port: 4179 },
  preview: { port: 4179, strictPort: true, headers: { "content-security-policy": policy } },
});
