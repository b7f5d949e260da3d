import { expect, test } from "vitest";
import { freshNonce, imagePolicy, pagePolicy } from "../../../../electron/shell/content-policy";

function directives(policy: string): Map<string, string> {
  return new Map(
    policy.split("; ").map((part) => [part.split(" ", 1)[0]!, part.slice(part.indexOf(" ") + 1)]),
  );
}

test("the page may run and load its own files only", () => {
  const policy = directives(pagePolicy(null));
  expect(policy.get("default-src")).toBe("'none'");
  expect(policy.get("script-src")).toBe("'self'");
  expect(policy.get("style-src")).toBe("'self'");
  expect(policy.get("connect-src")).toBe("'self'");
  for (const closed of ["base-uri", "form-action", "frame-ancestors"])
    expect(policy.get(closed)).toBe("'none'");
  expect(pagePolicy(null)).not.toMatch(/unsafe|data:|\*/);
});

test("a nonce opens inserted style sheets and nothing else", () => {
  const nonce = freshNonce();
  const policy = directives(pagePolicy(nonce));
  expect(policy.get("style-src")).toBe(`'self' 'nonce-${nonce}'`);
  expect(policy.get("script-src")).toBe("'self'");
  expect(freshNonce()).not.toBe(nonce);
});

test("an image runs nothing", () => {
  expect(directives(imagePolicy).get("default-src")).toBe("'none'");
  expect(imagePolicy).toContain("sandbox");
  expect(imagePolicy).not.toContain("script-src");
});
