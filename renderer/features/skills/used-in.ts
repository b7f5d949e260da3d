/** To the runs that used a skill. */
import { useUi } from "../../app/ui-store";
import { apply } from "../library/state";

export function showUses(name: string): void {
  apply({ query: `skill:${name}`, shelf: "runs", sort: "newest" });
  useUi.getState().go("library");
}
