import { Fragment } from "react";
import type { Stage } from "../../../shared/run/events";
import { cx } from "../../components/cx";
import { stageDetail, stepMarks } from "../runs/derive";
import type { RunEntry } from "../runs/entry";

export const stageTitles: Record<Stage, string> = {
  plan: "Plan",
  decompose: "Decompose",
  draw: "Draw",
  verify: "Verify",
  distil: "Distil",
  refine: "Refine",
};

/** The six stages of the loop. While the run works, the live one is lit and tells how far it is. */
export function StageSteps({ run }: { run: RunEntry }) {
  const detail = run.live ? stageDetail(run.state) : "";
  return (
    <ol aria-label="Stages" className="flex shrink-0 items-center text-sm">
      {stepMarks(run.state).map(({ stage, mark }, index) => {
        const lit = run.live && mark === "live";
        const quiet = run.live ? mark === "todo" : true;
        return (
          <Fragment key={stage}>
            {index === 0 ? null : (
              <li aria-hidden="true" role="presentation" className="h-px w-1.5 bg-line-strong xl:w-3.5" />
            )}
            <li
              aria-current={lit ? "step" : undefined}
              className={cx(
                "tabular rounded-md px-1.5 py-1 transition-colors duration-150 xl:px-2.5",
                lit ? "bg-accent-soft font-medium text-accent" : quiet ? "text-mute" : "text-text",
              )}
            >
              {stageTitles[stage]}
              {lit && detail !== "" ? ` ${detail}` : ""}
            </li>
          </Fragment>
        );
      })}
    </ol>
  );
}
