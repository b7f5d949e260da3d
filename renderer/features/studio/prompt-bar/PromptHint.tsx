import { GitBranch, X } from "lucide-react";
import { MAX_PROMPT } from "../../../../shared/run/settings";
import { useSettings } from "../../../app/query";
import { Kbd } from "../../../components/Kbd";
import { changeDraft, useDraft } from "./draft";
import { generatorLabel } from "./labels";
import { useUnknownWords } from "./use-inspect";

const NAMED = 6;

function Unknown({ words, engine }: { words: readonly string[]; engine: string }) {
  const named = words.slice(0, NAMED);
  return (
    <p role="status" className="flex min-w-0 items-center gap-1.5 text-sm text-unsure-text">
      <span className="shrink-0">{engine} does not know</span>
      <span className="flex min-w-0 gap-1 truncate">
        {named.map((word) => (
          <mark key={word} className="rounded-sm bg-unsure-soft px-1 text-unsure-text">
            {word}
          </mark>
        ))}
      </span>
      {words.length > NAMED ? <span className="shrink-0">and {words.length - NAMED} more</span> : null}
      <span className="shrink-0 text-mute max-xl:sr-only">and will draw the rest.</span>
    </p>
  );
}

function BranchTag() {
  const branch = useDraft((draft) => draft.branch);
  if (branch === null) return null;
  return (
    <span className="flex min-w-0 shrink items-center gap-1.5 text-sm text-accent">
      <GitBranch size={13} className="shrink-0" aria-hidden="true" />
      <span className="truncate">
        Branch of “{branch.title}”, iteration {branch.iteration}
      </span>
      <button
        type="button"
        aria-label="Run without the branch"
        onClick={() => changeDraft({ branch: null })}
        className="rounded-sm p-0.5 hover:bg-hover"
      >
        <X size={12} />
      </button>
    </span>
  );
}

/** The quiet line under the prompt bar: always the same height, whatever it has to say. */
export function PromptHint() {
  const text = useDraft((draft) => draft.text);
  const settings = useSettings().data;
  const unknown = useUnknownWords(text);
  const tooLong = text.trim().length > MAX_PROMPT;
  return (
    <div className="mt-1 flex h-5 min-w-0 items-center gap-4 px-1">
      <BranchTag />
      {tooLong ? (
        <p role="alert" className="truncate text-sm text-fail-text">
          {text.trim().length.toLocaleString()} characters: a prompt can have {MAX_PROMPT.toLocaleString()} at
          most.
        </p>
      ) : unknown.length > 0 ? (
        <Unknown words={unknown} engine={generatorLabel(settings?.generator)} />
      ) : (
        <p className="flex items-center gap-1.5 truncate text-sm text-mute">
          <Kbd keys="Mod+K" /> commands <Kbd keys="?" /> keys
        </p>
      )}
    </div>
  );
}
