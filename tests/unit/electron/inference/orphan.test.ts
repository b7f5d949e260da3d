import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { forkOptions } from "./real-worker";

const greeting = z.object({ pid: z.number().int(), width: z.number() });

/** False also for a process that ended but that nobody has fetched yet (in containers nobody may). */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" && process.platform !== "linux";
  }
}

test("the inference process does not outlive a parent that was killed", async () => {
  const parent = fork(path.join(import.meta.dirname, "parent.ts"), [], {
    ...forkOptions,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  try {
    const [message] = await once(parent, "message");
    const { pid, width } = greeting.parse(message);
    expect(width).toBe(1);
    expect(isRunning(pid)).toBe(true);
    parent.kill("SIGKILL");
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 20_000 });
  } finally {
    parent.kill("SIGKILL");
  }
});
