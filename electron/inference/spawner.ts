/** The one thing the host must know about the machinery that runs the inference process. */

/** How a process ended, in words fit for an error message. */
export interface WorkerExit {
  /** "exit code 1", "killed by SIGKILL". */
  readonly reason: string;
}

export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Structured-clones `message` to the process. */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once. */
  onExit(listener: (exit: WorkerExit) => void): void;
  /** Text the process wrote to its standard error. */
  onOutput(listener: (text: string) => void): void;
  /** Ends it at once; nothing is asked, nothing is saved. */
  kill(): void;
}

export type Spawner = () => WorkerProcess;
