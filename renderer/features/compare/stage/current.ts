/** The one engine of the view: it outlives the view, so that the look is still there on coming back. */
import { adjust, useComparison } from "../compare-store";
import { StageEngine } from "./engine";

export const engine = new StageEngine((lens, divider) => adjust({ lens, divider }));

const { lens, divider } = useComparison.getState();
engine.restore(lens, divider);
