/** The local verifier's eyes with a memory: each picture is looked at once, however often it is asked about. */
import { createHash } from "node:crypto";
import type { Eyes } from "../../electron/agent/roles";

export function rememberingEyes(eyes: Eyes): Eyes {
  const seen = new Map<string, ReturnType<Eyes["see"]>>();
  return {
    see: (image, options) => {
      const key = `${createHash("sha256").update(image).digest("hex")} ${options.text}`;
      const known = seen.get(key) ?? eyes.see(image, options);
      seen.set(key, known);
      return known;
    },
  };
}
