/**
 * Platform packages in the lockfile. A registry may hold only some platforms' builds of a package; a lockfile
 * written against it lacks the others, and `npm ci` refuses it everywhere. What such an entry must say can be
 * read off its name.
 */

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {Record<string, string>} [optionalDependencies]
 */
/** @typedef {Record<string, LockEntry>} LockEntries by place, as under `packages` in package-lock.json */

const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const processors = ["arm64", "arm", "x64", "ia32", "ppc64", "riscv64", "s390x", "wasm32"];

/**
 * The platform a build is for, read off its name.
 * @param {string} name such as `@scope/thing-linux-x64-musl`
 * @returns {Pick<LockEntry, "os" | "cpu" | "libc"> | null} null when the name tells no platform
 */
export function platformOf(name) {
  const words = name.split("-");
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor)).slice(0, 1);
  if (cpu.length === 0 || (os.length === 0 && cpu[0] !== "wasm32")) return null;
  const libc = words.some((word) => word.startsWith("musl"))
    ? "musl"
    : words.some((word) => word.startsWith("gnu"))
      ? "glibc"
      : null;
  return { cpu, ...(libc === null ? {} : { libc: [libc] }), ...(os.length === 0 ? {} : { os }) };
}

/**
 * @param {LockEntries} entries
 * @param {string} from place of the package that asks
 * @param {string} name
 */
function isListed(entries, from, name) {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf("/node_modules/")))) {
    if (entries[`${place === "" ? "" : `${place}/`}node_modules/${name}`] !== undefined) return true;
    if (place === "") return false;
  }
}

/**
 * Optional packages that some package asks for and the lockfile does not list.
 * @param {LockEntries} entries
 * @returns {{ name: string, version: string, dev: boolean }[]}
 */
export function unlisted(entries) {
  return Object.entries(entries).flatMap(([place, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isListed(entries, place, name))
      .map(([name, version]) => ({ name, version, dev: entry.dev === true })),
  );
}

/**
 * The entries with every unlisted platform package added, in npm's order.
 * @param {LockEntries} entries
 * @returns {LockEntries}
 * @throws when a package is pinned to no exact version or its name tells no platform
 */
export function completed(entries) {
  const added = unlisted(entries).map(({ name, version, dev }) => {
    const platform = platformOf(name);
    if (platform === null || !/^\d+\.\d+\.\d+[\w.+-]*$/.test(version)) {
      throw new Error(
        `${name}@${version} is missing from the lockfile and cannot be added by its name alone.`,
      );
    }
    const { cpu, libc, os } = platform;
    const entry = {
      version,
      cpu,
      ...(dev ? { dev } : {}),
      ...(libc ? { libc } : {}),
      optional: true,
      ...(os ? { os } : {}),
    };
    return /** @type {const} */ ([`node_modules/${name}`, entry]);
  });
  const all = [...Object.entries(entries), ...added];
  return Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, "en")));
}
