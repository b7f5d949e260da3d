/** Which file names a skill pack may bring, so that it means the same on every system and stays in its folder. */

const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const MAX_PATH = 200;

/** Left behind by systems and tools; not part of any pack. */
const litter = new Set([".git", ".svn", ".hg", ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX"]);

export function isLitter(name: string): boolean {
  return litter.has(name);
}

/**
 * Why a path within a pack is refused, as the end of a sentence ("... "); null when it is fine.
 * @param relative parts joined by "/"
 */
export function pathProblem(relative: string): string | null {
  if (relative.includes("\\")) return "has a backslash in its name";
  if (/^[a-z]:/i.test(relative)) return "names a drive";
  if (relative.startsWith("/")) return "is an absolute path";
  if (relative.length > MAX_PATH) return `has a path of more than ${MAX_PATH} characters`;
  for (const part of relative.split("/")) {
    const problem = partProblem(part);
    if (problem !== null) return problem;
  }
  return null;
}

function partProblem(part: string): string | null {
  if (part === "..") return "leads out of its folder";
  if (part === "" || part === ".") return "has an empty part in its path";
  if (/[\p{Cc}\p{Cf}]/u.test(part)) return "has an invisible character in its name";
  if (/[:*?"<>|]/.test(part)) return "has a character in its name that Windows does not allow";
  if (/[. ]$/.test(part)) return "has a name that ends in a dot or a space";
  if (devices.test(part)) return "has the name of a Windows device";
  return null;
}

/** The form in which two names are the same file on systems that pass over case. */
export function caseless(relative: string): string {
  return relative.normalize("NFC").toLowerCase();
}
