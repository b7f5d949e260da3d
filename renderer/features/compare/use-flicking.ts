/** Space: a tap changes sides, holding it shows the other side for as long as it is held. */
import { useEffect } from "react";
import { adjust, useComparison } from "./compare-store";
import { flip, setAuto, useFlicker } from "./flicker";
import { useStill } from "./stage/use-room";

/** From this long on a press counts as holding. */
const HOLD_MS = 280;

/** True where Space already means something: pressing a button, typing, ticking. Modes are chosen by arrows. */
function meansSpace(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest("dialog,[role=menu],[data-own-keys]") !== null) return true;
  return target.closest("button:not([role=radio]),input,textarea,select,a,[contenteditable=true]") !== null;
}

/** @param active whether there are an A and a B to change between */
export function useFlicking(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    let pressed: number | null = null;
    const down = (event: KeyboardEvent) => {
      if (event.key !== " " || event.ctrlKey || event.metaKey || event.altKey || meansSpace(event.target))
        return;
      if (document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      if (useComparison.getState().mode !== "flicker") {
        adjust({ mode: "flicker" });
        return;
      }
      setAuto(false);
      pressed = event.timeStamp;
      flip();
    };
    const up = (event: KeyboardEvent) => {
      if (event.key !== " " || pressed === null) return;
      const held = event.timeStamp - pressed;
      pressed = null;
      event.preventDefault();
      if (held >= HOLD_MS) flip();
    };
    window.addEventListener("keydown", down, { capture: true });
    window.addEventListener("keyup", up, { capture: true });
    return () => {
      window.removeEventListener("keydown", down, { capture: true });
      window.removeEventListener("keyup", up, { capture: true });
    };
  }, [active]);
}

/** Changes sides by itself, never where the system asks for stillness. */
export function useAutoFlicker(active: boolean): void {
  const auto = useFlicker((state) => state.auto);
  const rate = useComparison((state) => state.flickerRate);
  const still = useStill();
  const goes = active && auto && !still;
  useEffect(() => {
    if (!goes) return;
    const timer = window.setInterval(flip, 1000 / rate);
    return () => window.clearInterval(timer);
  }, [goes, rate]);
  useEffect(() => () => setAuto(false), []);
}
