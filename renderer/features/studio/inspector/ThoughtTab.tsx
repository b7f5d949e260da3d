import { Scale } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RunState } from "../../../../shared/run/state";
import { iterationOf } from "../../../app/runs/derive";
import { pairSentence, pairsWith } from "../../../app/runs/pairs";
import { SectionHead } from "../../../components/SectionHead";
import { Strategy } from "./Strategy";

function Thought({ title, text, strategy }: { title: string; text: string; strategy?: string }) {
  const { t } = useTranslation("studio");
  return (
    <section aria-label={title}>
      <SectionHead title={title} end={<Strategy text={strategy ?? ""} />} />
      <p className="selectable prose-plain mt-2 text-md text-text/90">
        {text === "" ? <span className="text-mute">{t("thought.nothing")}</span> : text}
      </p>
    </section>
  );
}

function List({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <div>
      <h3 className="text-sm font-medium text-mute">{title}</h3>
      <ul className="selectable mt-1 list-disc pl-4 text-base marker:text-faint">
        {items.map((item) => (
          <li key={item} className="break-words">
            {item}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a judge said of the image and its equals. */
function Pairs({ state, n }: { state: RunState; n: number }) {
  const { t } = useTranslation("studio");
  const pairs = pairsWith(state, n);
  if (pairs.length === 0) return null;
  return (
    <section aria-label={t("pairs.title")} className="flex flex-col gap-2.5">
      <SectionHead title={t("pairs.title")} />
      {pairs.map((pair) => (
        <div key={`${pair.a}-${pair.b}`} className="rounded-xl border border-line bg-raised px-3.5 py-3">
          <p className="flex items-start gap-2 text-md">
            <Scale size={14} className="mt-1 shrink-0 text-mute" aria-hidden="true" />
            <span className="selectable min-w-0 break-words">{pairSentence(pair)}</span>
          </p>
          {pair.reason === "" ? null : (
            <p className="selectable mt-1 text-sm break-words text-mute">{pair.reason}</p>
          )}
          <p className="mt-1 text-xs text-mute">{t("pairs.by", { by: pair.by })}</p>
        </div>
      ))}
    </section>
  );
}

/** Why the prompt is as it is: the planner's reasons, the refiner's, and what the attempt taught. */
export function ThoughtTab({ state, viewed }: { state: RunState; viewed: number | null }) {
  const { t } = useTranslation("studio");
  const iteration = iterationOf(state, viewed);
  const first = iteration === null || iteration.round === state.iterations[0]?.round;
  return (
    <div className="flex flex-col gap-5">
      {first ? null : (
        <Thought
          title={t("thought.refiner", { n: iteration.n })}
          text={iteration.thought}
          strategy={iteration.strategy}
        />
      )}
      {iteration === null ? null : <Pairs state={state} n={iteration.n} />}
      {iteration?.experience == null ? null : (
        <section aria-label={t("thought.learnt")} className="flex flex-col gap-2.5">
          <SectionHead title={t("thought.learnt")} />
          <p className="selectable prose-plain text-md text-text/90">{iteration.experience.text}</p>
          <List title={t("thought.worked")} items={iteration.experience.worked} />
          <List title={t("thought.failed")} items={iteration.experience.failed} />
        </section>
      )}
      {state.enhanced === null ? null : (
        <Thought title={t("thought.planner")} text={state.enhanced.thought} />
      )}
      {state.routing === null ? null : <Thought title={t("thought.choice")} text={state.routing.reason} />}
    </div>
  );
}
