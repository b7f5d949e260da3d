/** The folder that a person means by what was typed, dropped or chosen. */
import path from "node:path";
import { StudioError } from "../../shared/errors";
import { isAbsoluteFolder } from "../../shared/folders";

const INDEX_FILE = "model_index.json";

/**
 * Takes quotes off, and takes a model's `model_index.json` for its folder.
 * @throws StudioError "bad-input" for what is no whole path.
 */
export function folderMeant(typed: string): string {
  const given = typed.trim().replace(/^(["'])(.*)\1$/, "$2");
  if (!isAbsoluteFolder(given) || !path.isAbsolute(given)) {
    throw new StudioError("bad-input", `"${given}" is not the whole path of a folder.`, {
      remedy: "Choose the folder with the button, drop it here, or type its path from the root on.",
    });
  }
  const folder = path.resolve(given);
  return path.basename(folder) === INDEX_FILE ? path.dirname(folder) : folder;
}
