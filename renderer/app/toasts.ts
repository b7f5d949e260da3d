/** Short notices at the edge of the screen. Errors stay until read; the rest leaves by itself. */
import { create } from "zustand";
import type { ErrorPayload } from "../../shared/errors";
import { t } from "../i18n";
import { type Act, redoAct, redoable, remember, undoAct, undoable } from "./history";
import { payloadOf } from "./ipc";

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
  /** The command whose keys do the same, shown beside the label. */
  readonly command?: string;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly error: ErrorPayload | null;
  readonly action: ToastAction | null;
  /** The act of the history this notice tells of; it goes with it. */
  readonly act: number | null;
  /** True while its action takes that act back. */
  readonly undo: boolean;
}

interface ToastStore {
  readonly toasts: readonly Toast[];
}

export const useToasts = create<ToastStore>(() => ({ toasts: [] }));

/** At most this many at a time. */
const SHOWN = 4;
let nextId = 1;

/** The oldest notice makes room, and an error only for another error: nobody may have read it yet. */
function withRoom(toasts: readonly Toast[]): readonly Toast[] {
  if (toasts.length <= SHOWN) return toasts;
  const leaves = toasts.findIndex((toast) => toast.error === null);
  return withRoom(toasts.filter((_, index) => index !== Math.max(0, leaves)));
}

function add(toast: Omit<Toast, "id">): number {
  const id = nextId++;
  useToasts.setState(({ toasts }) => ({ toasts: withRoom([...toasts, { ...toast, id }]) }));
  return id;
}

export function notify(text: string, action: ToastAction | null = null): number {
  return add({ text, error: null, action, act: null, undo: false });
}

/**
 * Tells what was done, and puts it into the history: Ctrl+Z takes it back even when the notice has left.
 * @param undo takes it back; return its promise, so that a failure keeps the act undoable. It must not notify.
 * @param redo does it again after an undo; without it the act cannot be redone. It must not notify either.
 * @param about id of the thing the act is about, see `forgetActs`
 */
export function notifyUndo(text: string, undo: () => unknown, redo?: () => unknown, about?: string): number {
  const act = remember({ text, undo, redo: redo ?? null, about: about ?? null });
  const action = { label: t("common:undo"), run: () => void takeBack(act.id), command: "app.undo" };
  return add({ text, error: null, action, act: act.id, undo: true });
}

/** Shows a failure with what to do about it. `doing` completes "Could not …". */
export function notifyError(doing: string, error: unknown, retry?: () => void): number {
  const payload = payloadOf(error);
  const action =
    retry !== undefined && payload.retryable ? { label: t("common:retryShort"), run: retry } : null;
  return add({ text: t("common:couldNot", { doing }), error: payload, action, act: null, undo: false });
}

export function dismiss(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

function dismissAct(act: Act): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.act !== act.id) }));
}

async function takeBack(id?: number): Promise<void> {
  try {
    const act = await undoAct(id);
    if (act === null) return;
    dismissAct(act);
    const again =
      act.redo === null
        ? null
        : { label: t("common:redo"), run: () => void redoNewest(), command: "app.redo" };
    add({
      text: t("common:undone", { what: act.text }),
      error: null,
      action: again,
      act: act.id,
      undo: false,
    });
  } catch (error) {
    notifyError(t("common:undoing"), error, () => void takeBack(id));
  }
}

async function doAgain(): Promise<void> {
  try {
    const act = await redoAct();
    if (act === null) return;
    dismissAct(act);
    const back = { label: t("common:undo"), run: () => void takeBack(act.id), command: "app.undo" };
    add({ text: act.text, error: null, action: back, act: act.id, undo: true });
  } catch (error) {
    notifyError(t("common:redoing"), error, () => void doAgain());
  }
}

/** Takes back the newest thing that can be taken back; false when there is none. */
export function undoNewest(): boolean {
  if (undoable() === null) return false;
  void takeBack();
  return true;
}

/** Does again what was taken back last; false when there is nothing. */
export function redoNewest(): boolean {
  if (redoable() === null) return false;
  void doAgain();
  return true;
}
