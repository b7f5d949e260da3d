/** Where the studio's own files lie: the same rules for the app, the terminal and the benchmarks. */
import path from "node:path";

/** Read-only folders that come with the studio. All paths are absolute. */
export interface StudioFolders {
  /** Top folder of the studio: the repository while developing, the app archive when packaged. */
  readonly appRoot: string;
  /** Bundled ONNX models, one folder each. */
  readonly modelsDir: string;
  /** Bundled skill packs, one folder each. */
  readonly skillsDir: string;
  /** Icons and fonts of the bundled engine. */
  readonly assetsDir: string;
  /** Notices of the works the studio is built with; Markdown. */
  readonly noticesFile: string;
  /** The built files: `main/*.cjs`, `preload/preload.cjs`, `renderer/index.html`. */
  readonly outDir: string;
}

/**
 * Folders of an unpacked studio.
 * @param appRoot the repository's top folder
 */
export function foldersIn(appRoot: string): StudioFolders {
  return {
    appRoot,
    modelsDir: path.join(appRoot, "models"),
    skillsDir: path.join(appRoot, "skills"),
    assetsDir: path.join(appRoot, "electron", "inference", "flatland", "assets"),
    noticesFile: path.join(appRoot, "THIRD_PARTY_NOTICES.md"),
    outDir: path.join(appRoot, "out"),
  };
}

/**
 * Folders of a packaged studio: what models, skills and other programs must read as plain files lies beside
 * the archive (see `extraResources` in electron-builder.yml).
 * @param archive the app archive, `app.getAppPath()`
 * @param resources the resources folder, `process.resourcesPath`
 */
export function packagedFolders(archive: string, resources: string): StudioFolders {
  return {
    appRoot: archive,
    modelsDir: path.join(resources, "models"),
    skillsDir: path.join(resources, "skills"),
    assetsDir: path.join(resources, "assets"),
    noticesFile: path.join(resources, "THIRD_PARTY_NOTICES.md"),
    outDir: path.join(archive, "out"),
  };
}
