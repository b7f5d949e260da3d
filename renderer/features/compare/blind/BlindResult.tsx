import { Equal, RotateCcw, Trophy } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Place } from "../../../../shared/ipc/domains/common";
import { say } from "../../../app/announce";
import { Button } from "../../../components/Button";
import { cx } from "../../../components/cx";
import { SectionHead } from "../../../components/SectionHead";
import { StudioImage } from "../../../components/StudioImage";
import { type Compared, keyOf } from "../compared";
import { longName } from "../naming";
import { again, leaveBlind } from "./blind-actions";
import { type BlindSession, tallyOf } from "./session";

interface ResultProps {
  readonly session: BlindSession<Place>;
  readonly all: readonly Compared[];
}

const cell = "tabular border-b border-line px-3 py-1.5 text-right";

function Face({ one, size }: { one: Compared | undefined; size: string }) {
  return one === undefined || one.url === "" ? (
    <span className={cx("block shrink-0 rounded-md bg-raised", size)} />
  ) : (
    <StudioImage src={one.url} alt="" className={cx("shrink-0 rounded-md bg-raised object-cover", size)} />
  );
}

/** What was picked, now with its names. */
export function BlindResult({ session, all }: ResultProps) {
  const { t } = useTranslation("compare");
  const find = (place: Place) => all.find((one) => one.key === keyOf(place));
  const nameOf = (place: Place) => {
    const one = find(place);
    return one === undefined ? t("pane.iteration", { n: place.iteration }) : longName(one, all, t);
  };
  const given = session.pairs.filter((pair) => pair.answer !== null && pair.answer !== "skipped");
  const [only] = session.pairs;
  const tally = tallyOf(session);
  const sentence = (() => {
    if (session.pairs.length !== 1 || only === undefined) return t("blind.results");
    if (only.answer === "tie") return t("blind.resultTie");
    if (only.answer === "skipped" || only.answer === null) return t("blind.resultSkipped");
    return t("blind.resultOne", { name: nameOf(only.answer === "a" ? only.first : only.second) });
  })();
  useEffect(() => say(`${t("blind.over")} ${sentence}.`), [sentence, t]);
  return (
    <section aria-label={t("blind.results")} className="h-full overflow-y-auto" data-testid="blind-result">
      <div className="mx-auto flex max-w-[44rem] flex-col gap-6 px-6 py-8">
        <header className="flex items-end justify-between gap-4">
          <div>
            <h2 className="text-xl font-semibold">{sentence}</h2>
            <p className="mt-1 text-base text-mute">
              {given.length === 0 ? t("blind.nothing") : t("blind.resultsDetail", { count: given.length })}
            </p>
          </div>
          <div className="flex gap-2">
            <Button icon={<RotateCcw size={13} className="text-mute" />} onClick={again}>
              {t("blind.again")}
            </Button>
            <Button variant="primary" onClick={leaveBlind} ref={(button) => button?.focus()}>
              {t("blind.done")}
            </Button>
          </div>
        </header>
        <table className="w-full border-separate border-spacing-0 text-base">
          <thead>
            <tr className="text-sm text-mute">
              <th scope="col" className="border-b border-line px-3 py-1.5 text-left font-normal">
                {t("blind.image")}
              </th>
              {(["wins", "losses", "ties"] as const).map((word) => (
                <th key={word} scope="col" className={cx(cell, "w-24 font-normal")}>
                  {t(`blind.${word}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tally.map(({ item, won, lost, tied }) => (
              <tr key={keyOf(item)} data-testid="blind-tally">
                <th scope="row" className="border-b border-line px-3 py-1.5 text-left font-medium">
                  <span className="flex items-center gap-3">
                    <Face one={find(item)} size="size-10" />
                    <span className="min-w-0 truncate">{nameOf(item)}</span>
                    {won > 0 && won === tally[0]?.won && lost === tally[0].lost ? (
                      <Trophy size={14} className="text-accent" aria-hidden="true" />
                    ) : null}
                  </span>
                </th>
                <td className={cx(cell, "font-semibold")}>{won}</td>
                <td className={cx(cell, "text-mute")}>{lost}</td>
                <td className={cx(cell, "text-mute")}>{tied}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {session.pairs.length < 2 ? null : (
          <section aria-label={t("blind.pairs")}>
            <SectionHead title={t("blind.pairs")} />
            <ul className="mt-2 grid grid-cols-2 gap-2">
              {session.pairs.map((pair) => (
                <li
                  key={`${keyOf(pair.first)} ${keyOf(pair.second)}`}
                  className="flex items-center gap-2 rounded-lg border border-line bg-panel p-2 text-sm"
                >
                  {[pair.first, pair.second].map((place, side) => {
                    const picked = pair.answer === (side === 0 ? "a" : "b");
                    return (
                      <span
                        key={keyOf(place)}
                        className={cx("flex min-w-0 flex-1 items-center gap-2", !picked && "text-mute")}
                      >
                        <Face one={find(place)} size="size-8" />
                        <span className={cx("min-w-0 truncate", picked && "font-semibold")}>
                          {nameOf(place)}
                        </span>
                        {picked ? (
                          <Trophy size={12} className="shrink-0 text-accent" aria-hidden="true" />
                        ) : null}
                      </span>
                    );
                  })}
                  {pair.answer === "tie" ? <Equal size={13} aria-label={t("blind.tie")} /> : null}
                  {pair.answer === "skipped" ? (
                    <span className="text-mute">{t("blind.resultSkipped")}</span>
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </section>
  );
}
