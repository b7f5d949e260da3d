/** The worker's end of the wire: Electron's parent port or Node's own channel, whichever is there. */

export interface WorkerPort {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What is used of Electron's `process.parentPort`. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { data: unknown }) => void): unknown;
}

/**
 * Finds out who started this process and opens the way back.
 * Under Node the process ends itself when the parent is gone; Electron sees to that on its own.
 * @throws Error when the process was started by hand, with nobody to talk to.
 */
export function openPort(): WorkerPort {
  const parentPort: unknown = Reflect.get(process, "parentPort");
  if (isParentPort(parentPort)) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on("message", (event) => listener(event.data)),
    };
  }
  const send = process.send?.bind(process);
  if (send === undefined) throw new Error("The inference worker is started by the studio, not by hand.");
  process.once("disconnect", () => process.exit(0));
  // Ctrl+C in a terminal reaches the whole group; the parent decides what it means and still needs this process.
  process.on("SIGINT", () => undefined);
  return {
    send: (message) => {
      if (process.connected) send(message);
    },
    onMessage: (listener) => {
      process.on("message", listener);
    },
  };
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === "object" && value !== null && "postMessage" in value && "on" in value;
}
