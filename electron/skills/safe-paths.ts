/** Which file names a skill pack may bring, so that it means the same on every system and stays in its folder. */

const devices = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³]) *(?:\.|$)/i;
const MAX_PATH = 200;
/** What file systems allow for one name, in bytes of UTF-8. */
const MAX_PART_BYTES = 255;

/** Left behind by systems and tools; not part of any pack. */
const litter = new Set([".git", ".svn", ".hg", ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX"]);

export function isLitter(name: string): boolean {
  return litter.has(name);
}

/**
 * Why a path would lead out of the folder it is put into, on whichever system, as the end of a sentence; null when
 * it stays inside.
 */
export function escapeProblem(relative: string): string | null {
  if (relative.includes("\0")) return "has a zero byte in its name";
  if (relative.includes("\\")) return "has a backslash in its name";
  if (/^[a-z]:/i.test(relative)) return "names a drive";
  if (relative.startsWith("/")) return "is an absolute path";
  if (relative.split("/").includes("..")) return "leads out of its folder";
  return null;
}

/**
 * Why a path within a pack is refused, as the end of a sentence ("... "); null when it is fine.
 * @param relative parts joined by "/"
 */
export function pathProblem(relative: string): string | null {
  const danger = escapeProblem(relative);
  if (danger !== null) return danger;
  if (relative.length > MAX_PATH) return `has a path of more than ${MAX_PATH} characters`;
  for (const part of relative.split("/")) {
    const problem = partProblem(part);
    if (problem !== null) return problem;
  }
  return null;
}

function partProblem(part: string): string | null {
  if (part === "" || part === ".") return "has an empty part in its path";
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(part)) return "has an invisible character in its name";
  if (part.includes("\uFFFD")) return "has a name that is not valid UTF-8";
  if (/[:*?"<>|]/.test(part)) return "has a character in its name that Windows does not allow";
  if (/[. ]$/.test(part)) return "has a name that ends in a dot or a space";
  if (devices.test(part)) return "has the name of a Windows device";
  if (Buffer.byteLength(part) > MAX_PART_BYTES) return `has a name of more than ${MAX_PART_BYTES} bytes`;
  return null;
}

/** The form in which two names are the same file on systems that pass over case or spell letters differently. */
export function caseless(relative: string): string {
  return relative.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

/** A name as it may be shown: what cannot be seen, or turns the text around, is spelt out; long ones are cut. */
export function shownName(name: string): string {
  const plain = name.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return plain.length > 240 ? `${plain.slice(0, 120)} … ${plain.slice(-100)}` : plain;
}
