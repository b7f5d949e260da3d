import { useTranslation } from "react-i18next";
import { bytesOf, type Compression, savedShare } from "../../../../shared/run/compression";
import { Tooltip } from "../../../components/Tooltip";
import { formatBytes, formatNumber, formatPercent } from "../../../i18n/format";

function Saving({ share, words, more, kept }: { share: number; words: string; more: string; kept: string }) {
  return (
    <div className="min-w-0">
      <p className="truncate text-base font-medium">{share >= 0 ? words : more}</p>
      <p className="tabular truncate text-xs text-mute">{kept}</p>
    </div>
  );
}

/** What the run's compression kept and saved so far. */
export function Savings({ compression }: { compression: Compression }) {
  const { t } = useTranslation("memory");
  const { calls, shown, raw } = compression;
  if (calls.length === 0) return <p className="ml-auto truncate text-sm text-mute">{t("saved.none")}</p>;
  const tokens = savedShare(shown.tokens, raw.tokens);
  const bytes = savedShare(bytesOf(shown), bytesOf(raw));
  const kept = (a: string, b: string) => t("saved.kept", { kept: a, raw: b });
  const share = (value: number) => formatPercent(Math.abs(value));
  return (
    <Tooltip text={t("saved.estimate")}>
      <section
        // Focusable, so that keyboards reach the note on how it is counted.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the tooltip belongs to it.
        tabIndex={0}
        aria-label={t("saved.label")}
        className="ml-auto flex min-w-0 items-center gap-7 rounded-lg px-2 py-1"
      >
        <Saving
          share={tokens}
          words={t("saved.tokens", { share: share(tokens) })}
          more={t("saved.more", { share: share(tokens) })}
          kept={`${kept(formatNumber(shown.tokens), formatNumber(raw.tokens))} · ${t("saved.images", { kept: shown.images, raw: raw.images })}`}
        />
        <Saving
          share={bytes}
          words={t("saved.bytes", { share: share(bytes) })}
          more={t("saved.moreBytes", { share: share(bytes) })}
          kept={kept(formatBytes(bytesOf(shown)), formatBytes(bytesOf(raw)))}
        />
      </section>
    </Tooltip>
  );
}
