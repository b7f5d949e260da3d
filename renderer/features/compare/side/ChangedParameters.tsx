import type { TFunction } from "i18next";
import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSkillTitles } from "../../../app/skill-titles";
import { SectionHead } from "../../../components/SectionHead";
import type { Ready } from "../compared";
import { type ChangedParameter, changedParameters, type ParameterValue } from "../parameters";

function inWords(value: ParameterValue, t: TFunction<"compare">): string {
  if (value === null || value === "") return t("parameters.none");
  if (typeof value === "boolean") return value ? t("parameters.yes") : t("parameters.no");
  return String(value);
}

/** 1 beside 0.8 is written 1.0. */
function alike(changed: ChangedParameter): ChangedParameter {
  const { name, before, after } = changed;
  if (name !== "temperature" || typeof before !== "number" || typeof after !== "number") return changed;
  const places = Math.max(...[before, after].map((one) => String(one).split(".")[1]?.length ?? 0));
  return { name, before: before.toFixed(places), after: after.toFixed(places) };
}

/** Settings that differ, and no others. */
export function ChangedParameters({ a, b }: { a: Ready; b: Ready }) {
  const { t } = useTranslation("compare");
  const titleOfSkill = useSkillTitles();
  const shown = ({ name }: ChangedParameter, value: ParameterValue) =>
    name === "skill" && typeof value === "string" ? titleOfSkill(value) : inWords(value, t);
  const changed = changedParameters(a, b).map(alike);
  return (
    <section aria-label={t("side.parameters")}>
      <SectionHead title={t("side.parameters")} />
      {changed.length === 0 ? (
        <p className="mt-1.5 text-sm text-mute">{t("side.sameParameters")}</p>
      ) : (
        <dl className="tabular mt-2 rounded-xl border border-line bg-raised px-3.5 py-2">
          {changed.map((one) => {
            const before = shown(one, one.before);
            const after = shown(one, one.after);
            return (
              <div key={one.name} className="flex justify-between gap-4 py-[3px] text-sm">
                <dt className="shrink-0 text-mute">{t(`parameters.${one.name}`)}</dt>
                <dd className="selectable flex min-w-0 flex-wrap items-center justify-end gap-x-1.5 text-right break-words">
                  <span className="sr-only">{t("parameters.change", { before, after })}</span>
                  <span aria-hidden="true" className="min-w-0 text-mute">
                    {before}
                  </span>
                  <ArrowRight size={11} aria-hidden="true" className="shrink-0 text-mute" />
                  <span aria-hidden="true" className="min-w-0 font-medium">
                    {after}
                  </span>
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </section>
  );
}
