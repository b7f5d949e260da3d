/**
 * Keeps the designer in the picture while the studio is not looked at: progress in the taskbar, a notification
 * when a run finishes, fails or waits, a number on the dock. All of it goes as soon as the window has the focus.
 */
import { app, type BrowserWindow, Notification } from "electron";
import type { NewsChannel, NewsPayload } from "../../shared/ipc/contract";
import type { RunEvent } from "../../shared/run/events";
import type { RunState } from "../../shared/run/state";
import type { Language } from "../../shared/settings";
import { type Bar, barOf, fractionOf, noBar, noticeOf } from "./notices";

export interface AttentionOptions {
  readonly window: () => BrowserWindow | null;
  readonly stateOf: (runId: string) => Promise<RunState>;
  readonly notifications: () => boolean;
  readonly language: () => Language;
  /** The notification was clicked. */
  readonly showRun: (runId: string) => void;
  readonly onFault: (error: unknown) => void;
}

/** Events after which a run's progress is another one. */
const moves: ReadonlySet<RunEvent["type"]> = new Set([
  "iteration-started",
  "generation-progress",
  "image-generated",
  "criterion-judged",
  "iteration-judged",
  "iteration-skipped",
  "rounds-changed",
]);

export class Attention {
  readonly #options: AttentionOptions;
  readonly #working = new Map<string, number>();
  readonly #asking = new Set<string>();
  /** Notifications still on screen: without a reference they could be collected and never be clicked. */
  readonly #shown = new Set<Notification>();
  #unseen = 0;
  #ended: RunState["status"] | null = null;
  #bar: Bar = noBar;

  constructor(options: AttentionOptions) {
    this.#options = options;
  }

  /** Listens to what the page is told. */
  hear<N extends NewsChannel>(channel: N, payload: NewsPayload<N>): void {
    if (channel === "run-live") {
      const { runId, live } = payload as NewsPayload<"run-live">;
      if (live) this.#begin(runId);
      else void this.#end(runId);
    } else if (channel === "run-events") {
      const { runId, events } = payload as NewsPayload<"run-events">;
      if (events.some((event) => moves.has(event.type))) void this.#measure(runId);
    }
  }

  /** The window has the focus: what was to be told has been seen. */
  seen(): void {
    this.#unseen = 0;
    this.#ended = null;
    app.dock?.setBadge("");
    this.#draw();
  }

  #begin(runId: string): void {
    this.#working.set(runId, this.#working.get(runId) ?? 0);
    this.#ended = null;
    this.#draw();
    void this.#measure(runId);
  }

  async #measure(runId: string): Promise<void> {
    // One question at a time a run: in a burst of events only the newest state matters.
    if (!this.#working.has(runId) || this.#asking.has(runId)) return;
    this.#asking.add(runId);
    try {
      const fraction = fractionOf(await this.#options.stateOf(runId));
      if (this.#working.has(runId)) this.#working.set(runId, fraction);
      this.#draw();
    } catch (error) {
      this.#options.onFault(error);
    } finally {
      this.#asking.delete(runId);
    }
  }

  async #end(runId: string): Promise<void> {
    this.#working.delete(runId);
    try {
      const state = await this.#options.stateOf(runId);
      if (!this.#isLookedAt()) this.#tell(runId, state);
    } catch (error) {
      this.#options.onFault(error);
    }
    this.#draw();
  }

  #isLookedAt(): boolean {
    const window = this.#options.window();
    return window !== null && !window.isDestroyed() && window.isFocused();
  }

  #tell(runId: string, state: RunState): void {
    const notice = noticeOf(state, this.#options.language());
    if (notice === null) return;
    this.#unseen += 1;
    this.#ended = state.status;
    app.dock?.setBadge(String(this.#unseen));
    if (!this.#options.notifications() || !Notification.isSupported()) return;
    const notification = new Notification({ ...notice, silent: false });
    this.#shown.add(notification);
    const forget = () => this.#shown.delete(notification);
    notification.on("click", () => {
      forget();
      this.#bringForward();
      this.#options.showRun(runId);
    });
    notification.on("close", forget);
    notification.on("failed", forget);
    notification.show();
  }

  #bringForward(): void {
    const window = this.#options.window();
    if (window === null || window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  #draw(): void {
    const next = barOf([...this.#working.values()], this.#ended);
    if (next.value === this.#bar.value && next.mode === this.#bar.mode) return;
    this.#bar = next;
    const window = this.#options.window();
    if (window === null || window.isDestroyed()) return;
    window.setProgressBar(next.value, { mode: next.mode });
  }
}
