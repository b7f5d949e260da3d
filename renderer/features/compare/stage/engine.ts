/**
 * Moves the pictures. Holds the lens, and writes transforms straight to the elements once a frame: panning and
 * zooming never go through React, and the compositor only has to place textures it already has.
 */
import {
  actualZoom,
  covered,
  type Fit,
  kept,
  type Lens,
  type Placement,
  type Point,
  panned,
  percentOf,
  placeAt,
  placed,
  type Rect,
  type Setting,
  type Size,
  seenAt,
  snapped,
  wholePicture,
  zoomedTo,
} from "./lens";

/** From this many device pixels an image pixel on, pixels are shown as squares. */
const PIXEL_ART = 3;
/** Rest after the last movement before the look is written down. */
const SETTLE_MS = 160;
/** Labels in less room than this, in CSS pixels, leave out all but number and score, or sizes and seeds. */
const LABEL_SHORT = 190;
const LABEL_LONG = 360;

export interface PaneParts {
  readonly pane: HTMLElement;
  /** Of the picture's own size; the engine's transform does the rest. */
  readonly picture: HTMLElement;
  readonly size: Size;
  readonly room: Rect;
}

export type Cut = "none" | "left" | "right" | "top" | "bottom";

export interface Arrangement {
  readonly fit: Fit;
  /** Unlinked panes have a look each. */
  readonly linked: boolean;
  /** Which panes are cut at the divider, and on which side they stay. */
  readonly cuts: Readonly<Record<string, Cut>>;
  /** Two pictures lie over each other. */
  readonly stacked: boolean;
  /** Panes whose label keeps to the right (or lower) end. */
  readonly labelEnds: Readonly<Record<string, "right" | "bottom">>;
  readonly origin: Point;
  readonly largest: Size;
  readonly pixelRatio: number;
}

export interface Shot {
  readonly placement: Placement;
  readonly seen: Rect;
  readonly setting: Setting;
}

type Listener = () => void;

export class StageEngine {
  /** What the divider can be moved over: all that is seen of the pictures it divides. */
  dividerRoom: Rect = { left: 0, top: 0, width: 0, height: 0 };
  divider = 0.5;
  dividerElement: HTMLElement | null = null;

  private lens: Lens = wholePicture;
  private own = new Map<string, Lens>();
  private readonly panes = new Map<string, PaneParts>();
  /** Keep to the visible corners of their pictures, unscaled. */
  private readonly labels = new Map<string, HTMLElement>();
  private readonly ghosts = new Map<string, HTMLElement>();
  private readonly shots = new Map<string, Shot>();
  private arrangement: Arrangement = {
    fit: "fit",
    linked: true,
    stacked: false,
    cuts: {},
    labelEnds: {},
    origin: { x: 0, y: 0 },
    largest: { width: 1, height: 1 },
    pixelRatio: 1,
  };
  private readonly listeners = new Set<Listener>();
  private frame: number | null = null;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private pointed: { readonly key: string; readonly at: Point } | null = null;

  constructor(private readonly onSettled: (lens: Lens, divider: number) => void) {}

  /** Takes up a look that was written down earlier. */
  restore(lens: Lens, divider: number): void {
    this.lens = lens;
    this.divider = divider;
    this.own.clear();
    this.schedule();
  }

  arrange(arrangement: Arrangement): void {
    if (arrangement.linked && !this.arrangement.linked) this.own.clear();
    this.arrangement = arrangement;
    this.draw();
  }

  put(key: string, parts: PaneParts): void {
    this.panes.set(key, parts);
    this.schedule();
  }

  take(key: string): void {
    this.panes.delete(key);
    this.shots.delete(key);
  }

  putLabel(key: string, element: HTMLElement | null): void {
    if (element === null) this.labels.delete(key);
    else this.labels.set(key, element);
    this.schedule();
  }

  putGhost(key: string, element: HTMLElement | null): void {
    if (element === null) this.ghosts.delete(key);
    else this.ghosts.set(key, element);
  }

