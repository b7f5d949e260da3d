import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { forkOptions } from "./real-worker";

const greeting = z.object({ pid: z.number().int(), width: z.number() });

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
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
