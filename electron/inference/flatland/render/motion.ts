/** Marks that tell movement: dashes behind a chaser, the dashed arc of a jump. Drawn in a 100×100 square. */
import { element } from "./xml";

const COLOUR = "#4b5161";
/** A pale line round the marks: unseen on light backdrops, it keeps them readable on dark ones. */
const HALO = { stroke: "#eef0f4", "stroke-linejoin": "round", "stroke-linecap": "round", opacity: 0.5 };

/** A dash that is full towards the chaser (figures face left) and thins out behind. */
function streak(y: number, from: number, to: number, thick: number): string {
  const half = thick / 2;
  const d =
    `M${from + half} ${y - half}L${to} ${y - half * 0.35}a${half * 0.35} ${half * 0.35} 0 0 1 0 ${half * 0.7}` +
    `L${from + half} ${y + half}a${half} ${half} 0 0 1 0 ${-thick}z`;
  return element("path", { d });
}

const streaks =
  streak(22, 14, 74, 6.4) + streak(41, 2, 98, 7.4) + streak(60, 10, 84, 7.4) + streak(79, 20, 66, 6.4);

const speedLines =
  element("g", { ...HALO, fill: "none", "stroke-width": 2.4 }, streaks) +
  element("g", { fill: COLOUR, opacity: 0.78 }, streaks);

const arc = {
  d: "M95 84C88 8 22 2 10.5 62",
  fill: "none",
  "stroke-linecap": "round",
  "stroke-dasharray": "10.5 11",
};
const tip = "M8.5 86L2 67Q9.5 70.5 18.5 68.5z";

const jumpArc =
  element(
    "g",
    HALO,
    element("path", { ...arc, "stroke-width": 8 }) +
      element("path", { d: tip, fill: "none", "stroke-width": 2.4 }),
  ) +
  element("path", { ...arc, stroke: COLOUR, "stroke-width": 5.6, opacity: 0.78 }) +
  element("path", { d: tip, fill: COLOUR, opacity: 0.78 });

/** Markup of each motion mark by its name in world.json. */
export const motionMarks: Readonly<Record<string, string>> = {
  "speed-lines": speedLines,
  "jump-arc": jumpArc,
};