  /** Hears of every frame that was drawn. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  shotOf(key: string): Shot | null {
    return this.shots.get(key) ?? null;
  }

  lensOf(key: string | null): Lens {
    if (this.arrangement.linked || key === null) return this.lens;
    return this.own.get(key) ?? this.lens;
  }

  /** "50 %"; of the pane named, or of the first one. */
  percentOf(key: string | null): string {
    const shot = this.shots.get(key ?? "") ?? [...this.shots.values()][0];
    return shot === undefined ? "" : percentOf(shot.placement.scale, this.arrangement.pixelRatio);
  }

  zoomBy(factor: number, key: string | null, at?: Point): void {
    this.change(key, (lens, setting) =>
      zoomedTo(lens, lens.zoom * factor, at ?? middleOf(setting.pane), setting),
    );
  }

  toActual(key: string | null, at?: Point): void {
    this.change(key, (lens, setting) =>
      zoomedTo(lens, actualZoom(setting), at ?? middleOf(setting.pane), setting),
    );
  }

  panBy(by: Point, key: string | null): void {
    this.change(key, (lens, setting) => panned(lens, by, setting));
  }

  /** The whole picture again, or 100 % from the middle. */
  reset(): void {
    this.lens = wholePicture;
    this.own.clear();
    this.moved();
  }

  isWhole(): boolean {
    const { zoom, cx, cy } = this.lens;
    return zoom === 1 && cx === 0.5 && cy === 0.5 && this.own.size === 0;
  }

  moveDivider(to: number): void {
    this.divider = Math.min(1, Math.max(0, to));
    this.moved();
  }

  /** Shows in every other pane which place the pointer is over; null when it is over none. */
  point(pointed: { readonly key: string; readonly at: Point } | null): void {
    this.pointed = pointed;
    this.schedule();
  }

  /** Draws at once what is waiting for a frame. */
  draw(): void {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.frame = null;
    for (const [key, parts] of this.panes) this.place(key, parts);
    this.cut();
    for (const [key, parts] of this.panes) this.placeLabel(key, parts);
    this.placeGhosts();
    for (const listener of this.listeners) listener();
  }

  settingOf(parts: Pick<PaneParts, "size" | "room">): Setting {
    const { fit, largest, pixelRatio } = this.arrangement;
    return { fit, largest, pixelRatio, pane: parts.room, image: parts.size };
  }

  private change(key: string | null, next: (lens: Lens, setting: Setting) => Lens): void {
    const parts = this.panes.get(key ?? "") ?? [...this.panes.values()][0];
    if (parts === undefined) return;
    const changed = next(this.lensOf(key), this.settingOf(parts));
    if (this.arrangement.linked || key === null) {
      this.lens = changed;
      if (key === null) this.own.clear();
    } else this.own.set(key, changed);
    this.moved();
  }

