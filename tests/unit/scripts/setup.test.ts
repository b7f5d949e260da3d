import { describe, expect, test } from "vitest";
import { checkNode, isInstalled } from "../../../scripts/lib/packages.mjs";
import { namespacesAllowed } from "../../../scripts/lib/sandbox.mjs";
import { missingIn } from "../../../scripts/lib/system-libraries.mjs";
import {
  closingLine,
  honest,
  playwrightTally,
  single,
  sum,
  vitestTally,
} from "../../../scripts/lib/tally.mjs";

describe("checkNode", () => {
  test.each(["20.19.0", "20.20.2", "22.0.0", "24.1.0"])("%s will do", (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });
  test.each(["18.20.0", "20.18.9"])("%s is too old, and the message says what is needed", (version) => {
    expect(() => checkNode(version)).toThrow(/Node 20\.19 or newer/);
  });
});

describe("isInstalled", () => {
  const lock = {
    packages: {
      "": { version: "0.1.0" },
      "node_modules/a": { version: "1.0.0" },
      "node_modules/only-mac": { version: "1.0.0", optional: true },
    },
  };
  const installed = (packages: Record<string, { version: string }>) => isInstalled(lock, { packages });

  test("is true when all is there, foreign platforms' packages aside", () => {
    expect(installed({ "node_modules/a": { version: "1.0.0" } })).toBe(true);
  });
  test("is false for another version, a missing package, or nothing at all", () => {
    expect(installed({ "node_modules/a": { version: "1.0.1" } })).toBe(false);
    expect(installed({ "node_modules/only-mac": { version: "1.0.0" } })).toBe(false);
    expect(
      installed({ "node_modules/a": { version: "1.0.0" }, "node_modules/only-mac": { version: "2.0.0" } }),
    ).toBe(false);
    expect(isInstalled(lock, {})).toBe(false);
  });
});

test("missingIn reads what ldd could not find", () => {
  const listing = [
    "\tlinux-vdso.so.1 (0x00007ffd2d5f2000)",
    "\tlibnss3.so => not found",
    "\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f1c8a000000)",
    "\tlibgbm.so.1 => not found",
  ].join("\n");
  expect(missingIn(listing)).toEqual(["libnss3.so", "libgbm.so.1"]);
  expect(missingIn("\tnot a dynamic executable")).toEqual([]);
});

describe("the closing line", () => {
  test("sums what the runners say", () => {
    const vitest = vitestTally({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 });
    const playwright = playwrightTally({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 } });
    expect(closingLine(sum([vitest, playwright, single(true), single(false)]))).toBe(
      "10 passed, 3 failed, 3 skipped",
    );
    expect(closingLine(sum([]))).toBe("0 passed, 0 failed");
  });

  test("a runner that broke without a failed test still counts as a failure", () => {
    expect(honest({ passed: 9, failed: 0, skipped: 0 }, false).failed).toBe(1);
    expect(honest({ passed: 9, failed: 2, skipped: 0 }, false).failed).toBe(2);
    expect(honest({ passed: 9, failed: 0, skipped: 0 }, true).failed).toBe(0);
    expect(honest(null, true).failed).toBe(1);
  });
});

describe("namespacesAllowed", () => {
  test("is true where no kernel setting forbids them", () => {
    expect(namespacesAllowed(() => null)).toBe(true);
    expect(
      namespacesAllowed((file) =>
        file.includes("max_user") ? "15000" : file.includes("apparmor") ? "0" : "1",
      ),
    ).toBe(true);
  });

  test.each([
    ["/proc/sys/kernel/unprivileged_userns_clone", "0"],
    ["/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1"],
    ["/proc/sys/user/max_user_namespaces", "0"],
  ])("is false with %s = %s", (forbidding, value) => {
    expect(namespacesAllowed((file) => (file === forbidding ? value : null))).toBe(false);
  });
});
