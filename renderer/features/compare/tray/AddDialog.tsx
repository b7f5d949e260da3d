import { useInfiniteQuery } from "@tanstack/react-query";
import { Check, Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Place } from "../../../../shared/ipc/domains/common";
import type { IterationSummary } from "../../../../shared/ipc/domains/library";
import { samePlace, TRAY_LIMIT, useCompareTray } from "../../../app/compare-tray";
import { ask, payloadOf } from "../../../app/ipc";
import { keys } from "../../../app/query";
import { Button } from "../../../components/Button";
import { cx } from "../../../components/cx";
import { Dialog } from "../../../components/Dialog";
import { ErrorCard } from "../../../components/ErrorCard";
import { Skeleton } from "../../../components/Loading";
import { RatingMark } from "../../../components/Rating";
import { StudioImage } from "../../../components/StudioImage";
import { closeDialog } from "../dialogs";
import { lay } from "./tray-actions";

const PAGE = 60;
const PAUSE_MS = 140;

interface RunGroup {
  readonly runId: string;
  readonly title: string;
  readonly images: readonly IterationSummary[];
}

/** Neighbours of one run under its title, in the order they came. */
export function groupsOf(found: readonly IterationSummary[]): readonly RunGroup[] {
  const groups = new Map<string, IterationSummary[]>();
  for (const image of found) groups.set(image.runId, [...(groups.get(image.runId) ?? []), image]);
  return [...groups].map(([runId, images]) => ({
    runId,
    title: images[0]?.runTitle ?? "",
    images: [...images].sort((a, b) => a.iteration - b.iteration),
  }));
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return settled;
}

function useImages(query: string) {
  return useInfiniteQuery({
    queryKey: [...keys.runs, "compare", query],
    queryFn: async ({ pageParam }) => {
      const { items, total } = await ask("library:search", {
        query,
        shelf: "iterations",
        sort: "newest",
        board: null,
        limit: PAGE,
        offset: pageParam,
      });
      return { images: items.shelf === "iterations" ? items.iterations : [], total, from: pageParam };
    },
    initialPageParam: 0,
    getNextPageParam: (last) => {
      const next = last.from + last.images.length;
      return last.images.length > 0 && next < last.total ? next : undefined;
    },
  });
}

interface TileProps {
  readonly image: IterationSummary;
  readonly chosen: boolean;
  readonly laidOut: boolean;
  readonly full: boolean;
  readonly onToggle: (image: IterationSummary) => void;
}

function Tile({ image, chosen, laidOut, full, onToggle }: TileProps) {
  const { t } = useTranslation("compare");
  const name = t("pane.iterationOf", { title: image.runTitle, n: image.iteration });
  return (
    <button
      type="button"
      data-pick=""
      aria-pressed={chosen || laidOut}
      aria-label={laidOut ? t("picker.inTray", { name }) : chosen ? t("picker.chosen", { name }) : name}
      title={image.prompt}
      disabled={laidOut || (full && !chosen)}
      onClick={() => onToggle(image)}
      className={cx(
        "relative block w-[84px] overflow-hidden rounded-lg border bg-panel p-1 text-left",
        chosen ? "border-accent shadow-[0_0_0_1px_var(--accent)]" : "border-line hover:border-line-strong",
      )}
    >
      <StudioImage
        lazy
        src={image.url}
        alt=""
        className="block size-[74px] rounded-md bg-raised object-cover"
      />
      <span className="tabular flex h-5 items-center justify-between px-0.5 pt-0.5 text-xs">
        <span className="text-mute">{image.iteration}</span>
        <RatingMark rating={image.rating} className="text-mute" />
        <span className="font-semibold">{image.total === 0 ? "–" : `${image.passed}/${image.total}`}</span>
      </span>
      {chosen || laidOut ? (
        <span className="absolute top-2 right-2 flex size-4 items-center justify-center rounded-full bg-accent text-on-accent">
          <Check size={11} strokeWidth={3} aria-hidden="true" />
        </span>
      ) : null}
    </button>
  );
}

