import { Check, ImageOff, Pin } from "lucide-react";
import { useState } from "react";
import type { IterationSummary } from "../../../shared/ipc/domains/library";
import type { RunSummary } from "../../../shared/ipc/domains/runs";
import { askedWords } from "../../app/runs/asked";
import { Badge } from "../../components/Badge";
import { cx } from "../../components/cx";
import { RatingMark } from "../../components/Rating";
import type { Thing } from "./pages";
import { whenText } from "./when";
import type { Words } from "./words";

const tones = { failed: "fail", interrupted: "unsure", running: "accent" } as const;

function RunStatus({ run, t }: { run: Pick<RunSummary, "status" | "asks">; t: Words["t"] }) {
  const { status, asks } = run;
  if (asks === true) return <Badge tone="accent">{t("status.asks")}</Badge>;
  if (status === "finished") return null;
  const tone = status in tones ? tones[status as keyof typeof tones] : "quiet";
  return <Badge tone={tone}>{t(`status.${status}`)}</Badge>;
}

interface Judged {
  readonly passed: number;
  readonly total: number;
}

/** `6/7`; nothing where nothing was judged. */
function Score({ passed, total, className, t }: Judged & { className?: string; t: Words["t"] }) {
  if (total === 0) return null;
  return (
    <span
      className={cx("tabular font-semibold", passed === total ? "text-pass-text" : "text-text", className)}
      title={t("score", { passed, total })}
    >
      {passed}/{total}
      <span className="sr-only"> {t("criteriaPassed")}</span>
    </span>
  );
}

/** True when the title is more than the beginning of the prompt, so that both are worth reading. */
export function isNamed(run: Pick<RunSummary, "title" | "prompt" | "wish">): boolean {
  if (run.wish !== undefined) return true;
  const title = run.title.replace(/…$/, "").toLowerCase();
  return !run.prompt.toLowerCase().startsWith(title);
}

/** Little signs over a picture, on a ground that can be read whatever the picture. */
function Signs({ image, t }: { image: Pick<IterationSummary, "rating" | "pinned">; t: Words["t"] }) {
  if (image.rating === null && !image.pinned) return null;
  return (
    <span className="absolute bottom-1.5 left-1.5 flex items-center gap-1.5 rounded-md bg-panel/90 px-1.5 py-[3px] text-xs leading-none">
      <RatingMark rating={image.rating} />
      {image.pinned ? (
        <span role="img" aria-label={t("pinned")} title={t("pinned")}>
          <Pin size={10} aria-hidden="true" />
        </span>
      ) : null}
    </span>
  );
}

/** A thumbnail: a quiet block until it is there, a sign when its file is gone. Cheap: hundreds are drawn at once. */
function Picture({ src, dimmed, t }: { src: string | null; dimmed: boolean; t: Words["t"] }) {
  const [gone, setGone] = useState<string | null>(null);
  if (src === null) return <span aria-hidden="true" className="block size-full bg-raised" />;
  if (gone === src) {
    return (
      <span className="flex size-full items-center justify-center bg-raised text-faint" title={t("missing")}>
        <ImageOff size={20} aria-hidden="true" />
        <span className="sr-only">{t("missing")}</span>
      </span>
    );
  }
  return (
    <img
      src={src}
      alt=""
      draggable={false}
      decoding="async"
      loading="lazy"
      onError={() => setGone(src)}
      className={cx("size-full bg-raised object-cover", dimmed && "opacity-40 grayscale")}
    />
  );
}

/** The round tick of a thing that is chosen; by mouse, it chooses one more. */
function Tick({ picked }: { picked: boolean }) {
  return (
    <span
      data-tick=""
      aria-hidden="true"
      className={cx(
        "flex size-[20px] items-center justify-center rounded-full border transition-opacity duration-120",
        picked
          ? "border-accent bg-accent text-on-accent"
          : "border-line-strong bg-panel/90 text-transparent opacity-0 group-hover/thing:opacity-100 hover:text-mute",
      )}
    >
      <Check size={12} strokeWidth={3} />
    </span>
  );
}

function Frame({
  t,
  src,
  picked,
  dimmed,
  children,
}: {
  src: string | null;
  picked: boolean;
  dimmed: boolean;
  t: Words["t"];
  children: React.ReactNode;
}) {
  return (
    <span
      className={cx(
        "relative block aspect-square overflow-hidden rounded-xl border transition-colors duration-120",
        picked ? "border-accent ring-2 ring-accent" : "border-line group-hover/thing:border-line-strong",
      )}
    >
      <Picture src={src} dimmed={dimmed} t={t} />
      <span className="absolute top-2 left-2">
        <Tick picked={picked} />
      </span>
      {children}
    </span>
  );
}

