/** A figure: a flat drawing in a 100×100 square, with the measurements finishes and shadows need. */
import { z } from "zod";

const colour = z.string().regex(/^#[0-9a-f]{6}$/);

const figureShapeSchema = z.object({
  /** Path data in the figure's 100×100 square. */
  d: z.string().min(1),
  /** Natural fill, null for a stroke-only shape. */
  fill: colour.nullable(),
  /** Lightness within the figure: 0 its darkest parts, 0.5 the area-weighted median, 1 its lightest. */
  tone: z.number().min(0).max(1),
  evenOdd: z.boolean().optional(),
  /** An eye, a nose, a buckle: painted above patterns and highlights, always in contrast. */
  detail: z.boolean().optional(),
  /** Too small for an outline of its own. */
  fine: z.boolean().optional(),
  stroke: z.object({ colour, width: z.number().positive(), round: z.boolean() }).optional(),
});

/** A point inside the figure and the radius of the free disc around it. */
const roomyPointSchema = z.object({ x: z.number(), y: z.number(), room: z.number() });

const figureMarksSchema = z.object({
  /** Tight bounds: left, top, right, bottom. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  /** Where the figure touches the ground. */
  foot: z.object({ left: z.number(), right: z.number(), y: z.number() }),
  /** Direction the figure is longest in, degrees from the x axis: wood grain runs along it. */
  lean: z.number(),
  /** Where a soft highlight sits: the roomiest place towards the light at the top left. */
  shine: roomyPointSchema,
  /** Where glints may sit, the best first. */
  glints: z.array(roomyPointSchema),
});

export const figureSchema = figureMarksSchema.extend({ shapes: z.array(figureShapeSchema).min(1) });

export type FigureShape = Readonly<z.infer<typeof figureShapeSchema>>;
export type FigureMarks = Readonly<z.infer<typeof figureMarksSchema>>;
export type Figure = Readonly<z.infer<typeof figureSchema>>;
