import { useEffect, useState } from "react";
import { elapsed, formatElapsed } from "../runs/clock";
import { drawnOf } from "../runs/derive";
import type { RunEntry } from "../runs/entry";

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

/** What the run has cost so far: images, time worked, calls that left for a model server. */
export function Meter({ run }: { run: RunEntry }) {
  const { state, clock, live } = run;
  const now = useNow(live);
  const images = drawnOf(state).length;
  const { calls } = state.usage;
  const time = formatElapsed(live ? elapsed(clock, Math.max(now, clock.lastAt)) : elapsed(clock));
  return (
    <div className="tabular flex shrink-0 items-baseline gap-4 text-sm text-mute">
      <span data-testid="meter-images">
        <span className="font-semibold text-text">{images}</span>/{state.rounds} images
      </span>
      <span
        role="timer"
        aria-label="Time worked"
        aria-live="off"
        className="min-w-11 text-right font-semibold text-text"
      >
        {time}
      </span>
      <span data-testid="meter-calls" title="Requests to model servers" className="max-xl:hidden">
        <span className="font-semibold text-text">{calls}</span> {calls === 1 ? "call" : "calls"} out
      </span>
    </div>
  );
}
