/** Where a designer's commands wait until the loop reads them, which it does at once, also while a role works. */
import { StudioError } from "../../shared/errors";
import type { Command } from "./commands";
import { Queue } from "./queue";

/** A command on its way, and the promise of whoever sent it. */
export interface Letter {
  readonly command: Command;
  readonly done: () => void;
  readonly refuse: (error: StudioError) => void;
}

export class Mailbox {
  readonly #letters = new Queue<Letter>();

  /** False once the loop has ended: commands then go straight to the journal (see `steer`). */
  get open(): boolean {
    return !this.#letters.closed;
  }

  /**
   * Resolves when the command stands in the journal. Rejects with what is wrong with it, or with "busy" when
   * the loop ended before reading it.
   */
  post(command: Command): Promise<void> {
    if (!this.open) return Promise.reject(tooLate());
    return new Promise((resolve, reject) => {
      this.#letters.push({ command, done: resolve, refuse: reject });
    });
  }

  take(): Letter | undefined {
    return this.#letters.take();
  }

  ready(): Promise<void> {
    return this.#letters.ready();
  }

  close(): void {
    for (const letter of this.#letters.close()) letter.refuse(tooLate());
  }
}

function tooLate(): StudioError {
  return new StudioError("busy", "The run ended before it could take this in.", {
    remedy: "Do it once more: the run is at rest now.",
    retryable: true,
  });
}
