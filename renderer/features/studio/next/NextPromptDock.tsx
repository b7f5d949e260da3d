import { useTranslation } from "react-i18next";
import { awaitsAnswer } from "../../../../shared/run/state";
import { nextPromptOf, phaseOf } from "../../../app/runs/derive";
import type { RunEntry } from "../../../app/runs/entry";
import { SectionHead } from "../../../components/SectionHead";
import { NextPromptEditor } from "./NextPromptEditor";

/** Whether the place for the next prompt is held: while it waits, and in step-by-step pace while it is awaited. */
export function hasDock(run: RunEntry): boolean {
  const phase = phaseOf(run);
  if (awaitsAnswer(run.state)) return false;
  if (phase === "paused") return true;
  if (phase === "running") return run.state.pace === "step";
  return ["stopped", "failed", "interrupted"].includes(phase) && nextPromptOf(run.state) !== null;
}

function Awaited({ run }: { run: RunEntry }) {
  const { t } = useTranslation("studio");
  const drawn = run.state.iterations.at(-1);
  const n = (drawn?.n ?? 0) + 1;
  const busy = drawn !== undefined && (drawn.image === null || !drawn.judged) && !drawn.skipped;
  const last = n > run.state.rounds;
  return (
    <div className="flex h-full flex-col">
      <SectionHead title={last ? t("next.lastTitle") : t("next.title", { n })} />
      <p className="mt-2 text-md text-mute">
        {last ? t("next.noneLeft") : busy ? t("next.afterThis", { n: drawn.n }) : t("next.beingWritten")}
      </p>
    </div>
  );
}

/** Under the image: the prompt that is drawn next. It has one height, so that waiting moves nothing. */
export function NextPromptDock({ run }: { run: RunEntry }) {
  const { t } = useTranslation("studio");
  if (!hasDock(run)) return null;
  const next = phaseOf(run) === "running" ? null : nextPromptOf(run.state);
  return (
    <section
      aria-label={t("next.region")}
      className="@container h-[176px] shrink-0 border-t border-line bg-panel px-4 pt-3 pb-3 [@media(max-height:700px)]:h-[148px] [@media(max-height:700px)]:pt-2"
    >
      {next === null ? <Awaited run={run} /> : <NextPromptEditor run={run} next={next} />}
    </section>
  );
}
