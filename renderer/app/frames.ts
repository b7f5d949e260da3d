/** Gathers what arrives between two frames, so that a burst of news costs one render. */

export interface FrameQueue<T> {
  readonly push: (key: string, items: readonly T[]) => void;
}

type Schedule = (flush: () => void) => void;

/** A frame when the window is seen; at once when it is not, since hidden windows get no frames. */
export const nextFrame: Schedule = (flush) => {
  if (document.hidden) flush();
  else requestAnimationFrame(flush);
};

/** @param deliver called once a frame and key with everything pushed since, in order */
export function frameQueue<T>(
  deliver: (key: string, items: readonly T[]) => void,
  schedule: Schedule = nextFrame,
): FrameQueue<T> {
  const waiting = new Map<string, T[]>();
  let scheduled = false;
  const flush = () => {
    scheduled = false;
    const batch = [...waiting];
    waiting.clear();
    for (const [key, items] of batch) deliver(key, items);
  };
  return {
    push(key, items) {
      const known = waiting.get(key);
      if (known === undefined) waiting.set(key, [...items]);
      else known.push(...items);
      if (scheduled) return;
      scheduled = true;
      schedule(flush);
    },
  };
}
