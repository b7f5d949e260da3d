/** The folder of a model that sees: looked into when it is chosen, and used as soon as it is the right kind. */
import type { ErrorPayload } from "../../../../shared/errors";
import type { SeeingFacts, SeeingReport } from "../../../../shared/inference/vision-language";
import { say } from "../../../app/announce";
import { ask } from "../../../app/ipc";
import { keys } from "../../../app/query";
import { t } from "../../../i18n";
import { type Folder, useFolder } from "../folder/use-folder";

const questionOf = (folder: string) => ({
  queryKey: keys.model(`seeing ${folder}`),
  queryFn: () => ask("seeing:inspect", { folder }),
});

/** @param inForce the folder in use @param onFound takes one that is good and of the wanted kind */
export function useSeeingFolder(
  inForce: string | null,
  wanted: SeeingReport["kind"],
  onFound: (facts: SeeingFacts) => void,
): Folder<SeeingFacts> {
  const folder = useFolder<SeeingFacts>({
    inForce,
    forgets: true,
    questionOf,
    onFound: (facts) => {
      if (facts.report.kind !== wanted) return;
      say(t(wanted === "clip" ? "settings:seeing.foundClip" : "settings:seeing.found", { name: facts.name }));
      if (facts.folder !== inForce) onFound(facts);
    },
  });
  const { facts } = folder;
  if (facts === null || facts.report.kind === wanted) return folder;
  return { ...folder, facts: null, error: wrongKind(facts) };
}

function wrongKind({ name, report }: SeeingFacts): ErrorPayload {
  const clip = report.kind === "clip";
  return {
    code: "model-invalid",
    message: t(clip ? "settings:seeing.wrongKind.clip" : "settings:seeing.wrongKind.asked", { name }),
    remedy: t(clip ? "settings:seeing.wrongKind.clipRemedy" : "settings:seeing.wrongKind.askedRemedy"),
    retryable: false,
  };
}
