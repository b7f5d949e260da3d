import { Brush, CircleStop, FastForward, Undo2 } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { MAX_PROMPT, MAX_SEED } from "../../../../shared/run/settings";
import { stopRun } from "../../../app/runs/actions";
import { type NextPrompt, phaseOf } from "../../../app/runs/derive";
import type { RunEntry } from "../../../app/runs/entry";
import { useSignal } from "../../../app/signals";
import { Button } from "../../../components/Button";
import { DiffText } from "../../../components/DiffText";
import { IconButton } from "../../../components/IconButton";
import { NumberStepper } from "../../../components/NumberStepper";
import { Segmented } from "../../../components/Segmented";
import { formatDecimals } from "../../../i18n/format";
import { Chip } from "../prompt-bar/Chip";
import { backToProposal, goOn, keepWords, letItRun } from "./next-actions";
import { changesOf, draftFor, type NextDraft, useNextDrafts, writeNext } from "./next-draft";

type Face = "words" | "before" | "proposal";

interface NextPromptEditorProps {
  readonly run: RunEntry;
  readonly next: NextPrompt;
}

/** What there is to compare the words with: the prompt before them, and the agent's own where they differ. */
function useFaces(run: RunEntry, next: NextPrompt, words: string) {
  const { t } = useTranslation("studio");
  const previous = run.state.iterations.filter((it) => it.n < next.iteration).at(-1);
  const before = previous?.prompt ?? run.state.header?.prompt ?? "";
  const proposal = next.proposed ?? next.prompt;
  const edited = words.trim() !== proposal;
  const faces: { id: Face; title: string; against: string }[] = [
    { id: "words", title: t("next.words"), against: words },
    {
      id: "before",
      title: previous === undefined ? t("next.againstYours") : t("next.against", { n: previous.n }),
      against: before,
    },
    ...(edited ? [{ id: "proposal" as const, title: t("next.againstProposal"), against: proposal }] : []),
  ];
  return { faces, edited };
}

interface DiceChipProps {
  readonly draft: NextDraft;
  readonly next: NextPrompt;
  readonly onChange: (change: Partial<NextDraft>) => void;
}

/** What it is drawn with besides the words. */
function DiceChip({ draft, next, onChange }: DiceChipProps) {
  const { t } = useTranslation("studio");
  const { seed, temperature } = draft;
  const changed = seed !== next.parameters.seed || temperature !== next.parameters.temperature;
  return (
    <Chip
      name={t("next.dice")}
      value={t("next.diceValue", { seed, temperature: formatDecimals(temperature, 1) })}
      changed={changed}
    >
      {() => (
        <div className="flex flex-col gap-3">
          <div className="flex items-center justify-between gap-3">
            <span className="text-base">{t("next.seed")}</span>
            <NumberStepper
              label={t("next.seedLabel")}
              value={seed}
              min={0}
              max={MAX_SEED}
              width="w-28"
              onChange={(value) => onChange({ seed: value })}
            />
          </div>
          <div className="flex items-center justify-between gap-3">
            <span className="text-base">{t("next.temperature")}</span>
            <NumberStepper
              label={t("next.temperatureLabel")}
              value={temperature}
              min={0}
              max={2}
              step={0.1}
              onChange={(value) => onChange({ temperature: value })}
            />
          </div>
        </div>
      )}
    </Chip>
  );
}

/** The words that will be drawn, to be changed or taken as they are. */
export function NextPromptEditor({ run, next }: NextPromptEditorProps) {
  const { t } = useTranslation("studio");
  const kept = useNextDrafts((store) => store.runs[run.id]);
  const draft = draftFor(kept, next);
  const field = useRef<HTMLTextAreaElement>(null);
  const [shown, setShown] = useState<Face>("words");
  useSignal(
    "next:focus",
    useCallback(() => {
      setShown("words");
      requestAnimationFrame(() => field.current?.focus());
    }, []),
  );
  const { faces, edited } = useFaces(run, next, draft.prompt);
  const face = faces.find((one) => one.id === shown) ?? faces[0];
  const write = (change: Partial<typeof draft>) => writeNext(run.id, { ...draft, ...change });
  const leave = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) void keepWords(run.id);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    // Ctrl+Enter means this prompt here, not the one in the prompt bar.
    event.preventDefault();
    void goOn();
  };
  const differs = edited || changesOf(draft, next) !== null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears Ctrl+Enter and leaving from the fields within
    <div className="flex h-full flex-col" onKeyDown={press} onBlur={leave}>
      <div className="flex min-h-[26px] items-center justify-between gap-3">
        <h2 className="caps min-w-0 truncate">{t("next.title", { n: next.iteration })}</h2>
        <span className="flex shrink-0 items-center gap-1.5">
          {differs ? (
            <IconButton
              label={t("next.reset")}
              size="xs"
              icon={<Undo2 size={13} />}
              onClick={() => void backToProposal(run.id)}
            />
          ) : null}
          <Segmented
            label={t("next.show")}
            value={face?.id ?? "words"}
            onChange={setShown}
            options={faces.map(({ id, title }) => ({ id, title }))}
          />
        </span>
      </div>
      <div className="mt-2 min-h-0 flex-1 overflow-hidden rounded-lg border border-line-strong bg-bg focus-within:border-accent">
        {face === undefined || face.id === "words" ? (
          <textarea
            ref={field}
            aria-label={t("next.field", { n: next.iteration })}
            aria-keyshortcuts="Control+Enter"
            value={draft.prompt}
            maxLength={MAX_PROMPT}
            onChange={(event) => write({ prompt: event.target.value })}
            className="block size-full resize-none bg-transparent px-3 py-2 text-md outline-none focus-visible:outline-none"
          />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
          <div tabIndex={0} className="h-full overflow-y-auto px-3 py-2">
            <DiffText before={face.against} after={draft.prompt} />
          </div>
        )}
      </div>
      <div className="mt-2 flex items-center gap-2">
        <DiceChip draft={draft} next={next} onChange={write} />
        <span className="ml-auto flex items-center gap-2">
          {phaseOf(run) === "paused" ? (
            <Button
              size="sm"
              variant="ghost"
              icon={<CircleStop size={13} />}
              onClick={() => void stopRun("now")}
            >
              <span className="@max-[540px]:sr-only">{t("next.stop")}</span>
            </Button>
          ) : null}
          {run.state.pace === "step" ? (
            <Button size="sm" icon={<FastForward size={13} />} onClick={() => void letItRun()}>
              <span className="@max-[540px]:sr-only">{t("next.letItRun")}</span>
            </Button>
          ) : null}
          <Button
            size="sm"
            variant="primary"
            icon={<Brush size={13} />}
            keys="Mod+Enter"
            disabled={draft.prompt.trim() === ""}
            onClick={() => void goOn()}
          >
            {t("next.draw")}
          </Button>
        </span>
      </div>
    </div>
  );
}
