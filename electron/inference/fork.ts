/** The inference process under plain Node: a forked child. */
import { type ChildProcess, fork } from "node:child_process";
import type { Spawner, WorkerExit, WorkerProcess } from "./spawner";

export interface ForkOptions {
  /** Node's own arguments for the child, such as a loader. None by default, whatever the parent was given. */
  readonly execArgv?: readonly string[];
}

/** Makes a spawner that forks `file` (the built inference worker). */
export function forkInNode(file: string, options: ForkOptions = {}): Spawner {
  return () => {
    const child = fork(file, [], {
      execArgv: [...(options.execArgv ?? [])],
      // The structured clone carries typed arrays; the default (JSON) does not.
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    return wrap(child);
  };
}

function wrap(child: ChildProcess): WorkerProcess {
  return {
    pid: child.pid,
    send: (message) => {
      // The answer to a failed send is the exit that follows it; without a callback Node would throw.
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => child.on("message", listener),
    onExit: (listener) => {
      let told = false;
      const tell = (exit: WorkerExit) => {
        if (!told) listener(exit);
        told = true;
      };
      child.once("exit", (code, signal) => tell({ reason: describeExit(code, signal) }));
      child.once("error", (error) => tell({ reason: error.message }));
    },
    onOutput: (listener) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding("utf8").on("data", listener);
      }
    },
    kill: () => child.kill("SIGKILL"),
  };
}

function describeExit(code: number | null, signal: string | null): string {
  return signal === null ? `exit code ${code ?? "unknown"}` : `killed by ${signal}`;
}
