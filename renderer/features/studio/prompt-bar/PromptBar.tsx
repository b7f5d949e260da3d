import { useCallback, useLayoutEffect, useRef } from "react";
import { MAX_PROMPT } from "../../../../shared/run/settings";
import { useSignal } from "../../../app/signals";
import { Button } from "../../../components/Button";
import { runDraft } from "../studio-actions";
import { changeDraft, useDraft } from "./draft";
import { GeneratorChip, RolesChip } from "./EngineChips";
import { PromptHint } from "./PromptHint";
import { RoundsChip } from "./RoundsChip";
import { SeedChip } from "./SeedChip";
import { SkillChip } from "./SkillChip";

/** Height in CSS pixels beyond which the field scrolls. */
const MAX_HEIGHT = 148;

function PromptField() {
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
      aria-label="Prompt"
      aria-keyshortcuts="Control+Enter"
      rows={1}
      value={text}
      placeholder="Describe the picture: what, how many, where, made of what"
      onChange={(event) => changeDraft({ text: event.target.value })}
      className="block w-full resize-none bg-transparent px-3.5 pt-2.5 pb-1 text-md text-text outline-none focus-visible:outline-none"
    />
  );
}

/** The designer's words and the choices for the next run. The agent never writes here. */
export function PromptBar() {
  const sendable = useDraft((draft) => draft.text.trim() !== "" && draft.text.trim().length <= MAX_PROMPT);
  return (
    <section aria-label="Prompt bar" className="px-3.5 pt-3 pb-1.5">
      <div className="rounded-xl border border-line-strong bg-panel transition-colors duration-120 focus-within:border-accent">
        <PromptField />
        <div className="flex items-end gap-3 pt-1 pr-2 pb-2 pl-2.5">
          <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5 pb-0.5">
            <GeneratorChip />
            <RolesChip />
            <RoundsChip />
            <SeedChip />
            <SkillChip />
          </div>
          <Button
            variant="primary"
            keys="Mod+Enter"
            aria-label="Run"
            disabled={!sendable}
            onClick={() => void runDraft()}
            className="font-semibold"
          >
            Run
          </Button>
        </div>
      </div>
      <PromptHint />
    </section>
  );
}
