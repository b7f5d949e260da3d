import { ImageOff } from "lucide-react";
import { memo, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "../../../components/cx";
import type { StageEngine } from "./engine";
import type { Rect, Size } from "./lens";

interface PaneProps {
  readonly name: string;
  readonly engine: StageEngine;
  readonly room: Rect;
  readonly size: Size;
  readonly url: string;
  readonly alt: string;
  readonly above: boolean;
  /** Hidden panes keep their decoded picture. */
  readonly hidden: boolean;
  readonly opacity: number;
  readonly difference: boolean;
  readonly ghost: boolean;
  /** Drawn in the picture's own room, unscaled. */
  readonly children?: ReactNode;
  readonly onMissing: () => void;
}

/**
 * Pictures up to this side, in pixels, are kept as textures of their own. Larger ones would cost the compositor more
 * than drawing the part in sight anew each frame: 20 ms of processor against 10 for 4096², measured in software.
 */
const TEXTURE_MAX = 2048;

/** One picture behind its window. Where it lies is the engine's business, not React's. */
export const Pane = memo(function Pane(props: PaneProps) {
  const { name, engine, room, size, url, alt, above, hidden, opacity, difference, ghost } = props;
  const { t } = useTranslation("compare");
  const pane = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLImageElement>(null);
  const cross = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<{ url: string; is: "loading" | "there" | "gone" }>({
    url,
    is: "loading",
  });
  const is = state.url === url ? state.is : "loading";
  const { width, height } = size;
  const { left, top, width: wide, height: high } = room;
  useLayoutEffect(() => {
    if (pane.current === null || picture.current === null) return;
    engine.put(name, {
      pane: pane.current,
      picture: picture.current,
      size: { width, height },
      room: { left, top, width: wide, height: high },
    });
    engine.putGhost(name, cross.current);
    return () => {
      engine.take(name);
      engine.putGhost(name, null);
    };
  }, [engine, name, width, height, left, top, wide, high]);
  return (
    <div
      ref={pane}
      data-pane={name}
      data-hidden={hidden}
      className={cx("absolute overflow-hidden", above && "z-[1]", difference && "mix-blend-difference")}
      aria-hidden={hidden}
      style={{ left, top, width: wide, height: high, opacity: hidden ? 0 : opacity }}
    >
      {is === "loading" ? (
        <div
          aria-hidden="true"
          className="absolute inset-4 animate-fade rounded-md bg-raised [animation-delay:250ms]"
        />
      ) : null}
      <img
        ref={picture}
        src={url}
        alt={alt}
        draggable={false}
        decoding="sync"
        onLoad={() => setState({ url, is: "there" })}
        onError={() => {
          setState({ url, is: "gone" });
          props.onMissing();
        }}
        className={cx(
          "absolute top-0 left-0 max-w-none origin-top-left",
          Math.max(width, height) <= TEXTURE_MAX && "will-change-transform",
          is !== "there" && "invisible",
        )}
        style={{ width, height }}
      />
      {is === "gone" ? (
        <div className="absolute inset-0 flex flex-col items-center justify-center gap-2 text-mute">
          <ImageOff size={22} aria-hidden="true" />
          <p className="text-sm">{t("missing.file")}</p>
        </div>
      ) : null}
      {props.children}
      {ghost ? (
        <div
          ref={cross}
          aria-hidden="true"
          className="pointer-events-none absolute top-0 left-0 opacity-0 before:absolute before:-top-px before:-left-2.5 before:h-0.5 before:w-5 before:bg-white before:mix-blend-difference after:absolute after:-top-2.5 after:-left-px after:h-5 after:w-0.5 after:bg-white after:mix-blend-difference"
        />
      ) : null}
    </div>
  );
});