  private moved(): void {
    this.schedule();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.onSettled(this.lens, this.divider), SETTLE_MS);
  }

  private schedule(): void {
    if (this.frame !== null || this.panes.size === 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  private place(key: string, parts: PaneParts): void {
    const { origin, pixelRatio } = this.arrangement;
    const setting = this.settingOf(parts);
    const corner = { x: origin.x + parts.room.left, y: origin.y + parts.room.top };
    const lens = kept(this.lensOf(key), setting);
    const placement = snapped(placed(lens, setting), corner, pixelRatio);
    this.shots.set(key, { placement, seen: covered(placement, setting), setting });
    parts.picture.style.transform = `translate(${placement.x}px, ${placement.y}px) scale(${placement.scale})`;
    const squares = placement.scale * pixelRatio >= PIXEL_ART ? "pixelated" : "auto";
    if (parts.picture.style.imageRendering !== squares) parts.picture.style.imageRendering = squares;
  }

  /** Cuts the divided panes, and puts the divider where they meet. */
  private cut(): void {
    const { cuts } = this.arrangement;
    const divided = [...this.panes].filter(([key]) => (cuts[key] ?? "none") !== "none");
    const room = union(divided.flatMap(([key]) => this.shots.get(key)?.seen ?? []));
    this.dividerRoom = room;
    const across = room.left + room.width * this.divider;
    const down = room.top + room.height * this.divider;
    for (const [key, parts] of this.panes) {
      parts.pane.style.clipPath = clipOf(cuts[key] ?? "none", across, down);
    }
    const handle = this.dividerElement;
    if (handle === null) return;
    const upright = handle.dataset.upright === "true";
    handle.style.transform = upright
      ? `translate(${across}px, ${room.top}px)`
      : `translate(${room.left}px, ${down}px)`;
    const length = `${upright ? room.height : room.width}px`;
    if (handle.style.getPropertyValue("--length") !== length) handle.style.setProperty("--length", length);
    handle.setAttribute("aria-valuenow", String(Math.round(this.divider * 100)));
  }

  /** A label keeps to a visible corner of its picture; two over each other share the corners of both together. */
  private placeLabel(key: string, { room }: PaneParts): void {
    const shot = this.shots.get(key);
    const label = this.labels.get(key);
    if (label === undefined || shot === undefined) return;
    const { stacked, labelEnds } = this.arrangement;
    const seen = stacked ? union([...this.shots.values()].map((one) => one.seen)) : shot.seen;
    const end = labelEnds[key];
    const left = room.left + seen.left;
    const top = room.top + seen.top;
    label.style.transform =
      end === "right"
        ? `translate(${left + seen.width}px, ${top}px) translateX(-100%)`
        : end === "bottom"
          ? `translate(${left}px, ${top + seen.height}px) translateY(-100%)`
          : `translate(${left}px, ${top}px)`;
    const wide = Math.round(stacked && end !== "bottom" ? seen.width / 2 : seen.width);
    const most = `${Math.max(64, wide)}px`;
    if (label.style.maxWidth !== most) label.style.maxWidth = most;
    const words = wide < LABEL_SHORT ? "few" : wide < LABEL_LONG ? "some" : "all";
    if (label.dataset.words !== words) label.dataset.words = words;
  }

  private placeGhosts(): void {
    const from = this.pointed === null ? undefined : this.panes.get(this.pointed.key);
    const place =
      this.pointed === null || from === undefined
        ? null
        : placeAt(this.pointed.at, this.lensOf(this.pointed.key), this.settingOf(from));
    for (const [key, ghost] of this.ghosts) {
      const parts = this.panes.get(key);
      const inside = place !== null && place.x >= 0 && place.x <= 1 && place.y >= 0 && place.y <= 1;
      if (!inside || parts === undefined || key === this.pointed?.key) {
        ghost.style.opacity = "0";
        continue;
      }
      const at = seenAt(place, this.lensOf(key), this.settingOf(parts));
      ghost.style.opacity = "1";
      ghost.style.transform = `translate(${at.x}px, ${at.y}px)`;
    }
  }
}

function middleOf(pane: Size): Point {
  return { x: pane.width / 2, y: pane.height / 2 };
}

function clipOf(cut: Cut, across: number, down: number): string {
  switch (cut) {
    case "left":
      return `inset(0 calc(100% - ${across}px) 0 0)`;
    case "right":
      return `inset(0 0 0 ${across}px)`;
    case "top":
      return `inset(0 0 calc(100% - ${down}px) 0)`;
    case "bottom":
      return `inset(${down}px 0 0 0)`;
    default:
      return "";
  }
}

function union(rects: readonly Rect[]): Rect {
  const seen = rects.filter((rect) => rect.width > 0 && rect.height > 0);
  if (seen.length === 0) return { left: 0, top: 0, width: 0, height: 0 };
  const left = Math.min(...seen.map((rect) => rect.left));
  const top = Math.min(...seen.map((rect) => rect.top));
  const right = Math.max(...seen.map((rect) => rect.left + rect.width));
  const bottom = Math.max(...seen.map((rect) => rect.top + rect.height));
  return { left, top, width: right - left, height: bottom - top };
}
