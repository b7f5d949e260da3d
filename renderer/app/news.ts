/** News from the main side: live runs into their store, everything stored out of its cache. */
import { type MenuCommand, menuCommands } from "../../shared/menu-commands";
import type { RunEvent } from "../../shared/run/events";
import { runCommand } from "./commands";
import { frameQueue } from "./frames";
import { listen } from "./ipc";
import { isTyping } from "./keys";
import { shelfChanged, shelfProgress } from "./models";
import { keys, queryClient } from "./query";
import { showRun } from "./runs/actions";
import { receive, setLive } from "./runs/run-store";

/** Undo and redo of the menu belong to the text field that has the focus, where there is one. */
function fromMenu(name: MenuCommand): void {
  if ((name === "undo" || name === "redo") && isTyping(document.activeElement)) document.execCommand(name);
  else runCommand(menuCommands[name].command);
}

/** Starts listening; returns the way out. */
export function followNews(): () => void {
  const events = frameQueue<RunEvent>(receive);
  const ways = [
    listen("run-events", ({ runId, events: batch }) => events.push(runId, batch)),
    listen("run-live", ({ runId, live }) => setLive(runId, live)),
    listen("engine-status", (status) => queryClient.setQueryData(keys.engine, status)),
    listen("compute-changed", (state) => queryClient.setQueryData(keys.compute, state)),
    listen("library-changed", () => void queryClient.invalidateQueries({ queryKey: keys.runs })),
    listen("boards-changed", () => {
      for (const queryKey of [keys.boards, keys.searches, keys.runs])
        void queryClient.invalidateQueries({ queryKey });
    }),
    listen("skills-changed", () => void queryClient.invalidateQueries({ queryKey: keys.skills })),
    listen("memory-changed", () => void queryClient.invalidateQueries({ queryKey: keys.memory })),
    listen("models-changed", () => void shelfChanged()),
    listen("model-progress", shelfProgress),
    listen("settings-changed", (settings) => {
      queryClient.setQueryData(keys.settings, settings);
      // Keys of the environment are for the servers that are set up.
      void queryClient.invalidateQueries({ queryKey: keys.secrets });
    }),
    listen("show-run", ({ runId }) => void showRun(runId)),
    listen("command", ({ name }) => fromMenu(name)),
  ];
  return () => {
    for (const leave of ways) leave();
  };
}
