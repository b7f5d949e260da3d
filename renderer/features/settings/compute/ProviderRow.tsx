import { useTranslation } from "react-i18next";
import { type ProviderState, providerTitles, timeAt } from "../../../../shared/inference/compute";
import { Badge } from "../../../components/Badge";
import { t as words } from "../../../i18n";
import { formatDuration, formatNumber } from "../../../i18n/format";
import { faults, remedyFor } from "./fastest";

interface ProviderRowProps {
  readonly provider: ProviderState;
  /** Side of the graph's input that all are compared at. */
  readonly side: number | null;
  readonly fastest: boolean;
  /** Names of the models it computes at the moment. */
  readonly uses: readonly string[];
}

/** One provider: how it stands, how fast it is, and what is missing where it cannot be used. */
export function ProviderRow({ provider, side, fastest, uses }: ProviderRowProps) {
  const { t } = useTranslation("settings");
  const { name, standing, detail } = provider;
  const title = name === "cpu" ? t("compute.processor") : providerTitles[name];
  const ms = timeAt(provider, side);
  const fault = standing === "works" || standing === "untried" ? null : faults[standing];
  const remedy = remedyFor(provider);
  const standingWords =
    standing === "works" || standing === "untried"
      ? t(`compute.standings.${standing}`)
      : t(`compute.standings.${faults[standing]}`);
  return (
    <li className="py-2.5">
      <div className="flex items-baseline justify-between gap-4">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1 text-base">
          <span className="font-medium">{title}</span>
          {uses.length > 0 ? (
            <Badge tone="accent" shrinks>
              <span className="truncate">{t("compute.used", { model: uses.join(", ") })}</span>
            </Badge>
          ) : (
            <Badge tone={standing === "works" ? "pass" : "quiet"}>{standingWords}</Badge>
          )}
          {fastest ? <Badge tone="accent">{t("compute.fastest")}</Badge> : null}
        </p>
        {ms === null || side === null ? null : (
          <p className="tabular shrink-0 text-sm text-mute">
            {t("compute.time", { time: preciseDuration(ms), side })}
          </p>
        )}
      </div>
      {fault === null ? null : (
        <p className="mt-1 max-w-[36rem] text-sm text-mute">
          {t(`compute.why.${fault}`)} {remedy === null ? null : t(`compute.remedy.${remedy}`)}
        </p>
      )}
      {detail === "" || standing === "absent" ? null : (
        <details className="mt-1 text-sm text-mute">
          <summary className="w-fit cursor-default rounded-sm hover:text-text">{t("compute.said")}</summary>
          <p lang="en" className="selectable mt-1 font-mono text-xs break-words whitespace-pre-wrap">
            {detail}
          </p>
        </details>
      )}
    </li>
  );
}

/** Quick runs take fractions of a millisecond. */
function preciseDuration(ms: number): string {
  if (ms >= 10) return formatDuration(ms);
  return words("common:units.milliseconds", { n: formatNumber(ms, { maximumFractionDigits: 1 }) });
}
