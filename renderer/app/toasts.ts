/** Short notices at the edge of the screen. Errors stay until read; the rest leaves by itself. */
import { create } from "zustand";
import type { ErrorPayload } from "../../shared/errors";
import { payloadOf } from "./ipc";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly error: ErrorPayload | null;
  readonly action: { readonly label: string; readonly run: () => void } | null;
  /** Ctrl+Z runs the action of the newest toast that has this. */
  readonly undo: boolean;
}

interface ToastStore {
  readonly toasts: readonly Toast[];
}

export const useToasts = create<ToastStore>(() => ({ toasts: [] }));

/** At most this many at a time; the oldest makes room. */
const SHOWN = 4;
let nextId = 1;

function add(toast: Omit<Toast, "id">): number {
  const id = nextId++;
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, { ...toast, id }].slice(-SHOWN) }));
  return id;
}

export function notify(text: string, action: Toast["action"] = null): number {
  return add({ text, error: null, action, undo: false });
}

export function notifyUndo(text: string, undo: () => void): number {
  return add({ text, error: null, action: { label: "Undo", run: undo }, undo: true });
}

/** Shows a failure with what to do about it. `doing` completes "Could not …". */
export function notifyError(doing: string, error: unknown, retry?: () => void): number {
  const payload = payloadOf(error);
  const action = retry !== undefined && payload.retryable ? { label: "Retry", run: retry } : null;
  return add({ text: `Could not ${doing}`, error: payload, action, undo: false });
}

export function dismiss(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** Takes back the newest thing that can be taken back; false when there is none. */
export function undoNewest(): boolean {
  const toast = useToasts
    .getState()
    .toasts.filter((one) => one.undo)
    .at(-1);
  if (toast === undefined) return false;
  dismiss(toast.id);
  toast.action?.run();
  return true;
}