function RunCaption({ run, words }: { run: RunSummary; words: Words }) {
  const { t, skillTitle, now } = words;
  return (
    <>
      <span className="mt-2 flex items-baseline justify-between gap-3">
        <span className={cx("text-base font-semibold", isNamed(run) ? "truncate" : "line-clamp-2")}>
          {run.title}
        </span>
        {run.images === 0 ? null : <Score passed={run.passed} total={run.total} className="text-sm" t={t} />}
      </span>
      {isNamed(run) ? <span className="mt-px line-clamp-1 text-sm text-mute">{askedWords(run)}</span> : null}
      <span className="mt-1 flex h-[18px] items-center gap-2 text-xs text-mute">
        <RunStatus run={run} t={t} />
        <span className="truncate">
          {whenText(run.createdAt, now)} · {t("images", { count: run.images })}
          {run.skill === null ? "" : ` · ${skillTitle(run.skill)}`}
        </span>
      </span>
    </>
  );
}

interface ThingProps {
  readonly thing: Thing;
  readonly words: Words;
  readonly picked: boolean;
}

/** A run or an image as a picture with a caption. */
export function Card({ thing, words, picked }: ThingProps) {
  const { t } = words;
  if (thing.shelf === "runs") {
    const { run } = thing;
    return (
      <>
        <Frame src={run.cover} picked={picked} dimmed={run.rating === "rejected"} t={t}>
          <Signs image={{ rating: run.rating, pinned: false }} t={t} />
        </Frame>
        <RunCaption run={run} words={words} />
      </>
    );
  }
  const { image } = thing;
  return (
    <>
      <Frame src={image.url} picked={picked} dimmed={image.rating === "rejected"} t={t}>
        <Signs image={image} t={t} />
      </Frame>
      <span className="mt-1.5 flex items-baseline gap-2 text-sm">
        <span className="min-w-0 flex-1 truncate text-mute" title={image.prompt}>
          {image.runTitle}
        </span>
        <span className="text-xs text-mute">{t("number", { n: image.iteration })}</span>
        <Score passed={image.passed} total={image.total} className="text-xs" t={t} />
      </span>
    </>
  );
}

/** Title and prompt side by side; a title made of the prompt's first words gives way to the whole of it. */
function LineTitle({ thing, t }: { thing: Thing; t: Words["t"] }) {
  if (thing.shelf === "runs" && !isNamed(thing.run))
    return <span className="col-span-2 truncate text-base font-medium">{askedWords(thing.run)}</span>;
  const title =
    thing.shelf === "runs"
      ? thing.run.title
      : `${thing.image.runTitle} · ${t("number", { n: thing.image.iteration })}`;
  return (
    <>
      <span className="truncate text-base font-medium">{title}</span>
      <span className="truncate text-base text-mute">
        {thing.shelf === "runs" ? askedWords(thing.run) : thing.image.prompt}
      </span>
    </>
  );
}

/** A run or an image as a line. */
export function Line({ thing, words, picked }: ThingProps) {
  const { t, skillTitle, now } = words;
  const runs = thing.shelf === "runs";
  const judged = runs ? thing.run : thing.image;
  const skill = judged.skill;
  const shown = runs ? thing.run.cover : thing.image.url;
  return (
    <span
      className={cx(
        "grid h-full grid-cols-[20px_40px_minmax(0,1.1fr)_minmax(0,1.5fr)_minmax(0,8rem)_6rem_2.5rem_3rem_7rem] items-center gap-3 rounded-lg pr-20 pl-2",
        picked ? "bg-accent-soft" : "group-hover/thing:bg-hover/60",
      )}
    >
      <Tick picked={picked} />
      <span className="block size-10 overflow-hidden rounded-md">
        <Picture src={shown} dimmed={judged.rating === "rejected"} t={t} />
      </span>
      <LineTitle thing={thing} t={t} />
      <span className="truncate text-sm text-mute">{skill === null ? "" : skillTitle(skill)}</span>
      <span className="truncate text-sm text-mute">
        {runs ? <RunStatus run={thing.run} t={t} /> : thing.image.backend}
      </span>
      <span className="text-sm">
        <RatingMark rating={judged.rating} />
      </span>
      <span className="text-sm">
        <Score passed={judged.passed} total={judged.total} t={t} />
      </span>
      <span className="truncate text-right text-sm text-mute">{whenText(judged.createdAt, now)}</span>
    </span>
  );
}
