import { beforeEach, describe, expect, it, vi } from "vitest";
import { notify, notifyError, notifyUndo, undoNewest, useToasts } from "../../../../renderer/app/toasts";
import { StudioError } from "../../../../shared/errors";

beforeEach(() => useToasts.setState({ toasts: [] }));
const toasts = () => useToasts.getState().toasts;

describe("undo", () => {
  it("takes back the newest thing that can be taken back, once", () => {
    const first = vi.fn();
    const second = vi.fn();
    notifyUndo("one", first);
    notifyUndo("two", second);
    notify("saved");
    expect(undoNewest()).toBe(true);
    expect(second).toHaveBeenCalledOnce();
    expect(first).not.toHaveBeenCalled();
    expect(undoNewest()).toBe(true);
    expect(undoNewest()).toBe(false);
    expect(first).toHaveBeenCalledOnce();
    expect(second).toHaveBeenCalledOnce();
  });
});

describe("notifyError", () => {
  const retryable = new StudioError("timeout", "Too slow.", { remedy: "Try again.", retryable: true });
  const final = new StudioError("forbidden", "No.", { remedy: "Ask somebody." });

  it("keeps cause and remedy, and offers a retry only where one can help", () => {
    notifyError("start the run", retryable, () => undefined);
    notifyError("start the run", final, () => undefined);
    expect(toasts()[0]).toMatchObject({
      text: "Could not start the run",
      error: { code: "timeout", remedy: "Try again." },
      action: { label: "Retry" },
    });
    expect(toasts()[1]?.action).toBeNull();
  });

  it("shows at most four at a time, the newest ones", () => {
    for (const text of ["a", "b", "c", "d", "e"]) notify(text);
    expect(toasts().map((toast) => toast.text)).toEqual(["b", "c", "d", "e"]);
  });
});
