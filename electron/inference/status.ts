/** The engine's status as the studio shows it, and those who want to hear of its changes. */
import type { EngineStatus } from "../../shared/ipc/domains/studio";

export class StatusBoard {
  #status: EngineStatus = { state: "stopped", provider: "", models: [], error: null, restarts: 0 };
  readonly #listeners = new Set<(status: EngineStatus) => void>();
  #everStarted = false;

  get everStarted(): boolean {
    return this.#everStarted;
  }

  status(): EngineStatus {
    return this.#status;
  }

  subscribe(listener: (status: EngineStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Changes part of the status; silent when nothing differs. */
  set(change: Partial<EngineStatus>): void {
    const next = { ...this.#status, ...change };
    if (JSON.stringify(next) === JSON.stringify(this.#status)) return;
    this.#status = next;
    for (const listener of [...this.#listeners]) listener(next);
  }

  /** Counts a start; every one after the first is a restart. */
  started(): void {
    if (this.#everStarted) this.set({ restarts: this.#status.restarts + 1 });
    this.#everStarted = true;
  }

  /** The process is gone, and what it had loaded with it. */
  lost(change: Partial<EngineStatus>): void {
    this.set({
      models: this.#status.models.map((model) => ({ ...model, loaded: false, ms: null })),
      ...change,
    });
  }
}
