import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorPayload } from "../../../../shared/errors";
import type { SkillTrial } from "../../../../shared/skills";
import { ask, payloadOf } from "../../../app/ipc";
import { useSkillTitles } from "../../../app/skill-titles";
import { Badge } from "../../../components/Badge";
import { Button } from "../../../components/Button";
import { DiffText } from "../../../components/DiffText";
import { ErrorCard } from "../../../components/ErrorCard";
import { SectionHead } from "../../../components/SectionHead";
import { formatDecimals } from "../../../i18n/format";
import type { DraftFile } from "./editor-store";

interface Tried {
  readonly prompt: string;
  /** What the skill called itself then. */
  readonly name: string | null;
  readonly trial: SkillTrial;
}

function Outcome({ tried }: { tried: Tried }) {
  const { t } = useTranslation("skills");
  const titleOf = useSkillTitles();
  const { prompt, name, trial } = tried;
  const chosen = trial.chosen !== null && trial.chosen === name;
  return (
    <div role="status" className="flex flex-col gap-2.5">
      <p className="flex flex-wrap items-center gap-2 text-base">
        <Badge tone={chosen ? "accent" : "quiet"}>
          {t("try.match", { score: formatDecimals(trial.score, 2) })}
        </Badge>
        <span>
          {chosen
            ? t("try.chosen")
            : trial.chosen === null
              ? t("try.none")
              : t("try.other", { name: titleOf(trial.chosen) })}
        </span>
      </p>
      <p className="text-sm text-mute">{trial.reason}</p>
      <div className="rounded-lg border border-line bg-panel px-3 py-2.5">
        <DiffText before={prompt} after={trial.prompt} />
      </div>
      <p className="text-sm text-mute">{trial.thought}</p>
    </div>
  );
}

/** A prompt on which the skill is tried, by the rules that need no language model. */
export function TryOut({
  files,
  name,
  ready,
}: {
  files: readonly DraftFile[];
  name: string | null;
  ready: boolean;
}) {
  const { t } = useTranslation("skills");
  const [prompt, setPrompt] = useState("");
  const [tried, setTried] = useState<Tried | null>(null);
  const [error, setError] = useState<ErrorPayload | null>(null);
  const tryIt = async () => {
    if (!ready || prompt.trim() === "") return;
    try {
      const trial = await ask("skills:try", { prompt, draft: { files: [...files] } });
      setTried({ prompt: prompt.trim(), name, trial });
      setError(null);
    } catch (failure) {
      setError(payloadOf(failure));
    }
  };
  return (
    <section aria-label={t("try.title")} className="flex flex-col gap-2.5">
      <SectionHead title={t("try.title")} />
      <p className="text-sm text-mute">{t("try.help")}</p>
      <textarea
        aria-label={t("try.prompt")}
        placeholder={t("try.placeholder")}
        rows={2}
        value={prompt}
        maxLength={2000}
        onChange={(event) => setPrompt(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey) return;
          event.preventDefault();
          event.stopPropagation();
          void tryIt();
        }}
        className="resize-none rounded-lg border border-line-strong bg-bg px-2.5 py-1.5 text-md outline-none focus:border-accent focus-visible:outline-none"
      />
      <div>
        <Button size="sm" disabled={!ready || prompt.trim() === ""} onClick={() => void tryIt()}>
          {t("try.button")}
        </Button>
      </div>
      {error !== null ? (
        <ErrorCard title={t("try.failed")} error={error} />
      ) : tried === null ? null : (
        <Outcome tried={tried} />
      )}
    </section>
  );
}
