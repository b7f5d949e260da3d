/**
 * The inference process under Electron: a utility process. Electron itself is handed in, so that this room
 * stays usable without it.
 */
import type { Spawner, WorkerProcess } from "./spawner";

interface OutputStream {
  on(event: "data", listener: (chunk: { toString(): string }) => void): unknown;
}

/** What is used of Electron's UtilityProcess. */
export interface UtilityChild {
  readonly pid: number | undefined;
  readonly stdout: OutputStream | null;
  readonly stderr: OutputStream | null;
  postMessage(message: unknown): void;
  on(event: "message", listener: (message: unknown) => void): unknown;
  once(event: "exit", listener: (code: number) => void): unknown;
  kill(): boolean;
}

/** What is used of Electron's `utilityProcess` module. */
export interface UtilityForker {
  fork(
    file: string,
    args: string[],
    options: { serviceName: string; stdio: Array<"ignore" | "pipe"> },
  ): UtilityChild;
}

/** Makes a spawner that runs `file` (the built inference worker) as a utility process. */
export function forkInElectron(utilityProcess: UtilityForker, file: string): Spawner {
  return () => {
    const child = utilityProcess.fork(file, [], {
      serviceName: "GEMS Studio inference",
      stdio: ["ignore", "pipe", "pipe"],
    });
    return wrap(child);
  };
}

function wrap(child: UtilityChild): WorkerProcess {
  let gone = false;
  child.once("exit", () => {
    gone = true;
  });
  return {
    get pid() {
      return child.pid;
    },
    send: (message) => {
      if (!gone) child.postMessage(message);
    },
    onMessage: (listener) => {
      child.on("message", listener);
    },
    onExit: (listener) => {
      child.once("exit", (code) => listener({ reason: describeExit(code) }));
    },
    onOutput: (listener) => {
      for (const stream of [child.stdout, child.stderr])
        stream?.on("data", (chunk) => listener(chunk.toString()));
    },
    kill: () => endAtOnce(child),
  };
}

/** Electron reports processes that were killed from outside with code 0; the worker never leaves by itself. */
function describeExit(code: number): string {
  return code === 0 ? "killed by the system or another program" : `exit code ${code}`;
}

/** Electron's own `kill` asks politely (SIGTERM); a process busy in native code may take its time to hear. */
function endAtOnce(child: UtilityChild): void {
  const { pid } = child;
  if (pid === undefined) {
    child.kill();
    return;
  }
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    child.kill();
  }
}
