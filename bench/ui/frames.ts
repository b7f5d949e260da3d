/** How evenly frames come while something is moved, measured in the page itself. */
import type { Page } from "playwright";
import { median } from "../statistics";

export interface FrameFigures {
  readonly frames: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
  /** Frames of the screen's beat that were missed. */
  readonly dropped: number;
}

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** @param beat milliseconds between two frames of the screen */
export function figuresOf(times: readonly number[], beat: number): FrameFigures {
  return {
    frames: times.length,
    median: median(times),
    p95: quantile(times, 0.95),
    max: Math.max(...times),
    dropped: times.reduce((sum, time) => sum + Math.max(0, Math.round(time / beat) - 1), 0),
  };
}

export type Movement = "zoom" | "pan" | "divider";

/**
 * Moves the stage of the comparison by one wheel turn or pointer step a frame, as a hand would.
 * @returns milliseconds between frames
 */
export function moveStage(page: Page, movement: Movement, frames: number): Promise<number[]> {
  return page.evaluate(
    ([how, count]) => {
      const stage = document.querySelector<HTMLElement>("[data-testid=compare-stage]");
      if (stage === null) throw new Error("there is no stage");
      const box = stage.getBoundingClientRect();
      const at = { clientX: box.left + box.width * 0.3, clientY: box.top + box.height * 0.4 };
      const pointer = { ...at, bubbles: true, cancelable: true, pointerId: 1, button: 0, buttons: 1 };
      const target = how === "divider" ? stage.querySelector<HTMLElement>("[role=slider]") : stage;
      if (target === null) throw new Error("there is no divider");
      // A made-up pointer cannot be captured, and need not be: every event goes straight to its target.
      target.setPointerCapture = () => undefined;
      target.hasPointerCapture = () => true;
      const fire = (type: string, x = 0, y = 0) =>
        target.dispatchEvent(
          new PointerEvent(type, { ...pointer, clientX: at.clientX + x, clientY: at.clientY + y }),
        );
      if (how !== "zoom") fire("pointerdown");
      return new Promise<number[]>((resolve) => {
        const times: number[] = [];
        let last = 0;
        let done = -1;
        const step = (now: number) => {
          if (done >= 0) times.push(now - last);
          last = now;
          done += 1;
          if (done >= count) {
            if (how !== "zoom") fire("pointerup");
            resolve(times);
            return;
          }
          const phase = (done / count) * Math.PI * 4;
          if (how === "zoom") {
            const deltaY = Math.sin(phase) < 0 ? 40 : -40;
            stage.dispatchEvent(new WheelEvent("wheel", { ...at, deltaY, bubbles: true, cancelable: true }));
          } else fire("pointermove", Math.sin(phase) * box.width * 0.2, Math.cos(phase) * 60);
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      });
    },
    [movement, frames] as const,
  );
}

/** Milliseconds between two frames while nothing happens: the screen's own beat. */
export async function beatOf(page: Page): Promise<number> {
  const times = await page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const seen: number[] = [];
        const step = (now: number) => {
          seen.push(now);
          if (seen.length > 60) resolve(seen.slice(1).map((time, index) => time - (seen[index] ?? time)));
          else requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
  );
  return median(times);
}
