/** An edit in words, for generators that read them: what to change, and that nothing else changes. */
import type { Check, Criterion, Selector } from "../../../shared/run/criteria";
import { NOT_ASKED, type Verdict } from "../../../shared/run/verdicts";
import { boundsOf } from "./checks/amounts";
import { SEEN } from "./checks/probability";
import { articleFor, capitalised, nounFor, numberWord, predicateOf, quoted } from "./english";
import { arrangementWords, backdropWords, orderWords, placementWords, regionWords } from "./places";
import { checkOfQuestion } from "./question";
import { LETTERING, relationPhrases, verbPhrases } from "./world";

interface Judged {
  readonly criterion: Criterion;
  readonly verdict: Verdict | null;
}

/** Most characters of an edit's instruction. */
const LIMIT = 2_000;

/** One sentence on what is to be mended; null where nothing of it can be said as a change. */
export function instructionFor(mend: readonly Judged[]): string | null {
  const checks = mend.flatMap(({ criterion, verdict }) => {
    const check = criterion.check ?? checkOfQuestion(criterion.question);
    return check === null ? [] : [{ check, verdict }];
  });
  const looks = checks.flatMap(({ check }) => (check.type === "attribute" ? [check] : []));
  const counted = new Set(
    checks.flatMap(({ check }) => (check.type === "count" ? [nameOf(check.of, 1)] : [])),
  );
  const added = new Set(
    checks.flatMap(({ check, verdict }) => (isAddition(check, verdict) ? [keyOf(check)] : [])),
  );
  const said = checks.flatMap(({ check, verdict }) => {
    // Presence is settled with the number, the look of what is added with the adding.
    if (check.type === "object" && counted.has(nameOf(check.of, 1))) return [];
    if (check.type === "attribute" && verdict?.by === NOT_ASKED && added.has(nameOf(check.of, 1))) return [];
    const look = "of" in check ? looks.find(({ of }) => of.kind === check.of.kind)?.finish : undefined;
    const change = changeFor(check, verdict, look);
    return change === null ? [] : [change];
  });
  if (said.length === 0) return null;
  return `${capitalised([...new Set(said)].join("; "))}; leave everything else as it is.`.slice(0, LIMIT);
}

function keyOf(check: Check): string {
  return "of" in check ? nameOf(check.of, 1) : "";
}

function isAddition(check: Check, verdict: Verdict | null): boolean {
  return (check.type === "object" || check.type === "count") && seenIn(verdict) === 0;
}

function changeFor(check: Check, verdict: Verdict | null, look: string | undefined): string | null {
  switch (check.type) {
    case "object":
      return `add ${withArticle(nameOf(dressed(check.of, look), 1))}`;
    case "count":
      return numberChange(dressed(check.of, look), check.count, seenIn(verdict));
    case "attribute":
      return check.of.kind === LETTERING
        ? `make the lettering ${predicateOf(check.finish)}`
        : `make every ${nameOf(check.of, 1)} ${predicateOf(check.finish)}`;
    case "relation":
      return `move ${the(check.subject)} ${relationPhrases.get(check.relation)?.[0] ?? check.relation} ${the(check.object)}`;
    case "verb":
      return `show ${the(check.subject)} ${verbPhrases.get(check.verb)?.[0] ?? check.verb} ${the(check.object)}`;
    case "amount":
      return `show ${boundsOf(check.min, check.max)} ${nameOf(check.of, 2)}, each clearly apart`;
    case "comparison":
    case "only":
    case "uncheckable":
      return null;
    case "region":
      return `move ${the(check.of)} ${regionWords(check.region)}`;
    case "order":
      return `make ${orderWords(check.nth, check.from, nameOf(check.of, 1))} ${predicateOf(check.finish)}`;
    case "placement":
      return `move ${the(check.subject)} ${placementWords(check.placement)} ${the(check.object)}`;
    case "between":
      return `move ${the(check.subject)} between ${the(check.object)}${check.other === undefined ? "" : ` and ${the(check.other)}`}`;
    case "size":
      return `make ${the(check.of)} ${check.size}`;
    case "larger":
      return check.sort === "equal"
        ? `make ${the(check.subject)} as big as ${the(check.object)}`
        : `make ${the(check.subject)} ${check.sort} than ${the(check.object)}`;
    case "arrangement":
      return `set ${the(check.of)} ${arrangementWords(check.arrangement)}`;
    case "facing":
      return `turn ${the(check.of)} so that they look to the ${check.facing}`;
    case "backdrop":
      return `change what lies behind everything: set the scene ${backdropWords(check.backdrop)}`;
    case "text":
      return `set the lettering afresh, large and clear: ${quoted(check.text)}`;
  }
}

/** How many of it the verifier saw; null where that is not known. */
function seenIn(verdict: Verdict | null): number | null {
  if (verdict === null || verdict.by === NOT_ASKED) return 0;
  const seen = verdict.evidence.filter(({ confidence }) => confidence >= SEEN).length;
  return seen === 0 && verdict.state === "unclear" ? null : seen;
}

function numberChange(of: Selector, wanted: number, seen: number | null): string {
  if (wanted === 0) return `take every ${nameOf(of, 1)} away`;
  if (seen === null || seen === wanted)
    return `show exactly ${numberWord(wanted)} ${nameOf(of, wanted)}, each clearly apart`;
  if (seen === 0) return `add ${numberWord(wanted)} ${nameOf(of, wanted)}`;
  const difference = Math.abs(wanted - seen);
  return seen < wanted
    ? `add ${numberWord(difference)} more ${nameOf(of, difference)} next to the ${seen === 1 ? "other" : "others"}`
    : `take ${numberWord(difference)} of the ${nameOf(of, 2)} away, so that exactly ${numberWord(wanted)} ${wanted === 1 ? "is" : "are"} left`;
}

function dressed(of: Selector, look: string | undefined): Selector {
  return of.finish !== undefined || look === undefined ? of : { ...of, finish: look };
}

function nameOf({ kind, finish }: Selector, count: number): string {
  return `${finish === undefined ? "" : `${finish} `}${nounFor(kind, count)}`;
}

function withArticle(name: string): string {
  return `${articleFor(name)} ${name}`;
}

function the(of: Selector): string {
  return of.kind === LETTERING ? "the lettering" : `the ${nameOf(of, 2)}`;
}
