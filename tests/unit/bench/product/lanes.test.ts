import { expect, test } from "vitest";
import { readArguments } from "../../../../bench/product/arguments";
import { Eta, inLanes, spoken } from "../../../../bench/product/lanes";

test("every job is done once, by as many lanes as there are", async () => {
  const done: string[] = [];
  const jobs = Array.from({ length: 20 }, (_, n) => n);
  await inLanes(
    ["x", "y", "z"],
    jobs,
    async (lane, job) => {
      await Promise.resolve();
      done.push(`${lane}${job}`);
    },
    () => expect.unreachable(),
  );
  expect(done.map((one) => Number(one.slice(1))).sort((a, b) => a - b)).toEqual(jobs);
  expect(new Set(done.map((one) => one[0])).size).toBe(3);
});

test("a fault is told and left out; five in a row end it all", async () => {
  const told: number[] = [];
  await inLanes(
    [0],
    [0, 1, 2, 3],
    async (_, job) => {
      if (job % 2 === 0) throw new Error("odd ones only");
    },
    (job) => told.push(job),
  );
  expect(told).toEqual([0, 2]);
  const jobs = Array.from({ length: 50 }, (_, n) => n);
  let tried = 0;
  const gone = inLanes(
    [0],
    jobs,
    async () => {
      tried++;
      throw new Error("the server is gone");
    },
    () => undefined,
  );
  await expect(gone).rejects.toThrow("the server is gone");
  expect(tried).toBe(5);
});

test("the time left follows what each policy took", () => {
  const eta = new Eta();
  const job = (policy: string) => ({ policy, task: "t" });
  expect(eta.left([job("single")], 1)).toBeNull();
  eta.add("single", 1);
  eta.add("ours", 3);
  eta.add("ours", 5);
  expect(eta.left([job("single"), job("ours"), job("ours")], 1)).toBe(9);
  expect(eta.left([job("single"), job("ours"), job("ours")], 3)).toBe(3);
  expect(eta.left([job("unknown")], 1)).toBe(2.5);
  expect([spoken(12.3), spoken(300), spoken(7_500)]).toEqual(["12 s", "5 min", "2 h 05 min"]);
});

test("the command line", () => {
  expect(readArguments(["--suite", "studio-300", "--policy", "ours", "--n", "3"])).toMatchObject({
    n: 3,
    seed: 7,
    rounds: 5,
    parallel: 1,
    resume: false,
  });
  const generator = { kind: "gems-http", baseUrl: "http://127.0.0.1:8000" };
  expect(
    readArguments(["--suite", "dpg", "--policy", "ours", "--generator", JSON.stringify(generator)])
      ?.generator,
  ).toEqual(generator);
  expect(readArguments(["--help"])).toBeNull();
  expect(() => readArguments(["--suite", "nothing", "--policy", "ours"])).toThrow(/--suite/);
  expect(() => readArguments(["--suite", "dpg", "--policy", "ours", "--roles", "local"])).toThrow(
    /--roles: is no JSON/,
  );
  expect(() => readArguments(["--suite", "dpg", "--policy", "ours", "--n", "0"])).toThrow(/--n/);
});
