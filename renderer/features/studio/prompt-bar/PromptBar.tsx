import { useCallback, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { MAX_PROMPT } from "../../../../shared/run/settings";
import { useSignal } from "../../../app/signals";
import { Button } from "../../../components/Button";
import { cx } from "../../../components/cx";
import { runDraft } from "../studio-actions";
import { changeDraft, useDraft } from "./draft";
import { GeneratorChip, RolesChip } from "./EngineChips";
import { LookChip } from "./LookChip";
import { PaceChip } from "./PaceChip";
import { PromptHint } from "./PromptHint";
import { RoundsChip } from "./RoundsChip";
import { SeedChip } from "./SeedChip";
import { SkillChip } from "./SkillChip";

/** Height in CSS pixels beyond which the field scrolls. */
const MAX_HEIGHT = 148;

function PromptField({ slim = false }: { slim?: boolean }) {
  const { t } = useTranslation("studio");
  const text = useDraft((draft) => draft.text);
  const field = useRef<HTMLTextAreaElement>(null);
  useSignal(
    "prompt:focus",
    useCallback(() => field.current?.focus(), []),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const area = field.current;
    if (area === null) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(MAX_HEIGHT, area.scrollHeight)}px`;
    area.style.overflowY = area.scrollHeight > MAX_HEIGHT ? "auto" : "hidden";
  }, [text]);
  return (
    <textarea
      ref={field}
      aria-label={t("bar.prompt")}
      aria-keyshortcuts="Control+Enter"
      rows={1}
      value={text}
      placeholder={t("bar.placeholder")}
      onChange={(event) => changeDraft({ text: event.target.value })}
      className={cx(
        "block w-full resize-none bg-transparent px-3.5 text-md text-text outline-none focus-visible:outline-none",
        slim ? "py-2" : "pt-2.5 pb-1",
      )}
    />
  );
}

function Chips() {
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5 pb-0.5">
      <GeneratorChip />
      <RolesChip />
      <RoundsChip />
      <LookChip />
      <SeedChip />
      <SkillChip />
      <PaceChip />
    </div>
  );
}

function RunButton() {
  const { t } = useTranslation("studio");
  const sendable = useDraft((draft) => draft.text.trim() !== "" && draft.text.trim().length <= MAX_PROMPT);
  return (
    <Button
      variant="primary"
      command="run.start"
      aria-label={t("bar.run")}
      disabled={!sendable}
      onClick={() => void runDraft()}
      className="font-semibold"
    >
      {t("bar.run")}
    </Button>
  );
}

const frame =
  "rounded-xl border border-line-strong bg-panel transition-colors duration-120 focus-within:border-accent";

/** The designer's words and the choices for the next run. The agent never writes here. */
export function PromptBar() {
  const { t } = useTranslation("studio");
  return (
    <section aria-label={t("bar.region")} className="px-3.5 pt-3 pb-1.5">
      <div className={frame}>
        <PromptField />
        <div className="flex items-end gap-3 pt-1 pr-2 pb-2 pl-2.5">
          <Chips />
          <RunButton />
        </div>
      </div>
      <PromptHint />
    </section>
  );
}

/** Shown while the bar is used: it holds the focus, or one of its menus is open. */
const inUse = "hidden group-focus-within/bar:block group-has-[[aria-expanded=true]]/bar:block";

/**
 * The same bar where the view needs the room: one line, whose choices appear over the view while it is used, so
 * that nothing below it moves.
 */
export function SlimPromptBar() {
  const { t } = useTranslation("studio");
  return (
    <section aria-label={t("bar.region")} className="group/bar relative z-20 h-14">
      <div className="absolute inset-x-0 bottom-0 border-t border-line bg-bg px-3.5 pt-2 pb-2">
        <div className="mx-auto max-w-[60rem]">
          <div className={frame}>
            <div className="flex items-center gap-2 pr-1">
              <div className="min-w-0 flex-1">
                <PromptField slim />
              </div>
              <RunButton />
            </div>
            <div className={inUse}>
              <div className="flex px-2.5 pb-2">
                <Chips />
              </div>
            </div>
          </div>
          <div className={inUse}>
            <PromptHint />
          </div>
        </div>
      </div>
    </section>
  );
}
