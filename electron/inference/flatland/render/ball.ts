/** The beach ball that lies between players: our own drawing, a figure like any other. */
import type { Figure, FigureShape } from "./figure";

const panel = (d: string, fill: string, tone: number): FigureShape => ({ d, fill, tone });

export const ball: Figure = {
  shapes: [
    panel("M1.5 50a48.5 48.5 0 1 1 97 0a48.5 48.5 0 1 1-97 0z", "#f6f4ee", 0.9),
    panel("M42 36C30 24 20 18 15 17.1A48.5 48.5 0 0 0 2.1 57.5C14 58 30 50 42 36z", "#e8503f", 0.42),
    panel("M42 36C48 22 60 10 72.5 7.1A48.5 48.5 0 0 1 94.9 31.6C80 27 58 28 42 36z", "#f7c13c", 0.66),
    panel("M42 36C58 44 78 62 84.3 84.3A48.5 48.5 0 0 1 45.8 98.3C48 80 48 56 42 36z", "#3e7fd0", 0.3),
    panel("M35.5 36a6.5 6.5 0 1 1 13 0a6.5 6.5 0 1 1-13 0z", "#ffffff", 1),
  ],
  bounds: [1.5, 1.5, 98.5, 98.5],
  foot: { left: 30, right: 70, y: 98.5 },
  lean: 20,
  shine: { x: 30, y: 24, room: 15 },
  glints: [
    { x: 66, y: 44, room: 14 },
    { x: 24, y: 40, room: 12 },
    { x: 40, y: 74, room: 12 },
    { x: 66, y: 78, room: 9 },
    { x: 52, y: 18, room: 9 },
  ],
};
