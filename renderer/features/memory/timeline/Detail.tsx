import { ArrowUpRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { bytesOf } from "../../../../shared/run/compression";
import { Button } from "../../../components/Button";
import { Mark } from "../../../components/Mark";
import { SectionHead } from "../../../components/SectionHead";
import { formatBytes, formatNumber } from "../../../i18n/format";
import { stateWord } from "../../studio/criteria/words";
import { Strategy } from "../../studio/inspector/Strategy";
import { openSource } from "../lesson-actions";
import type { AttemptColumn, Fact } from "../trajectory";
import { partsText } from "../words";
import { PartIcons } from "./PartIcons";

/** Facts beyond this many are folded away. */
const FACTS = 12;

interface DetailProps {
  readonly runId: string;
  readonly attempt: AttemptColumn;
  /** Lessons of other runs that came along with every call. */
  readonly advice: number;
}

/** All of one attempt in full: what was read to write it, its facts, its lesson. */
export function Detail({ runId, attempt, advice }: DetailProps) {
  const { t } = useTranslation("memory");
  const { n, from, shown, experience, facts } = attempt;
  return (
    <aside
      aria-label={t("detail.label")}
      className="flex w-[300px] shrink-0 flex-col gap-5 overflow-y-auto border-l border-line bg-panel p-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <h3 className="truncate text-lg font-semibold">
          {t(from === null ? "timeline.iteration" : "timeline.inheritedIteration", { n })}
        </h3>
        <Button
          size="sm"
          variant="ghost"
          icon={<ArrowUpRight size={14} />}
          onClick={() => void openSource(from ?? runId, n)}
        >
          {t(from === null ? "timeline.open" : "timeline.openRun")}
        </Button>
        {attempt.place === "" ? null : <p className="w-full text-sm text-mute">{attempt.place}</p>}
      </div>
      {from === null ? (
        <section>
          <SectionHead title={t("detail.shown")} />
          {shown.length === 0 ? (
            <p className="mt-2 text-sm text-mute">{t("timeline.firstDraft")}</p>
          ) : (
            <ShownList attempt={attempt} advice={advice} />
          )}
        </section>
      ) : null}
      {experience === null ? null : (
        <section>
          <SectionHead title={t("detail.experience")} />
          <p className="selectable mt-2 text-md break-words">{experience.text}</p>
          <div className="mt-2 flex">
            <Strategy text={experience.strategy} />
          </div>
        </section>
      )}
      <section>
        <SectionHead title={t("detail.prompt")} />
        <p className="selectable mt-2 text-md break-words">{attempt.prompt}</p>
      </section>
      {facts.length === 0 ? null : (
        <section>
          <SectionHead title={t("detail.facts")} />
          <FactList key={attempt.key} facts={facts} />
        </section>
      )}
    </aside>
  );
}

function ShownList({ attempt, advice }: { attempt: AttemptColumn; advice: number }) {
  const { t } = useTranslation("memory");
  const { shown, cost } = attempt;
  const inTime = [...shown].sort(
    (a, b) => Number(b.inherited ?? false) - Number(a.inherited ?? false) || a.iteration - b.iteration,
  );
  return (
    <>
      <ul className="mt-2 flex flex-col gap-1">
        {inTime.map((one) => (
          <li key={`${one.runId ?? ""}-${one.iteration}`} className="flex items-center gap-2 text-sm">
            <span className="flex w-[58px] shrink-0 text-accent">
              <PartIcons parts={one.parts} />
            </span>
            <span>
              {t(one.inherited === true ? "detail.lessonBefore" : "detail.lesson", {
                what: partsText(one.parts),
                n: one.iteration,
              })}
            </span>
          </li>
        ))}
      </ul>
      {advice === 0 ? null : (
        <p className="mt-1.5 text-sm text-mute">{t("detail.alsoAdvice", { count: advice })}</p>
      )}
      {cost === null ? null : (
        <p className="tabular mt-2 text-sm text-mute">
          {t("detail.cost", {
            keptBytes: formatBytes(bytesOf(cost.shown)),
            keptTokens: formatNumber(cost.shown.tokens),
            rawBytes: formatBytes(bytesOf(cost.raw)),
            rawTokens: formatNumber(cost.raw.tokens),
          })}
        </p>
      )}
    </>
  );
}

function FactList({ facts }: { facts: readonly Fact[] }) {
  const { t } = useTranslation("memory");
  const [all, setAll] = useState(false);
  const told = all ? facts : facts.slice(0, FACTS);
  return (
    <>
      <ul className="mt-1.5">
        {told.map((fact) => (
          <li key={fact.id} className="flex items-start gap-2 py-[3px]">
            <Mark face={fact.state} yours={fact.yours} />
            <span className="selectable min-w-0 text-sm break-words">
              {fact.question}{" "}
              <span className="sr-only">
                {stateWord(fact.state)}
                {fact.yours ? `, ${t("detail.yours")}` : ""}.
              </span>
              <span className="text-mute">{fact.answer}</span>
            </span>
          </li>
        ))}
      </ul>
      {told.length === facts.length ? null : (
        <Button size="sm" variant="ghost" className="-ml-2.5" onClick={() => setAll(true)}>
          {t("timeline.moreFacts", { count: facts.length - told.length })}
        </Button>
      )}
    </>
  );
}
