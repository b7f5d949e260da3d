import { expect, test } from "./app";
import { ask, newestRun } from "./ask";

test("a model server that is down stops the run with cause, remedy and a way on", async ({
  studio: { page },
}) => {
  // Port 9 (discard) is closed on any machine a desktop runs on.
  await ask(page, "settings:set", {
    roles: { kind: "chat", baseUrl: "http://127.0.0.1:9/v1", model: "none" },
  });
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("a red car");
  await page.keyboard.press("Control+Enter");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("127.0.0.1:9", { timeout: 60_000 });
  await expect(alert.getByRole("button", { name: "Retry" })).toBeVisible();
  expect((await newestRun(page)).failure).toMatchObject({ role: "planner", code: "unreachable" });

  await ask(page, "settings:set", { roles: { kind: "local" } });
  await alert.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("banner").getByText("Finished")).toBeVisible({ timeout: 90_000 });
  expect((await newestRun(page)).failure).toBeNull();
});

test("the studio survives its engine: killed, it is started again and the run goes on", async ({
  studio: { page, app },
}) => {
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("a red car");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("banner").getByText("Finished")).toBeVisible({ timeout: 90_000 });
  const before = await ask(page, "engine:status", undefined);
  const pid = await app.evaluate(
    ({ app: electron }) =>
      electron.getAppMetrics().find((one) => one.type === "Utility" && one.name?.includes("GEMS"))?.pid,
  );
  expect(pid).toBeDefined();
  process.kill(pid ?? 0, "SIGKILL");
  await page.getByRole("textbox", { name: "Prompt", exact: true }).fill("two blue cats");
  await page.keyboard.press("Control+Enter");
  await expect
    .poll(async () => (await newestRun(page)).header?.prompt, { timeout: 30_000 })
    .toBe("two blue cats");
  await expect(page.getByRole("banner").getByText("Finished")).toBeVisible({ timeout: 90_000 });
  const after = await ask(page, "engine:status", undefined);
  expect(after.state).toBe("ready");
  expect(after.restarts).toBe(before.restarts + 1);
});
