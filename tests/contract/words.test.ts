/** No word on screen is written into the page: all of them lie in renderer/i18n, in every language. */
import { describe, expect, test } from "vitest";
import { de } from "../../renderer/i18n/de";
import { en } from "../../renderer/i18n/en";
import { es } from "../../renderer/i18n/es";
import { readTree } from "./support/tree";
import { literalsIn } from "./support/words";

const tree = readTree(["renderer"]);
const pages = [...tree].filter(
  ([file, source]) => source !== null && /\.tsx?$/.test(file) && !file.startsWith("renderer/i18n/"),
);

describe("words on screen", () => {
  test("are told in the chosen language, none is left in the page's own code", () => {
    const left = pages.flatMap(([file, source]) =>
      literalsIn(source ?? "").map(({ line, text }) => `${file}:${line} ${text}`),
    );
    expect(left).toEqual([]);
  });

  test("the pages are really read", () => expect(pages.length).toBeGreaterThan(150));

  test.each([
    [`<p>Nothing here yet</p>`, ["Nothing here yet"]],
    [`<p>\n  Two lines,\n  one text\n</p>`, ["Two lines, one text"]],
    [`<button aria-label="Close it" />`, ["Close it"]],
    [`<input placeholder={"Type here"} title='Why not' />`, ["Type here", "Why not"]],
    ["<i aria-label={`Open ${" + "title}`} />", ["Open ${" + "title}"]],
    [`<b label={open ? "Hide" : "Show"} />`, ["Hide", "Show"]],
    [`<span>{count === 1 ? "one image" : t("many")}</span>`, ["one image"]],
    [`<p>{t("library:empty")}</p>`, []],
    [`<Button keys="Mod+Enter" size="sm" className="a b">{t("go")}</Button>`, []],
    [`<span>{passed}/{total} · {ms} %</span>`, []],
    [`<code>npm start</code>`, []],
    [`[a < b && c > d, "Just a string"]`, []],
    [`<p>or</p>`, ["or"]],
    [`notify("Saved it")`, ["Saved it"]],
    [`notifyUndo(t("x"), () => log("not shown"))`, []],
    [`command("Run", "run.start", "Run it", start)`, ["Run it"]],
    [`<T<string> label={t("x")} />`, []],
  ])("finds them in %s", (source, found) => {
    expect(literalsIn(`const x = (${source});`).map(({ text }) => text)).toEqual(found);
  });
});

type Texts = { readonly [key: string]: string | Texts };

function leaves(texts: Texts, at = ""): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) => {
      const path = at === "" ? key : `${at}.${key}`;
      return typeof value === "string" ? [[path, value] as const] : [...leaves(value, path)];
    }),
  );
}

const english = leaves(en);

describe.each([
  ["German", de],
  ["Spanish", es],
])("the %s texts", (_name, texts) => {
  const words = leaves(texts as unknown as Texts);

  test("are all there and none is empty", () => {
    expect([...words.keys()].sort()).toEqual([...english.keys()].sort());
    expect([...words].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  test("have the same places for values as the English ones", () => {
    const places = (text: string) =>
      [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name).sort();
    const differing = [...words].filter(
      ([key, text]) => JSON.stringify(places(text)) !== JSON.stringify(places(english.get(key) ?? "")),
    );
    // A count that is one may go unsaid: "one image" instead of "{{count}} image".
    const wrong = differing.filter(([key]) => !key.endsWith("_one"));
    expect(wrong).toEqual([]);
  });
});
