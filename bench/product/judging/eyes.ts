/** The loop's own eyes as a judge: the detector and reader that the local verifier looks through. NOT independent. */
import type { Finding } from "../../../electron/agent/local/checks/finding";
import { judge as find } from "../../../electron/agent/local/verifier";
import type { Eyes } from "../../../electron/agent/roles";
import type { Judge, Probability } from "./judge";

export function ownEyes(eyes: Eyes): Judge {
  return {
    name: "own eyes",
    independent: false,
    judge: async (image, atoms) => {
      const text = atoms.some(({ check }) => check.type === "text");
      const sighting = await eyes.see(image, { text, signal: new AbortController().signal });
      return atoms.map(({ check }) => probabilityOf(find(check, sighting)));
    },
  };
}

/** How probable a finding makes it that the check holds; doubt says neither. */
export function probabilityOf({ state, confidence }: Finding): Probability {
  if (state === "pass") return confidence;
  if (state === "fail") return 1 - confidence;
  return confidence === 0 ? null : 0.5;
}
