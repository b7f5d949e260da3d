import { Sparkles, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Find } from "../../../shared/ipc/domains/exchange";
import { askedWords } from "../../app/runs/asked";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { ErrorCard } from "../../components/ErrorCard";
import { SectionHead } from "../../components/SectionHead";
import { StudioImage } from "../../components/StudioImage";
import { formatDate } from "../../i18n/format";
import { intoPromptBar } from "../studio/studio-actions";
import { coverOf } from "./FindList";
import { ImportChoices } from "./ImportChoices";
import { dismissFinds, type Plan } from "./import-flow";

interface FindDetailProps {
  readonly find: Find;
  readonly plan: Plan;
  readonly onPlan: (plan: Plan) => void;
}

/** One find: what it is, what it holds, and how it can be taken in. */
export function FindDetail({ find, plan, onPlan }: FindDetailProps) {
  const { t } = useTranslation("exchange");
  if (find.error !== null)
    return <ErrorCard title={t("import.unreadable", { name: find.name })} error={find.error} />;
  if (find.kind === "skills") {
    return (
      <EmptyState icon={<Sparkles size={30} />} title={t("import.skillTitle")}>
        {t("import.skillDetail")}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      <Head find={find} />
      <Warnings find={find} />
      <Foreign find={find} />
      {find.run === null ? null : (
        <ImportChoices run={find.run} own={find.iteration ?? null} plan={plan} onPlan={onPlan} />
      )}
    </div>
  );
}

function Head({ find }: { find: Find }) {
  const { t } = useTranslation("exchange");
  const cover = coverOf(find);
  const { run } = find;
  return (
    <div className="flex gap-5">
      {cover === null ? null : (
        <StudioImage
          src={cover}
          alt={t("import.cover", { name: run?.title ?? find.name })}
          className="size-44 shrink-0 rounded-lg bg-stage object-contain"
        />
      )}
      <div className="min-w-0 flex-1">
        <h3 className="selectable break-words text-lg font-semibold">{run?.title ?? find.name}</h3>
        <p className="mt-0.5 flex flex-wrap items-center gap-2 text-sm text-mute">
          {run === null ? null : <span className="break-all">{find.name}</span>}
          {run === null ? null : <span>{formatDate(run.createdAt)}</span>}
          {run?.present === true ? <Badge tone="accent">{t("import.present")}</Badge> : null}
        </p>
        {run === null ? (
          <p className="mt-3 text-base text-mute">{t("import.pictureDetail")}</p>
        ) : (
          <p className="selectable prose-plain mt-3 line-clamp-5 text-md">{askedWords(run)}</p>
        )}
      </div>
    </div>
  );
}

function Warnings({ find }: { find: Find }) {
  if (find.warnings.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5 rounded-lg bg-unsure-soft p-3 text-base text-unsure-text">
      {find.warnings.map((warning) => (
        <li key={warning} lang="en" className="flex gap-2">
          <TriangleAlert size={15} className="mt-0.5 shrink-0" aria-hidden="true" />
          <span>{warning}</span>
        </li>
      ))}
    </ul>
  );
}

/** What another tool wrote into the picture, and its prompt for the taking. */
function Foreign({ find }: { find: Find }) {
  const { t } = useTranslation("exchange");
  const { foreign, foreignPrompt } = find;
  if (foreign === null) return null;
  const takePrompt = () => {
    if (foreignPrompt === null) return;
    void dismissFinds();
    intoPromptBar({ text: foreignPrompt });
  };
  return (
    <section>
      <SectionHead
        title={t("import.foreign")}
        end={
          foreignPrompt === null ? null : (
            <Button size="sm" onClick={takePrompt}>
              {t("import.usePrompt")}
            </Button>
          )
        }
      />
      <pre className="selectable prose-plain mt-2 max-h-48 overflow-y-auto rounded-lg bg-bg p-3 font-mono text-xs">
        {foreign}
      </pre>
    </section>
  );
}
