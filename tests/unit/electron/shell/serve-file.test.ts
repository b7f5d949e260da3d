import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { locate, mimeOf, parseRange, segmentsOf, sendFile } from "../../../../electron/shell/serve-file";

describe("parseRange", () => {
  test.each([
    [null, 10, "whole"],
    ["bytes=0-3", 10, { start: 0, end: 3 }],
    ["bytes=4-", 10, { start: 4, end: 9 }],
    ["bytes=-3", 10, { start: 7, end: 9 }],
    ["bytes=-30", 10, { start: 0, end: 9 }],
    ["bytes=2-999", 10, { start: 2, end: 9 }],
    ["bytes=10-", 10, "unsatisfiable"],
    ["bytes=-0", 10, "unsatisfiable"],
    ["bytes=5-2", 10, "whole"],
    ["bytes=-", 10, "whole"],
    ["bytes=0-1,3-4", 10, "whole"],
    ["lines=0-1", 10, "whole"],
    ["bytes=0-", 0, "unsatisfiable"],
  ] as const)("%s of %i bytes", (header, size, expected) => {
    expect(parseRange(header, size)).toEqual(expected);
  });

  test("a range always lies within the file", () => {
    const header = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => `bytes=${a}-${b}`),
      fc.nat().map((a) => `bytes=${a}-`),
      fc.nat().map((a) => `bytes=-${a}`),
    );
    fc.assert(
      fc.property(header, fc.nat(), (text, size) => {
        const range = parseRange(text, size);
        if (typeof range === "string") return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThan(size);
      }),
    );
  });
});

describe("segmentsOf", () => {
  test("decodes each segment on its own", () => {
    expect(segmentsOf("/abc/a%20b.png")).toEqual(["abc", "a b.png"]);
    expect(segmentsOf("/..%2fsecret")).toEqual(["../secret"]);
    expect(segmentsOf("/%zz")).toBeNull();
  });
});

describe("files of a folder", () => {
  let top = "";
  let images = "";

  beforeEach(async () => {
    top = await mkdtemp(path.join(os.tmpdir(), "serve-file-"));
    images = path.join(top, "images");
    await mkdir(path.join(images, "deep"), { recursive: true });
    await mkdir(path.join(top, "images-2"));
    await writeFile(path.join(images, "a.png"), "0123456789");
    await writeFile(path.join(images, "deep", "b.png"), "b");
    await writeFile(path.join(images, "a.bin"), "no kind we serve");
    await writeFile(path.join(top, "secret.png"), "secret");
    await writeFile(path.join(top, "images-2", "c.png"), "a neighbour");
    await symlink("../secret.png", path.join(images, "link.png"));
    await symlink("a.png", path.join(images, "inner.png"));
    await symlink("loop.png", path.join(images, "loop.png"));
    await symlink("../images-2", path.join(images, "neighbour"));
  });

  afterEach(() => rm(top, { recursive: true, force: true }));

  test("are found, also by a link that stays inside", async () => {
    expect(await locate(images, ["a.png"])).toMatch(/images\/a\.png$/);
    expect(await locate(images, ["deep", "b.png"])).toMatch(/deep\/b\.png$/);
    expect(await locate(images, ["inner.png"])).toMatch(/images\/a\.png$/);
  });

  test.each([
    [[]],
    [[""]],
    [["."]],
    [[".."]],
    [["..", "secret.png"]],
    [["../secret.png"]],
    [["..\\secret.png"]],
    [["deep/b.png"]],
    [["C:secret.png"]],
    [["a.png\0"]],
    [["link.png"]],
    [["loop.png"]],
    [["neighbour", "c.png"]],
    [["gone.png"]],
    [["a.png", "below-a-file"]],
    [["x".repeat(5000)]],
  ])("does not find %j", async (segments) => {
    expect(await locate(images, segments)).toBeNull();
  });

  test("are sent whole", async () => {
    const reply = await sendFile(new Request("studio://run/a.png"), path.join(images, "a.png"), {
      "x-more": "yes",
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toBe("image/png");
    expect(reply.headers.get("content-length")).toBe("10");
    expect(reply.headers.get("x-more")).toBe("yes");
    expect(await reply.text()).toBe("0123456789");
  });

  test("are sent in part", async () => {
    const request = new Request("studio://run/a.png", { headers: { range: "bytes=2-4" } });
    const reply = await sendFile(request, path.join(images, "a.png"), {});
    expect(reply.status).toBe(206);
    expect(reply.headers.get("content-range")).toBe("bytes 2-4/10");
    expect(await reply.text()).toBe("234");
  });

  test("are refused beyond their end, when unknown in kind, and when gone", async () => {
    const beyond = new Request("studio://run/a.png", { headers: { range: "bytes=10-" } });
    expect((await sendFile(beyond, path.join(images, "a.png"), {})).status).toBe(416);
    const plain = new Request("studio://run/a");
    expect((await sendFile(plain, path.join(images, "a.bin"), {})).status).toBe(404);
    expect((await sendFile(plain, path.join(images, "gone.png"), {})).status).toBe(404);
  });
});

test("mimeOf knows what the studio serves and nothing else", () => {
  expect(mimeOf("A.PNG")).toBe("image/png");
  expect(mimeOf("x.svg")).toBe("image/svg+xml");
  expect(mimeOf("x.exe")).toBeNull();
  expect(mimeOf("png")).toBeNull();
});
