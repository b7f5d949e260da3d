import { memo, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import type { SkillProblem } from "../../../../shared/skills";
import { cx } from "../../../components/cx";
import type { Goal } from "./editor-store";

/** Height of a line, in pixels; the same in the gutter and the text. */
const LINE = 20;

interface CodeFieldProps {
  readonly label: string;
  readonly text: string;
  readonly problems: readonly SkillProblem[];
  readonly goal: Goal | null;
  readonly onChange: (text: string) => void;
}

const Gutter = memo(function Gutter({ lines, marks }: { lines: number; marks: ReadonlyMap<number, string> }) {
  return Array.from({ length: lines }, (_, index) => {
    const mark = marks.get(index + 1);
    return (
      <div
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
        key={index}
        className={cx(
          "tabular h-5 pr-2 pl-3 text-right",
          mark === "error" && "bg-fail-soft font-semibold text-fail-text",
          mark === "warning" && "bg-unsure-soft font-semibold text-unsure-text",
        )}
      >
        {index + 1}
      </div>
    );
  });
});

/** A text with numbered lines; lines with faults are marked at their number. */
export function CodeField({ label, text, problems, goal, onChange }: CodeFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const marks = useMemo(() => {
    const found = new Map<number, string>();
    for (const { line, severity } of problems) {
      if (line !== undefined && found.get(line) !== "error") found.set(line, severity);
    }
    return found;
  }, [problems]);
  const follow = () => {
    if (gutter.current !== null && field.current !== null) gutter.current.scrollTop = field.current.scrollTop;
  };
  useLayoutEffect(follow);
  useEffect(() => {
    const area = field.current;
    if (area === null || goal === null) return;
    const lines = area.value.split("\n");
    const before = lines.slice(0, goal.line - 1);
    const start = before.reduce((sum, line) => sum + line.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[goal.line - 1]?.length ?? 0));
    area.scrollTop = Math.max(0, (goal.line - 1) * LINE - area.clientHeight / 3);
    area.scrollLeft = 0;
  }, [goal]);
  return (
    <div className="flex min-h-0 flex-1 overflow-hidden rounded-lg border border-line-strong bg-bg focus-within:border-accent">
      <div
        ref={gutter}
        aria-hidden="true"
        className="min-w-11 shrink-0 overflow-hidden border-r border-line py-2.5 font-mono text-sm leading-5 text-mute select-none"
      >
        <Gutter lines={text.split("\n").length} marks={marks} />
        <div className="h-10" />
      </div>
      <textarea
        ref={field}
        aria-label={label}
        value={text}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onScroll={follow}
        onChange={(event) => onChange(event.target.value)}
        className="min-w-0 flex-1 resize-none bg-transparent px-3 py-2.5 font-mono text-sm leading-5 whitespace-pre outline-none focus-visible:outline-none"
      />
    </div>
  );
}
