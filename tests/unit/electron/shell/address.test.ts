import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { APP_URL, isAllowedOutside, isAppAddress } from "../../../../electron/shell/address";

describe("isAppAddress", () => {
  test.each([APP_URL, "studio://app/", "studio://app/index.html?a#b"])("trusts %s", (address) => {
    expect(isAppAddress(address)).toBe(true);
  });

  test.each([
    "studio://run/abc123/x.png",
    "studio://app.example.org/",
    "studio://app:81/",
    "https://app/",
    "studio:app",
    "file:///app",
    "about:blank",
    "",
  ])("does not trust %s", (address) => {
    expect(isAppAddress(address)).toBe(false);
  });
});

describe("isAllowedOutside", () => {
  const hosts = ["arxiv.org"];

  test.each(["https://arxiv.org/abs/2603.28088", "https://www.arxiv.org/"])("lets %s through", (address) => {
    expect(isAllowedOutside(address, hosts)).toBe(true);
  });

  test.each([
    "http://arxiv.org/",
    "https://notarxiv.org/",
    "https://arxiv.org.example.com/",
    "https://user@arxiv.org/",
    "https://user:secret@arxiv.org/",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "arxiv.org",
  ])("stops %s", (address) => {
    expect(isAllowedOutside(address, hosts)).toBe(false);
  });

  test("never throws, whatever the page asks for", () => {
    fc.assert(fc.property(fc.string(), (address) => typeof isAllowedOutside(address, hosts) === "boolean"));
  });
});
