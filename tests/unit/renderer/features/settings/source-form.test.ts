import { describe, expect, test } from "vitest";
import {
  emptyDraft,
  readSource,
  type SourceDraft,
  serverOf,
  withRepository,
} from "../../../../../renderer/features/settings/shelf/download/source-form";

const hub = (part: Partial<SourceDraft>): SourceDraft => ({ ...emptyDraft, repository: "a/b", ...part });
const list = (part: Partial<SourceDraft>): SourceDraft => ({ ...emptyDraft, kind: "list", ...part });

describe("the address of a hub's page fills the fields", () => {
  test.each([
    ["https://hub.example.org/owner/name", { host: "https://hub.example.org", repository: "owner/name" }],
    ["https://hub.example.org/owner/name/", { repository: "owner/name", revision: "main", folder: "" }],
    ["https://hub.example.org/owner/name/tree/v1.0", { repository: "owner/name", revision: "v1.0" }],
    ["http://127.0.0.1:8080/o/n.x/tree/main/sub/onnx", { host: "http://127.0.0.1:8080", folder: "sub/onnx" }],
    ["https://hub.example.org/owner/name?library=diffusers#x", { repository: "owner/name" }],
  ])("%s", (address, parts) => {
    expect(withRepository({ ...emptyDraft, folder: "old", revision: "old" }, address)).toMatchObject(parts);
  });

  test.each(["owner/name", "https://hub.example.org", "https://hub.example.org/one", "name", ""])(
    "%j is taken as it is",
    (text) => {
      expect(withRepository(emptyDraft, text)).toEqual({ ...emptyDraft, repository: text });
    },
  );
});

describe("a source is read", () => {
  test("of a hub", () => {
    expect(readSource(hub({ host: " https://hub.example.org/ ", folder: "/onnx/" }))).toEqual({
      kind: "hub",
      host: "https://hub.example.org",
      repository: "a/b",
      revision: "main",
      folder: "onnx",
    });
  });

  test("of a list beside its files, elsewhere, or pasted", () => {
    const base = "https://files.example.org/x/";
    expect(readSource(list({ base }))).toEqual({ kind: "list", base });
    for (const given of ["https://other.example.org/l.json", '[{"path": "model_index.json"}]'])
      expect(readSource(list({ base, list: ` ${given} ` }))).toEqual({ kind: "list", base, list: given });
  });

  test.each([
    hub({ repository: "" }),
    hub({ repository: "only-a-name" }),
    hub({ repository: "../../etc" }),
    hub({ repository: "a/b/c" }),
    hub({ host: "ftp://hub.example.org" }),
    hub({ host: "https://me:secret@hub.example.org" }),
    hub({ revision: "" }),
    hub({ revision: "../main" }),
    hub({ folder: "a/../b" }),
    hub({ folder: ".." }),
    list({ base: "" }),
    list({ base: "file:///etc/" }),
    list({ base: "https://files.example.org", list: "words" }),
  ])("but not of %j", (draft) => {
    expect(readSource(draft)).toBeNull();
  });
});

test("the key is for the server that is asked first", () => {
  expect(serverOf(emptyDraft)).toBe("https://huggingface.co");
  expect(serverOf(list({ base: "http://files.example.org:81/models/x" }))).toBe(
    "http://files.example.org:81",
  );
  expect(serverOf(list({ base: "files" }))).toBe("");
});
