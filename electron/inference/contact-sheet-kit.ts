/** The drawing kit of contact sheets: colours, text, and the sign of each verdict. */
import { element, escapeXml } from "./flatland/render/xml";

export type MarkState = "pass" | "fail" | "unclear" | "error" | "not judged";

/** The studio's dark theme. */
export const INK = {
  page: "#151517",
  panel: "#1b1b1e",
  well: "#101012",
  line: "#2e2e33",
  text: "#ececf0",
  mute: "#9a9aa5",
  accent: "#8f9bff",
  pass: "#58c48f",
  fail: "#f0786a",
  unsure: "#e3b455",
} as const;

/** One line of text at a baseline. */
export function text(
  content: string,
  x: number,
  y: number,
  size: number,
  fill: string,
  more: Record<string, string> = {},
) {
  return element("text", { x, y, "font-size": size, fill, ...more }, escapeXml(content));
}

/** A verdict's sign in a 14×14 square: told apart by shape first, by colour second. */
export function sign(state: MarkState, x: number, y: number): string {
  const box = (paint: Record<string, string | number>) =>
    element("rect", { x: 0.75, y: 0.75, width: 12.5, height: 12.5, rx: 3.5, ...paint });
  const line = (d: string, stroke: string) =>
    element("path", {
      d,
      fill: "none",
      stroke,
      "stroke-width": 1.7,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    });
  const round = element("circle", {
    cx: 7,
    cy: 7,
    r: 6.2,
    fill: "none",
    stroke: INK.unsure,
    "stroke-width": 1.4,
  });
  const dot = element("circle", { cx: 7, cy: 10.2, r: 1, fill: INK.unsure });
  const signs: Readonly<Record<MarkState, string>> = {
    pass: box({ fill: INK.pass }) + line("M3.9 7.3 6.2 9.6 10.2 4.7", "#0f2118"),
    fail:
      box({ fill: "none", stroke: INK.fail, "stroke-width": 1.5 }) +
      line("M4.6 4.6 9.4 9.4M9.4 4.6 4.6 9.4", INK.fail),
    unclear: round + line("M5.1 5.5a1.95 1.95 0 1 1 2.7 1.8Q7 7.6 7 8.2", INK.unsure) + dot,
    error:
      element("path", {
        d: "M7 1.2 13.2 12.6H0.8z",
        fill: "none",
        stroke: INK.unsure,
        "stroke-width": 1.4,
        "stroke-linejoin": "round",
      }) +
      line("M7 5.4V8", INK.unsure) +
      dot,
    "not judged": box({ fill: "none", stroke: INK.mute, "stroke-width": 1.2, "stroke-dasharray": "2.4 2" }),
  };
  return element("g", { transform: `translate(${x} ${y})` }, signs[state]);
}

/** Colour of the word that goes with a sign. */
export const WORD_COLOUR: Readonly<Record<MarkState, string>> = {
  pass: INK.pass,
  fail: INK.fail,
  unclear: INK.unsure,
  error: INK.unsure,
  "not judged": INK.mute,
};
