import { useTranslation } from "react-i18next";
import { MAX_PROMPT } from "../../../../shared/run/settings";
import { useSettings } from "../../../app/query";
import { Kbd } from "../../../components/Kbd";
import { formatNumber } from "../../../i18n/format";
import { useDraft } from "./draft";
import { generatorLabel } from "./labels";
import { useUnknownWords } from "./use-inspect";

const NAMED = 6;

function Unknown({ words, engine }: { words: readonly string[]; engine: string }) {
  const { t } = useTranslation("studio");
  const named = words.slice(0, NAMED);
  return (
    <p role="status" className="flex min-w-0 items-center gap-1.5 text-sm text-unsure-text">
      <span className="shrink-0">{t("bar.unknown", { engine })}</span>
      <span className="flex min-w-0 gap-1 truncate">
        {named.map((word) => (
          <mark key={word} className="rounded-sm bg-unsure-soft px-1 text-unsure-text">
            {word}
          </mark>
        ))}
      </span>
      {words.length > NAMED ? (
        <span className="shrink-0">{t("bar.andMore", { count: words.length - NAMED })}</span>
      ) : null}
      <span className="shrink-0 text-mute max-xl:sr-only">{t("bar.drawsRest")}</span>
    </p>
  );
}

/** The quiet line under the prompt bar: always the same height, whatever it has to say. */
export function PromptHint() {
  const { t } = useTranslation("studio");
  const text = useDraft((draft) => draft.text);
  const settings = useSettings().data;
  const unknown = useUnknownWords(text);
  const tooLong = text.trim().length > MAX_PROMPT;
  return (
    <div className="mt-1 flex h-5 min-w-0 items-center gap-4 px-1">
      {tooLong ? (
        <p role="alert" className="truncate text-sm text-fail-text">
          {t("bar.tooLong", { length: formatNumber(text.trim().length), max: formatNumber(MAX_PROMPT) })}
        </p>
      ) : unknown.length > 0 ? (
        <Unknown words={unknown} engine={generatorLabel(settings?.generator)} />
      ) : (
        <p className="flex items-center gap-1.5 truncate text-sm text-mute">
          <Kbd command="app.palette" /> {t("bar.commands")} <Kbd command="app.shortcuts" /> {t("bar.keys")}
        </p>
      )}
    </div>
  );
}
