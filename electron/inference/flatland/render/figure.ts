/** A figure: a flat drawing in a 100×100 square, with the measurements finishes and shadows need. */

export interface FigureShape {
  /** Path data in the figure's 100×100 square. */
  readonly d: string;
  /** Natural fill (#rrggbb), null for a stroke-only shape. */
  readonly fill: string | null;
  /** Lightness within the figure: 0 its darkest parts, 0.5 the area-weighted median, 1 its lightest. */
  readonly tone: number;
  readonly evenOdd?: boolean;
  /** An eye, a nose, a buckle: painted above patterns and highlights, always in contrast. */
  readonly detail?: boolean;
  readonly stroke?: { readonly colour: string; readonly width: number; readonly round: boolean };
}

/** A point inside the figure and the radius of the free disc around it. */
export interface RoomyPoint {
  readonly x: number;
  readonly y: number;
  readonly room: number;
}

export interface FigureMarks {
  /** Tight bounds: left, top, right, bottom. */
  readonly bounds: readonly [number, number, number, number];
  /** Where the figure touches the ground. */
  readonly foot: { readonly left: number; readonly right: number; readonly y: number };
  /** Direction the figure is longest in, degrees from the x axis: wood grain runs along it. */
  readonly lean: number;
  /** Where a soft highlight sits: the roomiest place towards the light at the top left. */
  readonly shine: RoomyPoint;
  /** Where glints may sit, the best first. */
  readonly glints: readonly RoomyPoint[];
}

export interface Figure extends FigureMarks {
  readonly shapes: readonly FigureShape[];
}
