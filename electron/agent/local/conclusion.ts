/** The prompt as an engine is to be told it: what was concluded, said outright. */
import { drawable, needsConcluding } from "./drawable";
import { listed, nounFor, numberWord, quoted } from "./english";
import { arrangementWords, placementWords } from "./places";
import type { Group, Link, Reading } from "./reading";
import { counted, facingTail, related, theGroup } from "./wording";
import { verbPhrases } from "./world";

/** Where the engine's own words for a place differ from how it is usually said. */
const regionPhrases = {
  left: "on the left half",
  right: "on the right half",
  top: "along the upper half",
  bottom: "along the lower half",
  centre: "in the middle",
  "top-left": "in the upper left",
  "top-right": "in the upper right",
  "bottom-left": "in the lower left",
  "bottom-right": "in the lower right",
} as const;

/**
 * The prompt in plain numbers and links, with nothing in it that is not to be drawn; null where it says so already,
 * or holds words without a rule, which are better left to whoever understands them.
 */
export function concludedPrompt(reading: Reading): string | null {
  if (!needsConcluding(reading) || reading.leftovers.some(({ kind }) => kind === "other")) return null;
  const plan = drawable(reading);
  if (plan.groups.length === 0) return null;
  const clauses = clausesOf(plan);
  const style = reading.leftovers.filter(({ kind }) => kind === "style").map(({ text }) => `, ${text}`);
  return `${clauses.join(separator(plan))}${style.join("")}`;
}

/** Groups with places of their own are set apart more clearly than by commas. */
function separator(plan: Reading): string {
  return plan.leftovers.some(({ region, groups }) => region !== null && groups.length > 0) ? "; " : ", and ";
}

/** One clause for every link whose groups were not named yet, one for every group that is left. */
function clausesOf(plan: Reading): string[] {
  const named = new Set<number>();
  const clauses: string[] = [];
  for (const link of plan.links) {
    const { subject, object } = link;
    const who = side(plan, subject, named);
    const tied = tiedTo(link, side(plan, object, named));
    if (tied === null || (named.has(subject) && named.has(object))) continue;
    const other = otherSide(plan, link, named);
    if (clauses.length > 0 && named.has(subject) && chains(plan, link)) {
      clauses[clauses.length - 1] += ` ${tied}${other}`;
    } else clauses.push(`${who} ${tied}${other}`);
    named.add(subject).add(object);
  }
  const alone = plan.groups.filter(({ index }) => !named.has(index)).map((group) => said(plan, group));
  return [...clauses, ...alone];
}

/** True where the last clause ended on this link's subject: "A above B behind C". */
function chains(plan: Reading, link: Link): boolean {
  const before = plan.links[plan.links.indexOf(link) - 1];
  return before?.object === link.subject && tiedTo(before, "") !== null;
}

/** "above three cats"; null for a link the engine has no words for. */
function tiedTo({ link }: Link, whom: string): string | null {
  switch (link.type) {
    case "relation":
      return related(link.id, whom);
    case "verb": {
      const phrase = verbPhrases.get(link.id)?.[0];
      return phrase === undefined ? null : `${phrase} ${whom}`;
    }
    case "placement":
      return `${placementWords(link.id)} ${whom}`;
    case "between":
      return `between ${whom}`;
    case "larger":
      return `${link.id === "equal" ? "as big as" : `${link.id} than`} ${whom}`;
  }
}

/** The second side of "between"; nothing for other links. */
function otherSide(plan: Reading, { link }: Link, named: Set<number>): string {
  if (link.type !== "between" || link.other === null) return "";
  const words = ` and ${side(plan, link.other, named)}`;
  named.add(link.other);
  return words;
}

function side(plan: Reading, index: number, named: ReadonlySet<number>): string {
  const group = plan.groups[index];
  if (group === undefined) throw new RangeError("a link names a group that was not read");
  return named.has(index) ? theGroup(group) : said(plan, group);
}

/** "four brown dogs in a row on the left half" */
function said(plan: Reading, group: Group): string {
  const place = plan.leftovers.find(({ region, groups }) => region !== null && groups.includes(group.index));
  const region = place?.region == null ? "" : ` ${regionPhrases[place.region]}`;
  const fact = plan.facts.find((one) => one.type === "arrangement" && one.group === group.index);
  const arrangement = fact?.type === "arrangement" ? ` ${arrangementWords(fact.arrangement)}` : "";
  const looks = facingTail(plan, group);
  return `${counted(plan.prompt, group).replace(/^exactly /, "")}${arrangement}${looks}${region}`;
}

/** What was concluded, as the end of "I have ..."; for the designer, who wrote other words. */
export function conclusionsOf(reading: Reading): readonly string[] {
  const slips = reading.groups.flatMap(({ meant, noun }) =>
    meant === null ? [] : [`read ${quoted(noun)} as ${meant}`],
  );
  const numbers = drawable(reading)
    .groups.filter(({ text, countSpan, count }) => text === null && countSpan === null && count !== null)
    .map(({ kind, count, finishes }) =>
      [numberWord(count ?? 1), ...finishes, nounFor(kind, count)].join(" "),
    );
  const concluded = numbers.length === 0 ? [] : [`worked out ${listed(numbers)}`];
  return [...slips, ...concluded, "said it outright, without what is not to be drawn"];
}
