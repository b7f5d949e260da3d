import type { ReactNode } from "react";
import { cx } from "./cx";

type Tone = "accent" | "pass" | "fail" | "unsure" | "quiet";

const tones: Record<Tone, string> = {
  accent: "bg-accent-soft text-accent",
  pass: "bg-pass-soft text-pass-text",
  fail: "bg-fail-soft text-fail-text",
  unsure: "bg-unsure-soft text-unsure-text",
  quiet: "bg-hover text-mute",
};

export function Badge({
  tone = "quiet",
  children,
  className,
}: {
  tone?: Tone;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cx(
        "inline-flex h-[18px] max-w-full min-w-0 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap",
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
