import { useEffect, useState } from "react";
import { elapsed } from "../../../app/runs/clock";
import type { RunEntry } from "../../../app/runs/entry";

/** The time now, again and again while `running`. */
function useNow(running: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const timer = window.setInterval(() => setNow(Date.now()), calm ? 1000 : 100);
    return () => window.clearInterval(timer);
  }, [running]);
  return now;
}

/** Milliseconds the run has been worked on, growing while it is. */
export function useWorked({ clock, live }: Pick<RunEntry, "clock" | "live">): number {
  const now = useNow(live);
  return live ? elapsed(clock, Math.max(now, clock.lastAt)) : elapsed(clock);
}
