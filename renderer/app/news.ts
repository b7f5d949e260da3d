/** News from the main side: live runs into their store, everything stored out of its cache. */
import type { RunEvent } from "../../shared/run/events";
import { runCommand } from "./commands";
import { frameQueue } from "./frames";
import { listen } from "./ipc";
import { keys, queryClient } from "./query";
import { receive, setLive } from "./runs/run-store";

const commandNames = {
  "new-run": "run.new",
  stop: "run.stop",
  palette: "app.palette",
  shortcuts: "app.shortcuts",
  settings: "go.settings",
  library: "go.library",
} as const;

/** Starts listening; returns the way out. */
export function followNews(): () => void {
  const events = frameQueue<RunEvent>(receive);
  const ways = [
    listen("run-events", ({ runId, events: batch }) => events.push(runId, batch)),
    listen("run-live", ({ runId, live }) => setLive(runId, live)),
    listen("engine-status", (status) => queryClient.setQueryData(keys.engine, status)),
    listen("library-changed", () => void queryClient.invalidateQueries({ queryKey: keys.runs })),
    listen("skills-changed", () => void queryClient.invalidateQueries({ queryKey: keys.skills })),
    listen("settings-changed", (settings) => queryClient.setQueryData(keys.settings, settings)),
    listen("command", ({ name }) => runCommand(commandNames[name])),
  ];
  return () => {
    for (const leave of ways) leave();
  };
}
