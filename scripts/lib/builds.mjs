/** Vite builds of the five parts of the studio, shared by `build.mjs` and `dev.mjs`. */
import { inRoot, root } from "./places.mjs";

/** Native packages: they load `.node` or `.wasm` files beside them, so they stay in node_modules. */
export const nativePackages = ["onnxruntime-node", "sharp", "@img/sharp-wasm32", "@resvg/resvg-js", "libsql"];

/**
 * The library for vision-language models asks for sharp when it is loaded, whose native build must not be loaded inside
 * Electron on Linux. It is given nothing: pictures come to it as pixels, and are resized and cropped by ourselves.
 * @type {import("vite").Plugin}
 */
const withoutSharp = {
  name: "vision-language-without-sharp",
  enforce: "pre",
  resolveId: (source, importer) =>
    source === "sharp" && importer?.includes("@huggingface/transformers") === true
      ? inRoot("electron/inference/vision-language/no-sharp.ts")
      : null,
};

/** @type {Record<string, { entry: string, folder: string }>} */
const mainSide = {
  main: { entry: "electron/main.ts", folder: "out/main" },
  headless: { entry: "electron/headless.ts", folder: "out/main" },
  "inference-worker": { entry: "electron/inference-worker.ts", folder: "out/main" },
  preload: { entry: "electron/preload.ts", folder: "out/preload" },
};

/** The parts in the order they are built. */
export const parts = [...Object.keys(mainSide), "renderer"];

/** @param {string} part @returns {never} */
function missing(part) {
  throw new Error(`There is no part called ${part}.`);
}

/**
 * Vite configuration of one part. Each file of the main side is bundled on its own, so that none of them
 * loads a module that another one needs (the headless entry must never meet `electron`).
 * @param {string} part one of `parts`
 * @returns {import("vite").InlineConfig}
 */
export function configOf(part) {
  if (part === "renderer") return { root: inRoot("renderer"), configFile: inRoot("vite.config.ts") };
  const { entry, folder } = mainSide[part] ?? missing(part);
  return {
    configFile: false,
    root,
    publicDir: false,
    plugins: [withoutSharp],
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    ssr: { noExternal: true, external: ["electron", ...nativePackages], target: "node" },
    build: {
      ssr: inRoot(entry),
      outDir: inRoot(folder),
      emptyOutDir: false,
      target: "node18.15",
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        onLog: (level, log, tell) => {
          // The library asks whether it has an address of its own; in a bundle it has none, and knows what to do then.
          const expected =
            log.code === "EMPTY_IMPORT_META" && log.message?.includes("@huggingface/transformers");
          if (!expected) tell(level, log);
        },
        input: { [part]: inRoot(entry) },
        output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
      },
    },
  };
}
