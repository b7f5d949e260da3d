import { MessageCircleQuestionMark } from "lucide-react";
import { RadioGroup } from "radix-ui";
import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Clarification } from "../../../../shared/run/events";
import { MAX_PROMPT } from "../../../../shared/run/settings";
import { isTyping } from "../../../app/keys";
import type { RunEntry } from "../../../app/runs/entry";
import { answerRun } from "../../../app/runs/steering";
import { Button } from "../../../components/Button";
import { useDraft } from "../prompt-bar/draft";
import { type AnswerDraft, dropAnswer, useAnswers, wishIn, writeAnswer } from "./answer-draft";
import { Reading } from "./Reading";

/** True where the focus may go to the question: nobody is busy elsewhere, or only with the prompt just sent. */
function mayTakeFocus(prompt: string): boolean {
  const active = document.activeElement;
  if (document.querySelector("dialog[open],[role=menu]") !== null) return false;
  if (active === null || active === document.body) return true;
  return !isTyping(active) || useDraft.getState().text.trim() === prompt;
}

/** The number keys choose and Enter draws, wherever the focus is, unless something else takes the keys. */
function useKeys(count: number, choose: (index: number) => void, send: () => void): void {
  const latest = useRef({ choose, send });
  latest.current = { choose, send };
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (isTyping(event.target) || !(event.target instanceof Element)) return;
      if (document.querySelector("dialog[open],[role=menu],[data-own-keys]") !== null) return;
      const index = Number(event.key) - 1;
      if (Number.isInteger(index) && index >= 0 && index < count) latest.current.choose(index);
      else if (event.key === "Enter" && event.target === document.body) latest.current.send();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [count]);
}

interface OwnWordsProps {
  readonly words: string;
  readonly onWords: (words: string) => void;
}

function OwnWords({ words, onWords }: OwnWordsProps) {
  const { t } = useTranslation("studio");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, []);
  return (
    <textarea
      ref={field}
      aria-label={t("clarify.ownField")}
      rows={3}
      value={words}
      maxLength={MAX_PROMPT}
      onChange={(event) => onWords(event.target.value)}
      className="mt-1.5 block w-full resize-none rounded-lg border border-line-strong bg-bg px-3 py-2 text-md outline-none focus:border-accent focus-visible:outline-none"
    />
  );
}

interface QuestionProps {
  readonly run: RunEntry;
  readonly clarification: Clarification;
}

function Question({ run, clarification }: QuestionProps) {
  const { t } = useTranslation("studio");
  const { options, question, reason } = clarification;
  const typed = run.state.header?.prompt ?? "";
  const draft = useAnswers((answers) => answers.runs[run.id]) ?? { choice: 0, own: typed };
  const change = (part: Partial<AnswerDraft>) => writeAnswer(run.id, { ...draft, ...part });
  const wish = wishIn(clarification, draft);
  const own = options.length;
  const box = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const reasonId = useId();
  const answer = async (prompt: string | null) => {
    if (prompt === "" || !(await answerRun(run.id, prompt))) return;
    dropAnswer(run.id);
  };
  const send = () => void answer(wish);
  const focusChosen = () =>
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>("[role=radio][aria-checked=true]")?.focus(),
    );
  useKeys(
    own + 1,
    (choice) => {
      change({ choice });
      if (choice !== own) focusChosen();
    },
    send,
  );
  useEffect(() => {
    if (mayTakeFocus(typed))
      box.current
        ?.querySelector<HTMLElement>("[role=radio][aria-checked=true]")
        ?.focus({ preventScroll: true });
  }, [typed]);
  const press = (event: KeyboardEvent) => {
    const onChoice =
      event.target instanceof Element && event.target.closest("textarea,[role=radio]") !== null;
    if (event.key !== "Enter" || event.shiftKey || !onChoice) return;
    // Enter, with Ctrl or without, means this answer here and not the prompt bar.
    event.preventDefault();
    event.stopPropagation();
    send();
  };
  return (
    <div
      ref={box}
      onKeyDownCapture={press}
      className="m-auto w-full max-w-[38rem] animate-arrive rounded-xl border border-line-strong bg-panel p-5 shadow-pop"
    >
      <p className="flex items-center gap-2 text-sm font-medium text-accent">
        <MessageCircleQuestionMark size={15} aria-hidden="true" />
        {t("clarify.before")}
      </p>
      <h2 id={titleId} className="selectable mt-2 text-xl font-semibold break-words">
        {question}
      </h2>
      {reason === "" ? null : (
        <p id={reasonId} className="selectable mt-1 text-md break-words text-mute">
          {reason}
        </p>
      )}
      <RadioGroup.Root
        aria-labelledby={titleId}
        {...(reason === "" ? {} : { "aria-describedby": reasonId })}
        value={String(draft.choice)}
        onValueChange={(value) => change({ choice: Number(value) })}
        className="mt-4 flex flex-col gap-2"
      >
        {options.map(({ label, prompt }, index) => (
          <Reading key={prompt} index={index} chosen={draft.choice === index} title={label} onTwice={send}>
            {prompt}
          </Reading>
        ))}
        <Reading index={own} chosen={draft.choice === own} title={t("clarify.own")} onTwice={() => undefined}>
          {t("clarify.ownHelp")}
        </Reading>
      </RadioGroup.Root>
      {draft.choice === own ? (
        <OwnWords words={draft.own} onWords={(words) => change({ own: words })} />
      ) : null}
      <div className="mt-4 flex flex-wrap items-center gap-2">
        <span className="min-w-0 flex-1 text-sm text-mute">{t("clarify.hint", { count: own + 1 })}</span>
        <Button variant="ghost" onClick={() => void answer(null)}>
          {t("clarify.asTyped")}
        </Button>
        <Button variant="primary" disabled={wish === ""} keys="Enter" onClick={send}>
          {t("clarify.answer")}
        </Button>
      </div>
    </div>
  );
}

/** In place of the image: what the run must know before anything is drawn. */
export function ClarifyCard({ run }: { run: RunEntry }) {
  const { t } = useTranslation("studio");
  const { clarification } = run.state;
  if (clarification === null) return null;
  return (
    <section
      aria-label={t("clarify.region")}
      className="flex min-h-0 flex-1 flex-col overflow-y-auto bg-stage p-5"
    >
      <Question run={run} clarification={clarification} />
    </section>
  );
}
