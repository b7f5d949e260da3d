import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "../../components/cx";
import { stageDetail, stepMarks } from "../runs/derive";
import type { RunEntry } from "../runs/entry";

/** The six stages of the loop. While the run works, the live one is lit and tells how far it is. */
export function StageSteps({ run }: { run: RunEntry }) {
  const { t } = useTranslation("app");
  const detail = run.live ? stageDetail(run.state) : "";
  return (
    <ol
      aria-label={t("stages.label")}
      className={cx("flex shrink-0 items-center text-sm", !run.live && "max-[1180px]:hidden")}
    >
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
              {lit ? null : (
                <span
                  aria-hidden="true"
                  className="hidden size-1.5 rounded-full bg-current opacity-60 max-[1180px]:block"
                />
              )}
              <span className={lit ? undefined : "max-[1180px]:sr-only"}>{t(`stages.${stage}`)}</span>
              {lit && detail !== "" ? ` ${detail}` : ""}
            </li>
          </Fragment>
        );
      })}
    </ol>
  );
}
