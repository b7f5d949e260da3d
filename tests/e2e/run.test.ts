import { expect, test } from "./app";
import { newestRun } from "./ask";
import { rested, run, sample } from "./studio";

test("a prompt becomes criteria, attempts, verdicts, lessons and better prompts", async ({
  studio: { page },
}) => {
  await run(page, sample);
  await rested(page);
  const state = await newestRun(page);
  const { criteria, iterations } = state;
  expect(state.header?.prompt).toBe(sample);
  expect(criteria?.length).toBeGreaterThanOrEqual(7);

  const skill = page.getByRole("region", { name: "Skill and criteria" });
  await expect(skill.getByRole("heading", { name: "Spatial layout" })).toBeVisible();
  for (const { question } of criteria ?? []) {
    await expect(skill.getByRole("button", { name: question, exact: true })).toBeVisible();
  }
  const film = page.getByRole("list", { name: "Iterations" });
  await expect(film.getByRole("button")).toHaveCount(iterations.length);
  await expect(film.getByRole("button", { name: /, best$/ })).toHaveCount(1);
  // One mark for every criterion and attempt, in words too.
  const marks = skill.getByRole("button", { name: /^Iteration \d+: (pass|fail|unclear)/ });
  await expect(marks).toHaveCount((criteria?.length ?? 0) * iterations.length);
  // The agent's prompts are shown beside the designer's words, which stay as they were typed.
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await expect(inspector.getByRole("region", { name: "Your words" })).toContainText(sample);
  await expect(inspector.getByRole("insertion").first()).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Prompt", exact: true })).toHaveValue(sample);
  for (const { n, experience, judged } of iterations) {
    expect(judged, `attempt ${n} judged`).toBe(true);
    if (n < iterations.length) expect(experience, `lesson of attempt ${n}`).not.toBeNull();
  }
});

test("every criterion shown as passed is backed by boxes or text on the picture", async ({
  studio: { page },
}) => {
  await run(page, 'two red cats to the left of a sign that says "OPEN"');
  await rested(page);
  const state = await newestRun(page);
  let passes = 0;
  for (const iteration of state.iterations) {
    for (const verdict of Object.values(iteration.verdicts)) {
      if (verdict.state !== "pass") continue;
      passes += 1;
      expect(verdict.evidence.length, `${iteration.n}: ${verdict.answer}`).toBeGreaterThan(0);
      for (const { box } of verdict.evidence) expect(box.w * box.h).toBeGreaterThan(0);
    }
  }
  expect(passes).toBeGreaterThan(0);
  // On screen: choosing a passed mark draws its boxes over the picture.
  await page
    .getByRole("button", { name: /^Iteration \d+: pass/ })
    .first()
    .click();
  const evidence = page.getByRole("region", { name: "Evidence" });
  await expect(evidence.getByRole("button").first()).toBeVisible();
  const box = await evidence.getByRole("button").first().boundingBox();
  expect((box?.width ?? 0) * (box?.height ?? 0)).toBeGreaterThan(0);
});

test("words the engine does not know are named before the run", async ({ studio: { page } }) => {
  const prompt = page.getByRole("textbox", { name: "Prompt", exact: true });
  await prompt.fill("two cats and a zeppelin");
  const bar = page.getByRole("region", { name: "Prompt bar" });
  await expect(bar).toContainText("zeppelin", { timeout: 30_000 });
  await expect(bar.getByText(/zeppelin/).last()).toBeVisible();
});

test("the pictures on screen come from the run's own folder", async ({ studio: { page } }) => {
  await run(page, "a red car");
  await rested(page);
  const picture = page.getByRole("img", { name: /^Iteration 1/ });
  await expect(picture).toHaveAttribute("src", /^studio:\/\/run\/[0-9a-z]+\/[0-9a-f]{64}\.png$/);
  const size = await picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]);
  expect(size).toEqual([1024, 1024]);
});
