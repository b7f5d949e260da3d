import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  clearHistory,
  forgetActs,
  HISTORY_LIMIT,
  redoAct,
  redoable,
  remember,
  undoAct,
  undoable,
  useHistory,
} from "../../../../renderer/app/history";

beforeEach(clearHistory);

/** A value that acts set, with the way back and the way there. */
function counter() {
  const box = { value: 0 };
  const set = (next: number) => {
    const before = box.value;
    box.value = next;
    remember({
      text: `set ${next}`,
      undo: () => {
        box.value = before;
      },
      redo: () => {
        box.value = next;
      },
    });
  };
  return { box, set };
}

describe("the history", () => {
  it("goes back and forth through what was done", async () => {
    const { box, set } = counter();
    set(1);
    set(2);
    await undoAct();
    expect(box.value).toBe(1);
    await undoAct();
    expect(box.value).toBe(0);
    expect(await undoAct()).toBeNull();
    expect((await redoAct())?.text).toBe("set 1");
    await redoAct();
    expect(box.value).toBe(2);
    expect(await redoAct()).toBeNull();
  });

  it("forgets what was undone as soon as something new is done", async () => {
    const { box, set } = counter();
    set(1);
    await undoAct();
    set(5);
    expect(redoable()).toBeNull();
    await undoAct();
    expect(box.value).toBe(0);
  });

  it("is, after any walk, what a plain list of values would be", async () => {
    const step = fc.oneof(fc.integer({ min: 1, max: 99 }), fc.constantFrom("undo", "redo"));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        clearHistory();
        const { box, set } = counter();
        let values = [0];
        let at = 0;
        for (const one of steps) {
          if (one === "undo") {
            at = Math.max(0, at - 1);
            await undoAct();
          } else if (one === "redo") {
            at = Math.min(values.length - 1, at + 1);
            await redoAct();
          } else if (typeof one === "number") {
            values = [...values.slice(0, at + 1), one];
            at += 1;
            set(one);
          }
          expect(box.value).toBe(values[at]);
        }
      }),
    );
  });

  it("keeps an act that could not be taken back, in its place", async () => {
    const fail = vi.fn().mockRejectedValueOnce(new Error("the disk is full")).mockResolvedValue(undefined);
    remember({ text: "delete", undo: fail });
    await expect(undoAct()).rejects.toThrow("the disk is full");
    expect(undoable()?.text).toBe("delete");
    await undoAct();
    expect(undoable()).toBeNull();
  });

  it("reaches the act before when asked twice while the first is still being taken back", async () => {
    let release: (() => void) | undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = vi.fn();
    remember({ text: "one", undo: first });
    remember({ text: "two", undo: () => slow });
    const both = [undoAct(), undoAct()];
    release?.();
    await Promise.all(both);
    expect(first).toHaveBeenCalledOnce();
    expect(undoable()).toBeNull();
  });

  it("takes back the very act asked for, and cannot redo what has no way there", async () => {
    const { box, set } = counter();
    const early = remember({ text: "early", undo: () => undefined });
    set(3);
    expect((await undoAct(early.id))?.text).toBe("early");
    expect(box.value).toBe(3);
    expect(redoable()).toBeNull();
  });

  it("holds a bounded number of acts and drops those about things that are gone", () => {
    for (let n = 0; n < HISTORY_LIMIT + 7; n += 1) {
      remember({ text: `${n}`, undo: () => undefined, about: n % 2 === 0 ? "even" : "odd" });
    }
    const { past } = useHistory.getState();
    expect(past).toHaveLength(HISTORY_LIMIT);
    expect(past[0]?.text).toBe("7");
    forgetActs(["odd"]);
    expect(useHistory.getState().past.every((act) => act.about === "even")).toBe(true);
    expect(useHistory.getState().past).toHaveLength(HISTORY_LIMIT / 2);
  });
});
