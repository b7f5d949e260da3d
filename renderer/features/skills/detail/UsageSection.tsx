import { TrendingDown, TrendingUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { SkillUsage } from "../../../../shared/skills";
import { Button } from "../../../components/Button";
import { SectionHead } from "../../../components/SectionHead";
import { formatPercent, formatRelative } from "../../../i18n/format";
import { type Lift, liftOf } from "../usage-words";
import { showUses } from "../used-in";

function Verdict({ lift }: { lift: Lift }) {
  const { t } = useTranslation("skills");
  if (lift.kind === "unused" || lift.kind === "few") {
    return <p className="text-md">{t(`usage.${lift.kind}`)}</p>;
  }
  const shares = {
    before: formatPercent(lift.without),
    after: formatPercent(lift.with),
    count: lift.count,
  };
  return (
    <p className="flex items-start gap-2 text-md">
      {lift.verdict === "helped" ? (
        <TrendingUp size={16} className="mt-0.5 shrink-0 text-pass" aria-hidden="true" />
      ) : lift.verdict === "hurt" ? (
        <TrendingDown size={16} className="mt-0.5 shrink-0 text-fail" aria-hidden="true" />
      ) : null}
      <span>
        <strong className="font-semibold">{t(`usage.${lift.verdict}`)}</strong>{" "}
        {t(lift.kind === "pairs" ? "usage.pairs" : "usage.overall", shares)}
      </span>
    </p>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b border-line py-1.5 last:border-b-0">
      <dt className="text-mute">{name}</dt>
      <dd className="tabular text-right">{value}</dd>
    </div>
  );
}

/** Does the skill help? What the runs in the library say, and nothing where they say nothing. */
export function UsageSection({ usage, name }: { usage: SkillUsage; name: string }) {
  const { t } = useTranslation("skills");
  const { runs, lastUsed, passRate, firstScore, baselineFirstScore } = usage;
  const lift = liftOf(usage);
  // Shares of a handful of runs would say more than is known.
  const telling = lift.kind !== "few";
  return (
    <section aria-label={t("usage.label")}>
      <SectionHead
        title={t("usage.label")}
        end={
          runs === 0 ? null : (
            <Button size="sm" variant="ghost" onClick={() => showUses(name)}>
              {t("usage.show", { count: runs })}
            </Button>
          )
        }
      />
      <div className="mt-2">
        <Verdict lift={lift} />
        {runs === 0 ? null : (
          <dl className="mt-2.5 max-w-[26rem] text-base">
            <Fact name={t("usage.runs")} value={t("usage.runsValue", { count: runs })} />
            {lastUsed === null ? null : <Fact name={t("usage.last")} value={formatRelative(lastUsed)} />}
            {!telling || passRate === null ? null : (
              <Fact name={t("usage.passed")} value={formatPercent(passRate)} />
            )}
            {!telling || firstScore === null ? null : (
              <Fact
                name={t("usage.first")}
                value={
                  baselineFirstScore === null
                    ? formatPercent(firstScore)
                    : t("usage.firstValue", {
                        with: formatPercent(firstScore),
                        without: formatPercent(baselineFirstScore),
                      })
                }
              />
            )}
          </dl>
        )}
      </div>
    </section>
  );
}
