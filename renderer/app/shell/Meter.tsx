import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { imagesDrawn, roundsDrawn } from "../../../shared/run/rounds";
import { cx } from "../../components/cx";
import { Bar } from "../../features/studio/limits/Bar";
import { useWorked } from "../../features/studio/limits/use-worked";
import { formatPercent } from "../../i18n/format";
import { useSettings } from "../query";
import { formatElapsed } from "../runs/clock";
import type { RunEntry } from "../runs/entry";
import { type Limit, limitName, limitsOf, limitText, moneyText, nearestOf } from "../runs/limits";
import { hasRounds } from "../runs/rounds";

interface ItemProps {
  readonly name: string;
  /** With a limit behind it there is a fine line beneath. */
  readonly limit: Limit | undefined;
  readonly nearest: boolean;
  readonly title?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

function Item({ name, limit, nearest, title, className, children }: ItemProps) {
  return (
    <span
      data-testid={`meter-${name}`}
      {...(title === undefined ? {} : { title })}
      className={cx("flex flex-col whitespace-nowrap", className)}
    >
      <span>{children}</span>
      <span className="mt-[1px] h-[2px]">
        {limit?.share == null ? null : <Bar share={Math.min(1, limit.share)} strong={nearest} />}
      </span>
    </span>
  );
}

const strong = "font-semibold text-text";

/** What the run has used so far, and how near each of its limits is. */
export function Meter({ run }: { run: RunEntry }) {
  const { t } = useTranslation(["studio", "app"]);
  const currency = useSettings().data?.prices.currency ?? "";
  const { state } = run;
  const worked = useWorked(run);
  const limits = limitsOf(state, worked / 1000);
  const nearest = nearestOf(limits);
  const of = (name: Limit["name"]) => limits.find((one) => one.name === name);
  const props = (name: Limit["name"]) => ({ name, limit: of(name), nearest: nearest?.name === name });
  const images = imagesDrawn(state);
  const rounds = roundsDrawn(state);
  const { calls, money } = state.usage;
  const tokens = of("tokens")?.spent ?? 0;
  // While every round is one image, and nothing else limits them, the two are one number.
  const apart = hasRounds(state) || state.budget.images !== null || images !== rounds;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of figures, not of a form's fields
    <div
      role="group"
      aria-label={t("meter.label")}
      className="tabular flex shrink-0 items-baseline gap-3.5 text-sm text-mute"
    >
      {apart ? (
        <>
          <Item {...props("images")}>
            <span className={strong}>{images}</span>
            {state.budget.images === null ? " " : `/${state.budget.images} `}
            {t("meter.images", { count: state.budget.images ?? images })}
          </Item>
          <Item {...props("rounds")}>
            <span className={strong}>{rounds}</span>/{state.rounds}{" "}
            {t("meter.rounds", { count: state.rounds })}
          </Item>
        </>
      ) : (
        <Item {...props("rounds")} name="images">
          <span className={strong}>{images}</span>
          {t("app:meter.images", { total: state.rounds })}
        </Item>
      )}
      <Item {...props("seconds")} className="min-w-11 text-right">
        <span role="timer" aria-label={t("app:meter.time")} aria-live="off" className={strong}>
          {formatElapsed(worked)}
        </span>
      </Item>
      <Item
        name="calls"
        limit={undefined}
        nearest={false}
        title={t("app:meter.calls")}
        className="max-xl:hidden"
      >
        <span className={strong}>{calls}</span> {t("app:meter.callsOut", { count: calls })}
      </Item>
      {tokens === 0 && of("tokens")?.allowed == null ? null : (
        <Item {...props("tokens")} className={nearest?.name === "tokens" ? "" : "max-2xl:hidden"}>
          <span className={strong}>{limitText("tokens", tokens)}</span> {t("meter.tokens", { count: tokens })}
        </Item>
      )}
      {money === 0 && of("money")?.allowed == null ? null : (
        <Item {...props("money")}>
          <span className={strong}>{moneyText(money)}</span> {currency}
        </Item>
      )}
      {nearest === null ? null : (
        <span className="sr-only">
          {t("meter.nearest", { name: limitName(nearest.name), share: formatPercent(nearest.share ?? 0) })}
        </span>
      )}
    </div>
  );
}
