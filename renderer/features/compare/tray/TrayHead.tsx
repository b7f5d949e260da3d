import { ArrowLeft, ArrowRight, CircleX, Ellipsis, ImageOff, Images, Pin, PinOff, Star } from "lucide-react";
import { type DragEvent, type KeyboardEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import { scoreText } from "../../../app/runs/derive";
import { cx } from "../../../components/cx";
import { Menu, MenuItem, MenuLine } from "../../../components/Menu";
import { RatingMark } from "../../../components/Rating";
import { StudioImage } from "../../../components/StudioImage";
import { choose } from "../compare-store";
import { type Compared, isReady, titleOf } from "../compared";
import { openDialog } from "../dialogs";
import { move, openInStudio, pin, takeOut } from "./tray-actions";

interface TrayHeadProps {
  readonly one: Compared;
  readonly index: number;
  readonly count: number;
  readonly name: string;
  readonly side: "A" | "B" | null;
  /** Titles tell runs apart where there are several. */
  readonly titled: boolean;
  readonly onDragFrom: (index: number | null) => void;
  readonly onDropAt: (index: number) => void;
}

const DRAG_TYPE = "application/x-gems-tray";

function ItemMenu({ one, index, count, name }: TrayHeadProps) {
  const { t } = useTranslation("compare");
  const ready = isReady(one);
  const pinned = ready && one.run.pinned === one.place.iteration;
  return (
    <Menu
      label={t("tray.menu", { name })}
      side="top"
      align="end"
      trigger={
        <button
          type="button"
          aria-label={t("tray.menu", { name })}
          className="absolute top-[25px] right-0.5 flex size-[18px] items-center justify-center rounded-sm bg-panel/90 text-mute opacity-0 group-focus-within/item:opacity-100 group-hover/item:opacity-100 hover:text-text data-[state=open]:opacity-100"
        >
          <Ellipsis size={12} />
        </button>
      }
    >
      {ready ? (
        <>
          <MenuItem
            command={`compare.a.${index + 1}`}
            icon={<span className="inline-block w-3.5 text-center font-semibold">A</span>}
            onSelect={() => choose("a", index)}
          >
            {t("tray.makeA")}
          </MenuItem>
          <MenuItem
            command={`compare.b.${index + 1}`}
            icon={<span className="inline-block w-3.5 text-center font-semibold">B</span>}
            onSelect={() => choose("b", index)}
          >
            {t("tray.makeB")}
          </MenuItem>
          <MenuItem
            icon={pinned ? <PinOff size={14} /> : <Pin size={14} />}
            onSelect={() => void pin(one.place, !pinned)}
          >
            {pinned ? t("tray.unpin") : t("tray.pin")}
          </MenuItem>
          <MenuItem icon={<Star size={14} />} onSelect={() => openDialog("rate")}>
            {t("tray.rate")}
          </MenuItem>
          <MenuItem icon={<Images size={14} />} onSelect={() => void openInStudio(one.place)}>
            {t("tray.open")}
          </MenuItem>
          <MenuLine />
        </>
      ) : null}
      <MenuItem
        keys="Alt+Left"
        icon={<ArrowLeft size={14} />}
        disabled={index === 0}
        onSelect={() => move(index, index - 1, name)}
      >
        {t("tray.left")}
      </MenuItem>
      <MenuItem
        keys="Alt+Right"
        icon={<ArrowRight size={14} />}
        disabled={index === count - 1}
        onSelect={() => move(index, index + 1, name)}
      >
        {t("tray.right")}
      </MenuItem>
      <MenuItem keys="Delete" icon={<CircleX size={14} />} onSelect={() => takeOut(one.place, name)}>
        {t("tray.remove")}
      </MenuItem>
    </Menu>
  );
}

function Face({ one }: { one: Compared }) {
  if (one.standing === "ready") {
    return <StudioImage src={one.url} alt="" className="size-full object-cover" />;
  }
  if (one.standing === "loading") return <span className="skeleton block size-full" />;
  return (
    <span className="flex size-full items-center justify-center bg-raised text-mute">
      <ImageOff size={15} aria-hidden="true" />
    </span>
  );
}

/** One image of the tray, and the head of its column of criteria. */
export const TrayHead = memo(function TrayHead(props: TrayHeadProps) {
  const { one, index, name, side, titled, onDragFrom, onDropAt } = props;
  const { t } = useTranslation("compare");
  const score = one.iteration?.score ?? null;
  const told =
    one.standing === "gone"
      ? t("missing.run")
      : score === null
        ? t("tray.unjudged")
        : t("tray.score", { passed: score.passed, total: score.total });
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const row = event.currentTarget.closest("tr");
    const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (event.key === "Delete" || event.key === "Backspace") takeOut(one.place, name);
    else if (by !== 0 && event.altKey) move(index, index + by, name);
    else if (by !== 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      row?.querySelectorAll<HTMLElement>("[data-tray]")[index + by]?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const carries = (event: DragEvent) => event.dataTransfer.types.includes(DRAG_TYPE);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the keyboard moves with Alt and arrows
    <div
      className="group/item relative mx-auto w-full max-w-14 px-px"
      onDragOver={(event) => {
        if (!carries(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "move";
      }}
      onDrop={(event) => {
        if (!carries(event)) return;
        event.preventDefault();
        event.stopPropagation();
        onDropAt(index);
      }}
    >
      <button
        type="button"
        data-tray={index}
        tabIndex={side === "A" || (side === null && index === 0) ? 0 : -1}
        draggable
        aria-label={t("tray.item", {
          name,
          score: told,
          sides: side === "A" ? t("tray.asA") : side === "B" ? t("tray.asB") : "",
        })}
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Delete"
        title={titled ? titleOf(one) : undefined}
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAG_TYPE, String(index));
          event.dataTransfer.effectAllowed = "move";
          onDragFrom(index);
        }}
        onDragEnd={() => onDragFrom(null)}
        onClick={(event) => {
          if (event.shiftKey) choose("a", index);
          else if (side === null) choose("b", index);
        }}
        onKeyDown={press}
        className={cx(
          "block w-full overflow-hidden rounded-md border bg-panel",
          side === null
            ? "border-line hover:border-line-strong"
            : "border-accent shadow-[0_0_0_1px_var(--accent)]",
        )}
      >
        <span className="block h-11 w-full overflow-hidden">
          <Face one={one} />
        </span>
      </button>
      {side === null ? null : (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute top-0.5 left-0.5 flex size-4 items-center justify-center rounded-[3px] bg-accent text-2xs font-bold text-on-accent"
        >
          {side}
        </span>
      )}
      {one.run !== null && one.run.pinned === one.place.iteration ? (
        <Pin
          size={11}
          fill="currentColor"
          aria-hidden="true"
          className="pointer-events-none absolute top-1 right-1 text-white drop-shadow-[0_0_2px_rgb(0_0_0/0.8)]"
        />
      ) : null}
      <ItemMenu {...props} />
      <span
        className="tabular mt-1 flex items-center justify-center gap-1 text-xs leading-none"
        aria-hidden="true"
      >
        <span className="font-semibold text-text">{one.place.iteration}</span>
        <span className="text-mute">{isReady(one) ? scoreText(one.iteration) : "–"}</span>
        <RatingMark rating={one.iteration?.rating ?? null} className="text-mute" />
      </span>
      {titled ? (
        <span className="mt-1 block truncate text-center text-2xs text-mute" aria-hidden="true">
          {titleOf(one)}
        </span>
      ) : null}
    </div>
  );
});
