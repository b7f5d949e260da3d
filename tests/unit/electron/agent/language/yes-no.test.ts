import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAnswer } from "../../../../../electron/agent/language/yes-no";

describe("words are read as words", () => {
  test.each([
    ["yes", "yes"],
    ["Yes.", "yes"],
    ["**YES**", "yes"],
    ["Yes, there are exactly three.", "yes"],
    ["The answer is yes", "yes"],
    ["true", "yes"],
    [true, "yes"],
    ["no", "no"],
    ["No!", "no"],
    ["No, I count five.", "no"],
    ["No, I know what a cow is and this is none.", "no"],
    ["- no", "no"],
    ["I would say no.", "no"],
    ["false", "no"],
    [false, "no"],
    ["I don't know", "unclear"],
    ["unknown", "unclear"],
    ["There is snow on another north slope, nothing noble", "unclear"],
    ["yesterday", "unclear"],
    ["noticeable", "unclear"],
    ["Not visible", "unclear"],
    ["No way to tell", "unclear"],
    ["No idea", "unclear"],
    ["Yes and no", "unclear"],
    ["It could be yes or no", "unclear"],
    ["It is hard to tell, maybe yes", "unclear"],
    ["cannot be determined", "unclear"],
    ["Can’t say", "unclear"],
    ["I am not sure whether yes", "unclear"],
    ["unclear", "unclear"],
    ["partially", "unclear"],
    ["I would not say yes", "unclear"],
    ["No doubt about it", "unclear"],
    ["ＹＥＳ", "yes"],
    ["Ja.", "yes"],
    ["Ja und nein", "unclear"],
    ["Die Antwort lautet: nein", "no"],
    ["Unklar, ob das eine Kuh ist", "unclear"],
    ["Das ist ja rot", "unclear"],
    ["Sí, hay tres vacas", "yes"],
    ["Si.", "yes"],
    ["La respuesta es sí.", "yes"],
    ["No se puede determinar", "unclear"],
    ["No, hay dos", "no"],
    ["Oui, trois", "yes"],
    ["Non !", "no"],
    ["Non, je ne sais pas", "unclear"],
    ["un cadre non rouge", "unclear"],
    ["是的，有三头", "yes"],
    ["是否有牛", "unclear"],
    ["答案是：否", "no"],
    ["答案是", "unclear"],
    ["不是", "no"],
    ["不确定", "unclear"],
    ["はい、います", "yes"],
    ["いいえ", "no"],
    ["不明です", "unclear"],
    ["", "unclear"],
    [null, "unclear"],
    [undefined, "unclear"],
    [1, "unclear"],
    [{}, "unclear"],
  ])("%j means %s", (raw, meaning) => {
    expect(readAnswer(raw)).toBe(meaning);
  });

  test("letters around it never make a yes or a no", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."abcdefgsw"), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.constantFrom("no", "yes"),
        letters,
        fc.constantFrom("before", "behind"),
        (word, more, where) => {
          const text = where === "before" ? `${more}${word}` : `${word}${more}`;
          expect(readAnswer(text)).toBe("unclear");
        },
      ),
    );
  });

  test("anything at all is survived", () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        expect(["yes", "no", "unclear"]).toContain(readAnswer(raw));
      }),
    );
  });
});
