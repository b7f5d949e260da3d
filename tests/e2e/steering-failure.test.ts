/** A step that failed: cause, remedy, a way to the settings, details to copy; and only that step is tried again. */
import { expect, test } from "./app";
import { ask, newestRun } from "./ask";
import { run, sample } from "./studio";

test("an image server that is down: the card leads to the settings, and retrying repeats the drawing alone", async ({
  studio: { page },
}) => {
  // Port 9 (discard) is closed on any machine a desktop runs on.
  await ask(page, "settings:set", {
    generator: { kind: "gems-http", baseUrl: "http://127.0.0.1:9" },
    rounds: 1,
  });
  await run(page, sample);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The image could not be drawn in iteration 1", { timeout: 60_000 });
  await expect(alert).toContainText("127.0.0.1:9");
  await expect(alert.getByRole("button", { name: "Copy error details" })).toBeVisible();
  const failed = await newestRun(page);
  const runId = failed.header?.id ?? "";
  expect(failed.failure).toMatchObject({ role: "generator", code: "unreachable", iteration: 1 });

  await alert.getByRole("button", { name: "Open settings" }).click();
  await expect(page.getByRole("button", { name: "Settings", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await ask(page, "settings:set", { generator: { kind: "flatland" } });
  await page.keyboard.press("Alt+1");
  await page.getByRole("alert").getByRole("button", { name: "Retry" }).click();
  await expect(page.getByTestId("run-status")).toHaveText("Finished", { timeout: 90_000 });
  const { events } = await ask(page, "runs:get", { runId });
  const count = (type: string) => events.filter((event) => event.type === type).length;
  expect(count("skill-routed")).toBe(1);
  expect(count("criteria-proposed")).toBe(1);
  expect(count("image-generated")).toBe(1);
  const done = await newestRun(page);
  expect(done.failure).toBeNull();
  expect(done.criteria).toEqual(failed.criteria);
});
