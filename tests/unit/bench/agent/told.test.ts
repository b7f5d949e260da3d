import { expect, test } from "vitest";
import { distilWords, refineWords } from "../../../../bench/agent/reference-words";
import { attemptsTold } from "../../../../bench/agent/told";

const questions = ["Is there a cat?", "Is the cat red?", "Is there a dog?"];
const prompts = ["a cat", "a red cat and a dog"];

test("reads the baseline's history: what is not among the failures passed", () => {
  const tried = { thought: "t", passed: [], experience: "Wrong: no red. Attempt more." };
  const text = refineWords("a red cat and a dog", [
    { n: 1, prompt: "a cat", failed: ["Is the cat red?", "Is there a dog?"], ...tried },
    { n: 2, prompt: "a red cat and a dog", failed: [], ...tried },
  ]);
  expect(attemptsTold(text, prompts, questions)).toEqual([
    { n: 1, prompt: "a cat", passed: ["Is there a cat?"], failed: ["Is the cat red?", "Is there a dog?"] },
    { n: 2, prompt: "a red cat and a dog", passed: questions, failed: [] },
  ]);
});

test("reads the baseline's request for a lesson", () => {
  const tried = {
    n: 1,
    prompt: "a cat",
    thought: "t",
    passed: ["Is there a cat?"],
    failed: ["Is there a dog?"],
  };
  expect(attemptsTold(distilWords(tried, []), prompts, questions)).toEqual([
    { n: 1, prompt: "a cat", passed: ["Is there a cat?"], failed: ["Is there a dog?"] },
  ]);
});

test("reads lists under headings, and takes nothing from lessons alone or from what is not decided", () => {
  const text = `MUST BECOME TRUE (failed in attempt 2):
- c3: Is there a dog?

Attempt 1: the cat came out well.
ATTEMPT 2 (the best so far)
<prompt>
a cat
</prompt>
PASSED (protect these):
- Is there a cat? (seen: one cat)
FAILED:
- Is there a dog?
NOT DECIDED (neither passed nor failed):
- Is the cat red?
ATTEMPT 3
Drawn from the same prompt as attempt 2.
FAILED:
- Is there a cat?`;
  expect(attemptsTold(text, prompts, questions)).toEqual([
    { n: 2, prompt: "a cat", passed: ["Is there a cat?"], failed: ["Is there a dog?"] },
    { n: 3, prompt: "a cat", passed: ["Is the cat red?", "Is there a dog?"], failed: ["Is there a cat?"] },
  ]);
});
