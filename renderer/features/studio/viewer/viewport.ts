/** Where the image lies on the stage. Lengths are CSS pixels of the stage unless they say image pixels. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Viewport {
  /** CSS pixels per image pixel. */
  readonly scale: number;
  /** Left and top edge of the image on the stage. */
  readonly x: number;
  readonly y: number;
}

export interface Margins {
  readonly top: number;
  readonly side: number;
  readonly bottom: number;
}

/** Space around a fitted image; the tools stand in the space above. */
export const FIT_MARGINS: Margins = { top: 54, side: 24, bottom: 22 };
/** A tiny image is not blown up beyond this when fitted: its pixels would stop being an image. */
export const MAX_FIT_SCALE = 16;
const MAX_DEVICE_SCALE = 64;
const MIN_SIDE = 24;
/** This much of the image always stays on the stage. */
const KEEP = 56;

/** The whole image, as large as the stage allows. */
export function fitted(stage: Size, image: Size, margins: Margins = FIT_MARGINS): Viewport {
  const width = Math.max(1, stage.width - 2 * margins.side);
  const height = Math.max(1, stage.height - margins.top - margins.bottom);
  const scale = Math.min(width / image.width, height / image.height, MAX_FIT_SCALE);
  return {
    scale,
    x: (stage.width - image.width * scale) / 2,
    y: margins.top + (height - image.height * scale) / 2,
  };
}

/** The scale at which one image pixel is one device pixel. */
export function actualScale(pixelRatio: number): number {
  return 1 / pixelRatio;
}

function bounded(scale: number, image: Size, pixelRatio: number): number {
  const smallest = Math.min(actualScale(pixelRatio), MIN_SIDE / Math.max(image.width, image.height));
  return Math.min(MAX_DEVICE_SCALE / pixelRatio, Math.max(smallest, scale));
}

/** Keeps some of the image on the stage, however far it is dragged. */
export function kept(view: Viewport, stage: Size, image: Size): Viewport {
  const hold = (offset: number, length: number, room: number) => {
    const keep = Math.min(KEEP, length);
    return Math.min(room - keep, Math.max(keep - length, offset));
  };
  return {
    scale: view.scale,
    x: hold(view.x, image.width * view.scale, stage.width),
    y: hold(view.y, image.height * view.scale, stage.height),
  };
}

/** Zooms to `scale` with the image point under `at` staying where it is. */
export function zoomedTo(
  view: Viewport,
  scale: number,
  at: Point,
  stage: Size,
  image: Size,
  pixelRatio: number,
): Viewport {
  const next = bounded(scale, image, pixelRatio);
  const ratio = next / view.scale;
  return kept(
    { scale: next, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio },
    stage,
    image,
  );
}

export function panned(view: Viewport, by: Point, stage: Size, image: Size): Viewport {
  return kept({ ...view, x: view.x + by.x, y: view.y + by.y }, stage, image);
}

/** How much one turn of the wheel zooms: smooth for trackpads, a sixth for a mouse's notch. */
export function wheelFactor(deltaY: number, deltaMode: number): number {
  const pixels = deltaMode === 1 ? deltaY * 16 : deltaY;
  return Math.exp(-Math.max(-120, Math.min(120, pixels)) / 640);
}

/** Rounds the image's corner to device pixels, so that 100 % is crisp. */
export function snapped(view: Viewport, pixelRatio: number): Viewport {
  const snap = (value: number) => Math.round(value * pixelRatio) / pixelRatio;
  return { scale: view.scale, x: snap(view.x), y: snap(view.y) };
}

/** The same part of another image of another size: the point at the stage's centre stays there. */
export function carriedOver(view: Viewport, stage: Size, from: Size, to: Size): Viewport {
  if (from.width === to.width && from.height === to.height) return view;
  const scale = (view.scale * from.width) / to.width;
  const centre = { x: stage.width / 2, y: stage.height / 2 };
  const across = (centre.x - view.x) / (from.width * view.scale);
  const down = (centre.y - view.y) / (from.height * view.scale);
  return kept(
    { scale, x: centre.x - across * to.width * scale, y: centre.y - down * to.height * scale },
    stage,
    to,
  );
}

/** `100 %` means device pixels. */
export function percentOf(scale: number, pixelRatio: number): string {
  const percent = scale * pixelRatio * 100;
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}
