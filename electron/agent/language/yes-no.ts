/**
 * Reads a yes or a no as a word, never as a part of one: "know" is not "no". In English, German, Spanish, French,
 * Chinese and Japanese, because models fall back into the language of the request.
 */

export type Answer = "yes" | "no" | "unclear";

const meanings: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ...["yes", "true", "ja", "sí", "si", "oui", "是", "是的", "对", "對", "有", "はい"].map(
    (word): [string, Answer] => [word, "yes"],
  ),
  ...["no", "false", "nein", "non", "否", "不是", "不对", "不對", "没有", "沒有", "いいえ", "いえ"].map(
    (word): [string, Answer] => [word, "no"],
  ),
  ...["unclear", "unsure", "unknown", "unklar", "incierto", "incertain", "不确定", "不確定", "不明"].map(
    (word): [string, Answer] => [word, "unclear"],
  ),
]);

/** Words that answer a question wherever they stand; "ja", "si" and "non" have other uses in running text. */
const inText = { yes: ["yes", "oui"], no: ["no", "nein"] } as const;

const DOUBT = [
  "unclear|unsure|uncertain|unknown|undetermined|partly|partially|maybe|perhaps|n/a|not (?:sure|certain|clear)",
  "(?:can ?not|can't|could not|couldn't|unable to|hard to|impossible to|difficult to) (?:be )?(?:tell|say|determined?|judged?|seen?|assess(?:ed)?|verify|verified|decided?)",
  "unklar|unsicher|ungewiss|vielleicht|teilweise|nicht (?:sicher|klar|eindeutig|feststellbar|zu (?:sagen|erkennen|beurteilen))|schwer zu (?:sagen|erkennen)|weiß (?:ich )?(?:es )?nicht|(?:nein, )?(?:das )?kann ich nicht (?:sagen|erkennen|beurteilen)",
  "quizás?|tal vez|parcialmente|inciert[oa]|no (?:está |es )?(?:claro|seguro|posible)|no (?:se )?(?:puede|puedo) (?:determinar|saber|ver|decir|juzgar)|no (?:lo )?sé|no estoy segur[oa]|difícil de (?:decir|ver)",
  "incertaine?|peut-être|partiellement|pas (?:clair|sûre?|certaine?)|impossible (?:de|à) (?:dire|déterminer|juger|savoir|voir)|difficile à (?:dire|voir)|(?:non, )?je ne (?:sais|peux) pas",
].join("|");
const UNSURE = new RegExp(`(?<![\\p{L}\\p{N}])(?:${DOUBT})(?![\\p{L}\\p{N}])`, "iu");
/** Scripts without spaces have no ends of words. */
const UNSURE_UNSPACED =
  /不确定|不確定|不清楚|不明|无法|無法|难以|難以|也许|也許|可能|部分|わから|わかりません|分から|分かりません|判断でき|不確か|たぶん|おそらく|かもしれ/u;

const LEAD = `(${[...meanings.keys()].sort((a, b) => b.length - a.length).join("|")})(?![\\p{L}\\p{N}'-])`;
const leading = new RegExp(`^[^\\p{L}]*${LEAD}`, "iu");
/** "The answer is yes", "Antwort: ja", "答案是：否". */
const announced = new RegExp(
  `(?:answer|antwort|respuesta|réponse|verdict|答案|回答|答え)(?:[^\\p{L}]*(?:(?:is|lautet|ist|es|est)(?!\\p{L})|是|は)[^\\p{L}]*|[^\\p{L}]+)${LEAD}`,
  "iu",
);
/** "I would not say yes": no yes, and not quite a no either. */
const denied = /\b(?:not|never|n't)\s+(?:\p{L}+\s+){0,2}["'*]*yes\b/iu;
/** "No way to tell", "yes and no", "no doubt": a yes or no that means something else. */
const hedged =
  /^[^\p{L}]*(?:no way (?:to|of)|no (?:idea|doubt|hay duda)|(?:yes|ja|sí|si|oui) (?:and|und|y|et) (?:no|nein|non)|no,? (?:i )?(?:can ?not|can't) (?:tell|say))/iu;

/**
 * Finds the answer in a text or boolean: a leading yes or no counts, then an announced one, then the only one of
 * the two in the text; words of doubt in front, or both words, mean "unclear". null: there is no answer in it.
 */
export function findAnswer(raw: unknown): Answer | null {
  if (typeof raw === "boolean") return raw ? "yes" : "no";
  if (typeof raw !== "string") return null;
  const text = raw.normalize("NFKC").replace(/[’‘]/g, "'").trim();
  const lead = leading.exec(text);
  if (lead !== null) return hedged.test(text) || isDoubt(text, lead) ? "unclear" : meaningOf(lead[1]);
  if (UNSURE.test(text) || UNSURE_UNSPACED.test(text)) return "unclear";
  const said = announced.exec(text);
  if (said !== null) return meaningOf(said[1]);
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}'-]+/gu) ?? []);
  if (denied.test(text)) return "unclear";
  const yes = inText.yes.some((word) => words.has(word));
  const no = inText.no.some((word) => words.has(word));
  if (yes && no) return "unclear";
  return yes ? "yes" : no ? "no" : null;
}

/** As `findAnswer`, with silence read as not knowing. */
export function readAnswer(raw: unknown): Answer {
  return findAnswer(raw) ?? "unclear";
}

/** What a single token of a model's answer says; null for one that says neither. Word marks of tokenizers are left out. */
export function tokenMeaning(token: string): Answer | null {
  const word = token
    .normalize("NFKC")
    .replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "")
    .replace(/^Ġ/u, "");
  return meanings.get(word.toLowerCase()) ?? null;
}

/** True for "no está claro" and the like, where the doubt begins with the very word that leads. */
function isDoubt(text: string, lead: RegExpExecArray): boolean {
  const doubt = UNSURE.exec(text);
  const begins = lead[0].length - (lead[1]?.length ?? 0);
  return doubt !== null && doubt.index <= begins + 1;
}

function meaningOf(word: string | undefined): Answer {
  return meanings.get(word?.toLowerCase() ?? "") ?? "unclear";
}
