import fc from "fast-check";
import i18next from "i18next";
import { afterEach, describe, expect, it } from "vitest";
import { topicOf } from "../../../../../../renderer/features/studio/criteria/topic";
import "../../../../../../renderer/i18n";
import type { Check, Criterion } from "../../../../../../shared/run/criteria";
import { arbitraryCheck } from "../../../../shared/run/arbitrary";

const cat = { kind: "cat" };
const dog = { kind: "dog" };
const redCat = { kind: "cat", finish: "red" };
const QUESTION = "Is everything that this designer ever wished for to be seen in this one picture?";
const asking = (check?: Check): Criterion => ({
  id: "c1",
  question: QUESTION,
  kind: "other",
  weight: 1,
  enabled: true,
  origin: "decomposer",
  ...(check === undefined ? {} : { check }),
});

const cases: readonly (readonly [Check, string])[] = [
  [{ type: "object", of: cat }, "cat"],
  [{ type: "count", of: redCat, count: 2 }, "red cat"],
  [{ type: "amount", of: redCat, min: 2, max: 4 }, "red cat"],
  [{ type: "attribute", of: cat, finish: "metal" }, "metal cat"],
  [{ type: "order", of: cat, nth: 3, from: "left", finish: "red" }, "red cat"],
  [{ type: "relation", relation: "left-of", subject: redCat, object: dog }, "red cat / dog"],
  [{ type: "placement", placement: "next-to", subject: cat, object: dog }, "cat / dog"],
  [{ type: "comparison", subject: cat, object: dog, sort: "more", times: 1, plus: 0 }, "cat / dog"],
  [{ type: "larger", subject: cat, object: dog, sort: "larger" }, "cat / dog"],
  [{ type: "between", subject: cat, object: dog }, "cat / dog"],
  [{ type: "between", subject: cat, object: dog, other: { kind: "bear" } }, "cat / dog / bear"],
  [{ type: "region", of: cat, region: "top-left" }, "cat: upper left"],
  [{ type: "size", of: redCat, size: "huge" }, "red cat: huge"],
  [{ type: "arrangement", of: cat, arrangement: "circle" }, "cat: circle"],
  [{ type: "only", kinds: ["cat", "dog"] }, "nothing else"],
  [{ type: "text", text: "OPEN" }, "“OPEN”"],
];

describe("what a criterion is about", () => {
  afterEach(() => i18next.changeLanguage("en"));

  it.each(cases)("%j", (check, topic) => expect(topicOf(asking(check))).toBe(topic));

  it("is short in every language, whatever is asked, and never a key", async () => {
    for (const language of ["en", "de", "es"] as const) {
      await i18next.changeLanguage(language);
      fc.assert(
        fc.property(arbitraryCheck, (check) => {
          const topic = topicOf(asking(check));
          expect(topic).not.toContain("criteria.");
          expect(topic.length).toBeLessThanOrEqual(48);
        }),
      );
    }
  });

  it("is the question, shortened, where nothing structured tells", () => {
    for (const check of [undefined, { type: "uncheckable", reason: "Style." } as const]) {
      const topic = topicOf(asking(check));
      expect(topic.endsWith("…")).toBe(true);
      expect(QUESTION.startsWith(topic.slice(0, -1))).toBe(true);
      expect(topic.length).toBeLessThanOrEqual(48);
    }
  });

  it("speaks the language of the moment", async () => {
    await i18next.changeLanguage("de");
    expect(topicOf(asking({ type: "region", of: cat, region: "bottom-right" }))).toBe("cat: unten rechts");
    expect(topicOf(asking({ type: "only", kinds: ["cat"] }))).toBe("nichts sonst");
    await i18next.changeLanguage("es");
    expect(topicOf(asking({ type: "size", of: cat, size: "tiny" }))).toBe("cat: diminuto");
    expect(topicOf(asking({ type: "arrangement", of: cat, arrangement: "grid" }))).toBe("cat: cuadrícula");
  });
});
