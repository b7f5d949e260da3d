/** A parent to be killed: opens the engine, tells the worker's process id, and stays. */
import { openRealEngine } from "./real-worker";

const { engine, processes } = openRealEngine();
const { width } = await engine.toPng(
  Buffer.from("R0lGODlhAQABAIAAAP8AAAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==", "base64"),
  new AbortController().signal,
);
process.send?.({ pid: processes[0]?.pid, width });
