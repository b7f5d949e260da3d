import { ImageOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Find } from "../../../shared/ipc/domains/exchange";
import { cx } from "../../components/cx";
import { SectionHead } from "../../components/SectionHead";
import { Segmented } from "../../components/Segmented";
import { StudioImage } from "../../components/StudioImage";
import type { Plan } from "./import-flow";

type FoundRun = NonNullable<Find["run"]>;
type FoundIteration = FoundRun["iterations"][number];
type Mode = "all" | "some" | "reference";

interface ImportChoicesProps {
  readonly run: FoundRun;
  /** The iteration that a dropped picture shows; null for zips and folders. */
  readonly own: number | null;
  readonly plan: Plan;
  readonly onPlan: (plan: Plan) => void;
}

/** All of the run, some iterations, or one picture to compare with; and what to do when the run is there already. */
export function ImportChoices({ run, own, plan, onPlan }: ImportChoicesProps) {
  const { t } = useTranslation("exchange");
  const mode: Mode = plan.mode === "skip" ? "all" : plan.mode;
  const present = plan.mode === "all" || plan.mode === "some" ? plan.present : "copy";
  const withPicture = run.iterations.filter((one) => one.hasImage);
  const choose = (next: Mode) => {
    if (next === "all") onPlan({ mode: "all", present });
    else if (next === "some") {
      onPlan({ mode: "some", iterations: withPicture.map((one) => one.n), present });
    } else onPlan({ mode: "reference", iteration: own ?? withPicture[0]?.n ?? null });
  };
  const pick = (n: number) => {
    if (plan.mode === "reference") onPlan({ mode: "reference", iteration: n });
    if (plan.mode !== "some") return;
    const others = plan.iterations.filter((one) => one !== n);
    const iterations = others.length < plan.iterations.length ? others : [...others, n];
    onPlan({ mode: "some", iterations: iterations.sort((a, b) => a - b), present });
  };
  const isPicked = (n: number) => {
    if (plan.mode === "some") return plan.iterations.includes(n);
    return plan.mode === "reference" ? plan.iteration === n : true;
  };
  const modes: readonly { id: Mode; title: string }[] = [
    { id: "all", title: t("import.modes.all") },
    ...(run.iterations.length > 1 ? [{ id: "some" as const, title: t("import.modes.some") }] : []),
    ...(withPicture.length > 0 ? [{ id: "reference" as const, title: t("import.modes.reference") }] : []),
  ];
  return (
    <>
      <section>
        <SectionHead
          title={t("import.iterations", { count: run.iterations.length })}
          end={<Segmented label={t("import.what")} value={mode} onChange={choose} options={modes} />}
        />
        <p className="mt-1.5 text-sm text-mute">{t(`import.modeDetails.${mode}`)}</p>
        <ul className="mt-3 flex max-h-72 flex-wrap gap-2.5 overflow-y-auto">
          {run.iterations.map((one) => (
            <li key={one.n}>
              <IterationTile
                iteration={one}
                mode={mode}
                picked={isPicked(one.n)}
                onPick={() => pick(one.n)}
              />
            </li>
          ))}
        </ul>
      </section>
      {run.present && mode !== "reference" ? (
        <section>
          <SectionHead
            title={t("import.present")}
            end={
              <Segmented
                label={t("import.whenPresent")}
                value={present}
                onChange={(next) => {
                  if (plan.mode === "some") onPlan({ ...plan, present: next });
                  else onPlan({ mode: "all", present: next });
                }}
                options={[
                  { id: "copy", title: t("import.keepBoth") },
                  { id: "replace", title: t("import.replace") },
                ]}
              />
            }
          />
          <p className="mt-1.5 text-sm text-mute">{t(`import.presentDetails.${present}`)}</p>
        </section>
      ) : null}
    </>
  );
}

interface IterationTileProps {
  readonly iteration: FoundIteration;
  readonly mode: Mode;
  readonly picked: boolean;
  readonly onPick: () => void;
}

function IterationTile({ iteration, mode, picked, onPick }: IterationTileProps) {
  const { t } = useTranslation("exchange");
  const { n, preview, passed, total, hasImage } = iteration;
  const label = t("import.tile", { n, passed, total });
  const usable = mode !== "reference" || hasImage;
  return (
    <button
      type="button"
      title={iteration.prompt}
      aria-label={hasImage ? label : `${label}, ${t("import.notCarried")}`}
      aria-pressed={mode === "all" ? undefined : picked}
      disabled={mode === "all" || !usable}
      onClick={onPick}
      className={cx(
        "w-24 rounded-lg border p-1.5 text-left disabled:opacity-100",
        picked && mode !== "all" ? "border-accent bg-accent-soft" : "border-line",
        (!picked || !usable) && "opacity-55 disabled:opacity-55",
      )}
    >
      {preview === null ? (
        <span className="flex aspect-square flex-col items-center justify-center gap-1 rounded-md bg-bg text-center text-2xs text-mute">
          <ImageOff size={15} aria-hidden="true" />
          {t("import.notCarried")}
        </span>
      ) : (
        <StudioImage src={preview} alt="" lazy className="aspect-square w-full rounded-md object-cover" />
      )}
      <span className="tabular mt-1.5 flex justify-between px-0.5 text-sm">
        <span className="font-medium">{n}</span>
        <span className="text-mute">
          {passed}/{total}
        </span>
      </span>
    </button>
  );
}
