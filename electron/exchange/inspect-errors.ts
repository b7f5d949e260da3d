/** Why something that was dropped is not taken in. */
import { StudioError } from "../../shared/errors";

export function refused(name: string, why: string): StudioError {
  return new StudioError("bad-input", `${name} is not taken in: ${why}.`, {
    remedy: "Drop a PNG, a zip or the folder of a run, or a picture to compare with.",
  });
}

export function unknownKind(name: string): StudioError {
  return new StudioError("bad-input", `${name} is nothing the studio can take in.`, {
    remedy: "It takes in PNG, JPEG and WebP pictures, zips and folders of runs, and skill packs.",
  });
}
