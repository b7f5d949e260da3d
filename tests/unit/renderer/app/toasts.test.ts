import { beforeEach, describe, expect, it, vi } from "vitest";
import { clearHistory } from "../../../../renderer/app/history";
import {
  dismiss,
  notify,
  notifyError,
  notifyUndo,
  redoNewest,
  undoNewest,
  useToasts,
} from "../../../../renderer/app/toasts";
import { StudioError } from "../../../../shared/errors";

beforeEach(() => {
  clearHistory();
  useToasts.setState({ toasts: [] });
});
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

  it("reaches acts whose notice has left, says what it took back and offers it again", async () => {
    const undo = vi.fn();
    const redo = vi.fn();
    dismiss(notifyUndo("3 runs were moved to the trash.", undo, redo));
    expect(toasts()).toEqual([]);
    undoNewest();
    await vi.waitFor(() =>
      expect(toasts()[0]).toMatchObject({
        text: "Undone: 3 runs were moved to the trash.",
        action: { label: "Redo", command: "app.redo" },
      }),
    );
    expect(redoNewest()).toBe(true);
    await vi.waitFor(() =>
      expect(toasts().map(({ text }) => text)).toEqual(["3 runs were moved to the trash."]),
    );
    expect(redo).toHaveBeenCalledOnce();
    expect(redoNewest()).toBe(false);
  });

  it("takes back by the notice's own button exactly what it tells of", async () => {
    const first = vi.fn();
    const second = vi.fn();
    notifyUndo("one", first);
    notifyUndo("two", second);
    toasts()[0]?.action?.run();
    await vi.waitFor(() => expect(first).toHaveBeenCalledOnce());
    expect(second).not.toHaveBeenCalled();
    undoNewest();
    expect(second).toHaveBeenCalledOnce();
  });

  it("shows why taking back failed, and leaves it to be tried again", async () => {
    notifyUndo("one", () => Promise.reject(new StudioError("storage", "No room.", { remedy: "Make some." })));
    undoNewest();
    await vi.waitFor(() => expect(toasts().at(-1)?.error?.code).toBe("storage"));
    expect(undoNewest()).toBe(true);
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

  it("lets no notice push an error away that nobody has read", () => {
    notifyError("save", final);
    for (const text of ["a", "b", "c", "d"]) notify(text);
    expect(toasts().map((toast) => toast.text)).toEqual(["Could not save", "b", "c", "d"]);
  });
});
