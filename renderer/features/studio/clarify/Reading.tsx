import { RadioGroup } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "../../../components/cx";
import { Kbd } from "../../../components/Kbd";

interface ReadingProps {
  readonly index: number;
  readonly chosen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly onTwice: () => void;
}

/** One way to read the prompt: its name, what it comes to, and the key that chooses it. */
export function Reading({ index, chosen, title, children, onTwice }: ReadingProps) {
  return (
    <RadioGroup.Item
      value={String(index)}
      onDoubleClick={onTwice}
      className={cx(
        "flex w-full items-start gap-3 rounded-xl border px-3.5 py-3 text-left transition-colors duration-120",
        chosen
          ? "border-accent bg-accent-soft/40 shadow-[0_0_0_1px_var(--accent)]"
          : "border-line-strong bg-raised hover:border-mute",
      )}
    >
      <span
        aria-hidden="true"
        className={cx(
          "mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border-[1.5px]",
          chosen ? "border-accent" : "border-line-strong",
        )}
      >
        {chosen ? <span className="size-2 rounded-full bg-accent" /> : null}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block text-md font-semibold break-words">{title}</span>
        <span className="mt-0.5 block text-base break-words text-mute">{children}</span>
      </span>
      <span aria-hidden="true" className="shrink-0">
        <Kbd keys={String(index + 1)} />
      </span>
    </RadioGroup.Item>
  );
}
