/** Paths of folders as text: both sides speak of them, and neither of Windows' nor of others' alone. */

/** True for paths that begin at a root: "/…", "C:\…", network shares. */
export function isAbsoluteFolder(path: string): boolean {
  return /^(\/|[a-z]:[\\/]|\\\\)/i.test(path) && !path.includes("\0");
}

/**
 * True for what may lie on another machine or be a device: "\\server\share", "//server/share". Merely looking at
 * such a path makes Windows log in there.
 */
export function isNetworkFolder(path: string): boolean {
  return /^[\\/]{2}/.test(path);
}

/** Names that exports give their folders, which say nothing of the model. */
const plainNames = /^(onnx|model|fp16|fp32|int8|export|cpu|cuda|gpu)$/i;

/** The folder's own name; with its parent's where it says nothing by itself: "sd-turbo/onnx". */
export function nameOfFolder(path: string): string {
  const parts = path.split(/[\\/]+/).filter((part) => part !== "");
  const last = parts.at(-1) ?? path;
  const parent = parts.at(-2);
  return plainNames.test(last) && parent !== undefined ? `${parent}/${last}` : last;
}
