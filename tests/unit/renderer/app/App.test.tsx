// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { App } from "../../../../renderer/app/App";
import { queryClient } from "../../../../renderer/app/query";
import { useRuns } from "../../../../renderer/app/runs/run-store";
import { useToasts } from "../../../../renderer/app/toasts";
import { useUi } from "../../../../renderer/app/ui-store";
import { emptyDraft, useDraft } from "../../../../renderer/features/studio/prompt-bar/draft";
import { StudioError } from "../../../../shared/errors";
import { type HarnessWorld, harnessBridge, newWorld } from "../../../harness/bridge";
import { journal, PROMPT } from "../../../harness/journal";

const arrangement = useUi.getState();
let world: HarnessWorld;

function start(change: (world: HarnessWorld) => void = () => undefined) {
  world = newWorld();
  world.pace = 0;
  change(world);
  Object.defineProperty(window, "studio", { value: harnessBridge(world), configurable: true });
  return render(<App />);
}

const press = (key: string, rest: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...rest });

/** Waits on the store, which costs less than searching the page at every change. */
async function finished(): Promise<void> {
  const status = () => Object.values(useRuns.getState().entries)[0];
  await waitFor(() => expect([status()?.live, status()?.state.status]).toEqual([false, "finished"]), {
    timeout: 25_000,
  });
  expect(screen.getByText("Finished")).toBeTruthy();
}

beforeEach(() => {
  localStorage.clear();
  useUi.setState(arrangement, true);
  useDraft.setState(emptyDraft, true);
  useRuns.setState({ currentId: null, entries: {}, working: [] });
  useToasts.setState({ toasts: [] });
  queryClient.clear();
});
afterEach(cleanup);

describe("a first run", () => {
  it("begins with an example, shows what happens and leaves the designer's words alone", async () => {
    start();
    fireEvent.click(await screen.findByRole("button", { name: /four white bicycles/ }));
    const prompt = screen.getByRole("textbox", { name: "Prompt" });
    expect(prompt).toHaveProperty("value", PROMPT);
    prompt.focus();
    press("Enter", { ctrlKey: true });
    await finished();
    const panel = screen.getByRole("region", { name: "Skill and criteria" });
    expect(within(panel).getByRole("heading", { name: "Spatial layout" })).toBeTruthy();
    expect(within(panel).getByRole("button", { name: "Are there exactly four bicycles?" })).toBeTruthy();
    expect(within(panel).getAllByRole("button", { name: /^Iteration 1: (pass|fail|unclear)/ })).toHaveLength(
      7,
    );
    expect(prompt).toHaveProperty("value", PROMPT);
  });

  it("keeps looking at the first image while others arrive, and offers the best at the end", async () => {
    start();
    act(() => useDraft.setState({ text: PROMPT }));
    press("Enter", { ctrlKey: true });
    await finished();
    const { currentId } = useRuns.getState();
    expect(currentId).not.toBeNull();
    const inspector = screen.getByRole("complementary", { name: "Inspector" });
    expect(within(inspector).queryByRole("region", { name: "Refined for iteration 4" })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: /Best is iteration 4/ }));
    const refined = within(inspector).getByRole("region", { name: "Refined for iteration 4" });
    expect(within(refined).getAllByRole("insertion").length).toBeGreaterThan(0);
    expect(within(inspector).getByRole("region", { name: "Your words" }).textContent).toContain(PROMPT);
  });
});

describe("keys", () => {
  it("open the stop menu while a run works, and acknowledge a stop at once", async () => {
    start((fresh) => {
      fresh.pace = 40;
    });
    act(() => useDraft.setState({ text: PROMPT }));
    press("Enter", { ctrlKey: true });
    await screen.findByRole("button", { name: "Stop" });
    press("Escape");
    fireEvent.click(await screen.findByRole("menuitem", { name: /Stop now/ }));
    expect(screen.getByRole("button", { name: "Stopping…" })).toBeTruthy();
    await waitFor(() => expect(screen.getByText("Stopped")).toBeTruthy(), { timeout: 10_000 });
    press("R", { shiftKey: true });
    expect(await screen.findByRole("button", { name: "Stop" })).toBeTruthy();
    await finished();
  });

  it("go from view to view, and turn a skill off", async () => {
    start();
    press("4", { altKey: true, code: "Digit4" });
    const toggle = await screen.findByRole("switch", { name: "Use Spatial layout" });
    expect(toggle.getAttribute("aria-checked")).toBe("true");
    fireEvent.click(toggle);
    await waitFor(() => expect(toggle.getAttribute("aria-checked")).toBe("false"));
    expect(world.settings.disabledSkills).toEqual(["spatial-layout"]);
  });

  it("show every shortcut on the cheat sheet and every command in the palette", async () => {
    start();
    press("?", { shiftKey: true });
    const sheet = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    expect(within(sheet).getByText("Run the prompt")).toBeTruthy();
  });
});

describe("at the start", () => {
  const id = "bicycl3s";
  const cut = journal({ id, startedAt: 1000, finish: false });

  it("brings back the run that was cut short, ready to be resumed", async () => {
    useUi.setState({ lastRun: id });
    start((fresh) => fresh.runs.push({ id, events: cut, live: false }));
    expect(await screen.findByText("Interrupted")).toBeTruthy();
    fireEvent.click(screen.getAllByRole("button", { name: "Resume" })[0]!);
    await finished();
  });

  it("is simply empty when the last run is gone", async () => {
    useUi.setState({ lastRun: "gonegone" });
    start();
    expect(await screen.findByRole("heading", { name: "What should it look like?" })).toBeTruthy();
    await waitFor(() => expect(useUi.getState().lastRun).toBeNull());
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("failures", () => {
  it("show cause, remedy and details to copy, and a button that tries again", async () => {
    start();
    const payload = new StudioError("busy", "The engine is still starting.", {
      remedy: "Wait a moment.",
      retryable: true,
      detail: "at start()",
    }).toPayload();
    const ask = { ...window.studio.ask, "runs:start": async () => ({ ok: false as const, error: payload }) };
    Object.defineProperty(window, "studio", { value: { ...window.studio, ask }, configurable: true });
    act(() => useDraft.setState({ text: PROMPT }));
    press("Enter", { ctrlKey: true });
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("Could not start the run");
    expect(alert.textContent).toContain("The engine is still starting. Wait a moment.");
    expect(within(alert).getByRole("button", { name: "Retry" })).toBeTruthy();
    expect(within(alert).getByRole("button", { name: "Copy error details" })).toBeTruthy();
  });
});