/** The arrow keys walk all tiles, whatever run they belong to. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
  if (by === 0 || !(event.target instanceof HTMLElement)) return;
  const tiles = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-pick]:not(:disabled)")];
  const at = tiles.indexOf(event.target);
  if (at < 0) return;
  event.preventDefault();
  tiles[at + by]?.focus();
}

/** Images of the library, newest first, to lay out beside those there are. */
export function AddDialog() {
  const { t } = useTranslation(["compare", "common"]);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<readonly Place[]>([]);
  const places = useCompareTray((tray) => tray.places);
  const found = useImages(useSettled(text.trim()));
  const images = useMemo(() => found.data?.pages.flatMap((page) => page.images) ?? [], [found.data]);
  const groups = useMemo(() => groupsOf(images), [images]);
  const room = TRAY_LIMIT - places.length - chosen.length;
  const has = (list: readonly Place[], image: IterationSummary) =>
    list.some((one) => samePlace(one, { runId: image.runId, iteration: image.iteration }));
  const toggle = ({ runId, iteration }: IterationSummary) => {
    const place = { runId, iteration };
    setChosen((now) =>
      now.some((one) => samePlace(one, place))
        ? now.filter((one) => !samePlace(one, place))
        : [...now, place],
    );
  };
  const add = () => {
    if (chosen.length === 0) return;
    closeDialog();
    lay(chosen);
  };
  return (
    <Dialog title={t("picker.title")} onClose={closeDialog} className="w-[46rem]">
      <div className="flex items-center gap-2 border-b border-line px-5 py-3">
        <Search size={15} className="shrink-0 text-mute" aria-hidden="true" />
        <input
          type="search"
          aria-label={t("picker.search")}
          placeholder={t("picker.placeholder")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") add();
          }}
          className="h-7 min-w-0 flex-1 bg-transparent text-md outline-none focus-visible:outline-none"
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys move between its buttons */}
      <div onKeyDown={walk} className="h-[26rem] min-h-0 shrink overflow-y-auto px-5 py-3">
        {found.error === null ? null : (
          <ErrorCard
            title={t("picker.failed")}
            error={payloadOf(found.error)}
            action={<Button onClick={() => void found.refetch()}>{t("common:retry")}</Button>}
          />
        )}
        {found.isPending ? <Skeleton className="h-28 rounded-lg" /> : null}
        {found.data !== undefined && images.length === 0 ? (
          <p className="py-10 text-center text-base text-mute">
            {text.trim() === "" ? t("picker.empty") : t("picker.none")}
          </p>
        ) : null}
        {groups.map((group) => (
          <section key={group.runId} aria-label={group.title} className="mb-4">
            <h3 className="mb-1.5 truncate text-sm font-medium text-mute">{group.title}</h3>
            <div className="flex flex-wrap gap-2">
              {group.images.map((image) => (
                <Tile
                  key={image.iteration}
                  image={image}
                  chosen={has(chosen, image)}
                  laidOut={has(places, image)}
                  full={room <= 0}
                  onToggle={toggle}
                />
              ))}
            </div>
          </section>
        ))}
        {found.hasNextPage ? (
          <Button
            size="sm"
            variant="ghost"
            disabled={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t("picker.more")}
          </Button>
        ) : null}
      </div>
      <div className="flex items-center justify-between gap-3 border-t border-line px-5 py-3">
        <p className="tabular text-sm text-mute" aria-live="polite">
          {t("picker.room", { count: Math.max(0, room) })}
        </p>
        <div className="flex gap-2">
          <Button onClick={closeDialog}>{t("common:cancel")}</Button>
          <Button variant="primary" disabled={chosen.length === 0} onClick={add}>
            {t("picker.add", { count: chosen.length })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
