/** Whether work left behind still has somebody working on it. */
import { errnoOf } from "../storage/durable";

/** True for this process and for any other that is running under the number. */
export function isRunning(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === "EPERM";
  }
}
