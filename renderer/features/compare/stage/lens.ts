/**
 * The one look that all panes share: how large, and which point is in the middle. Lengths are CSS pixels of a
 * pane unless they say image pixels.
 *
 * Under "fit" and "fill" a place in the picture is a fraction of the image, so that pictures of unequal sizes show
 * the same part; under "actual" it is a pixel counted from the upper left corner.
 */

export const fits = ["fit", "fill", "actual"] as const;
export type Fit = (typeof fits)[number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Size {
  readonly left: number;
  readonly top: number;
}

export interface Lens {
  /** 1 is the whole picture under "fit", a filled pane under "fill", 100 % under "actual". */
  readonly zoom: number;
  /** What lies in the middle of the pane, as a fraction of the picture. */
  readonly cx: number;
  readonly cy: number;
}

export const wholePicture: Lens = { zoom: 1, cx: 0.5, cy: 0.5 };

/** One picture in one pane, and how pictures are laid into panes. */
export interface Setting {
  readonly fit: Fit;
  readonly pane: Size;
  readonly image: Size;
  /** The largest width and height among all pictures: what pixel positions are counted in under "actual". */
  readonly largest: Size;
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: number;
}

/** Where a picture lies in its pane. */
export interface Placement extends Point {
  /** CSS pixels per image pixel. */
  readonly scale: number;
}

const MAX_MARGIN = 18;
const MAX_DEVICE_SCALE = 64;
const MIN_SIDE = 24;
/** This much of a picture always stays in its pane. */
const KEEP = 48;

/** Space around a fitted picture: little of it in small panes. */
export function marginOf(pane: Size): number {
  return Math.round(Math.min(MAX_MARGIN, Math.min(pane.width, pane.height) * 0.035));
}

/** Scale of a picture at zoom 1. */
export function unitScale({ fit, pane, image, pixelRatio }: Omit<Setting, "largest">): number {
  if (fit === "actual") return 1 / pixelRatio;
  const margin = fit === "fit" ? 2 * marginOf(pane) : 0;
  const across = Math.max(1, pane.width - margin) / image.width;
  const down = Math.max(1, pane.height - margin) / image.height;
  return fit === "fit" ? Math.min(across, down) : Math.max(across, down);
}

/** The size, in image pixels, that the lens's fractions are fractions of. */
function measure(setting: Setting): Size {
  return setting.fit === "actual" ? setting.largest : setting.image;
}

/** Where the picture's upper left corner lies, and how large the picture is. */
export function placed(lens: Lens, setting: Setting): Placement {
  const { pane } = setting;
  const scale = unitScale(setting) * lens.zoom;
  const whole = measure(setting);
  return {
    scale,
    x: pane.width / 2 - lens.cx * whole.width * scale,
    y: pane.height / 2 - lens.cy * whole.height * scale,
  };
}

/** Moves the corner onto a device pixel, so that 100 % is crisp. `origin` is the pane's own place on the page. */
export function snapped(placement: Placement, origin: Point, pixelRatio: number): Placement {
  const snap = (value: number, offset: number) =>
    Math.round((value + offset) * pixelRatio) / pixelRatio - offset;
  return { scale: placement.scale, x: snap(placement.x, origin.x), y: snap(placement.y, origin.y) };
}

/** The part of the pane that the picture covers. */
export function covered(placement: Placement, { pane, image }: Pick<Setting, "pane" | "image">): Rect {
  const left = Math.max(0, placement.x);
  const top = Math.max(0, placement.y);
  const right = Math.min(pane.width, placement.x + image.width * placement.scale);
  const bottom = Math.min(pane.height, placement.y + image.height * placement.scale);
  return { left, top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}

/** The place in the picture under a point of the pane: a fraction of it, or of the largest one under "actual". */
export function placeAt(at: Point, lens: Lens, setting: Setting): Point {
  const { scale, x, y } = placed(lens, setting);
  const whole = measure(setting);
  return { x: (at.x - x) / (whole.width * scale), y: (at.y - y) / (whole.height * scale) };
}

/** Where in the pane a place in the picture is seen; the inverse of `placeAt`. */
export function seenAt(place: Point, lens: Lens, setting: Setting): Point {
  const { scale, x, y } = placed(lens, setting);
  const whole = measure(setting);
  return { x: x + place.x * whole.width * scale, y: y + place.y * whole.height * scale };
}

/** Keeps some of the picture in the pane, however far it is dragged. */
export function kept(lens: Lens, setting: Setting): Lens {
  const { scale } = placed(lens, setting);
  const whole = measure(setting);
  const hold = (centre: number, length: number, room: number) => {
    const keep = Math.min(KEEP, length);
    return Math.min(1 + (room / 2 - keep) / length, Math.max((keep - room / 2) / length, centre));
  };
  return {
    zoom: lens.zoom,
    cx: hold(lens.cx, whole.width * scale, setting.pane.width),
    cy: hold(lens.cy, whole.height * scale, setting.pane.height),
  };
}

/** Zooms to `zoom` with the picture's place under `at` staying where it is. */
export function zoomedTo(lens: Lens, zoom: number, at: Point, setting: Setting): Lens {
  const unit = unitScale({ ...setting, image: setting.fit === "actual" ? setting.image : setting.largest });
  const longest = Math.max(setting.largest.width, setting.largest.height);
  const smallest = Math.min(1, 1 / (unit * setting.pixelRatio), MIN_SIDE / (longest * unit));
  const next = Math.min(MAX_DEVICE_SCALE / (unit * setting.pixelRatio), Math.max(smallest, zoom));
  const place = placeAt(at, lens, setting);
  const scale = unitScale(setting) * next;
  const whole = measure(setting);
  return kept(
    {
      zoom: next,
      cx: place.x - (at.x - setting.pane.width / 2) / (whole.width * scale),
      cy: place.y - (at.y - setting.pane.height / 2) / (whole.height * scale),
    },
    setting,
  );
}

/** Drags the picture along. */
export function panned(lens: Lens, by: Point, setting: Setting): Lens {
  const { scale } = placed(lens, setting);
  const whole = measure(setting);
  return kept(
    {
      zoom: lens.zoom,
      cx: lens.cx - by.x / (whole.width * scale),
      cy: lens.cy - by.y / (whole.height * scale),
    },
    setting,
  );
}

/** The zoom at which one image pixel is one device pixel. */
export function actualZoom(setting: Setting): number {
  return 1 / (unitScale(setting) * setting.pixelRatio);
}

/** How much one turn of the wheel zooms: smooth for trackpads, a sixth for a mouse's notch. */
export function wheelFactor(deltaY: number, deltaMode: number): number {
  const pixels = deltaMode === 1 ? deltaY * 16 : deltaY;
  return Math.exp(-Math.max(-120, Math.min(120, pixels)) / 640);
}

/** `100 %` means device pixels. */
export function percentOf(scale: number, pixelRatio: number): string {
  const percent = scale * pixelRatio * 100;
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}
