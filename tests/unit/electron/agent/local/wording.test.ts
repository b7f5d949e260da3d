import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPrompt } from "../../../../../electron/agent/local/grammar";
import { layOut } from "../../../../../electron/agent/local/layout";
import { rewrite } from "../../../../../electron/agent/local/rewrite";
import { explicitPrompt, withExactCounts } from "../../../../../electron/agent/local/wording";
import world from "../../../../../shared/flatland/world.json";
import { localRulesSchema } from "../../../../../shared/skills";

const plain = { restate: false, arrange: true, relate: true };
const explicit = (prompt: string) => explicitPrompt(readPrompt(prompt), plain);

describe("the explicit wording", () => {
  it.each([
    [
      "four white bicycles in front of three plastic cows",
      "in the foreground, lower half, exactly four white bicycles in a row, in front of the cows; " +
        "in the background, upper half, exactly three plastic cows in a row",
    ],
    [
      "five chairs to the right of a metal candle",
      "on the right half, exactly five chairs in two rows, to the right of the candle; " +
        "on the left half, exactly one metal candle",
    ],
    [
      "a cat and a dog and two cows",
      "in the upper left, exactly one cat; on the right half, exactly one dog; in the lower left, exactly two cows",
    ],
    [
      "two cows chasing a sheep",
      "exactly two cows chasing exactly one sheep on one baseline, with speed lines behind the cows",
    ],
    [
      'a sign that says "HELLO" above two fluffy cats, soft light',
      'along the upper half, a sign that says "HELLO", on top of the cats; ' +
        "along the lower half, exactly two fluffy cats in a row, soft light",
    ],
  ])("%s", (prompt, expected) => expect(explicit(prompt)).toBe(expected));

  it.each([
    "a cat eating a cookie",
    "a cat on the left",
    "some cats and a dog",
    "nine cats",
    "a cat and a dog and a cow and a pig and a bird",
    "seven cats, seven dogs, seven cows and seven pigs",
    "a quiet evening",
    "two flamingos, and seven croissants under a monkey",
    "a cat behind a dog behind a cow",
  ])("is not forced upon “%s”", (prompt) => expect(explicit(prompt)).toBeNull());

  it("restates the designer's words when asked to", () => {
    const text = explicitPrompt(readPrompt("two cats above a dog"), { ...plain, restate: true });
    expect(text).toMatch(/^two cats above a dog\. along the upper half/);
  });

  const noun = fc.constantFrom(...world.nouns);
  const finish = fc.option(fc.constantFrom(...world.finishes.map(({ name }) => name)), { nil: undefined });
  const group = fc.record({ noun, finish, count: fc.integer({ min: 1, max: 6 }) });
  const link = fc.constantFrom(
    ", and ",
    ...world.relations.flatMap(({ phrases }) => phrases.slice(0, 2).map((phrase) => ` ${phrase} `)),
    ...world.verbs.map(({ phrases }) => ` ${phrases[0]} `),
  );
  const words = ["", "a", "two", "three", "four", "five", "six"];
  const prompt = fc
    .record({
      groups: fc.array(group, { minLength: 1, maxLength: 3 }),
      links: fc.array(link, { minLength: 2, maxLength: 2 }),
    })
    .filter(({ groups }) => new Set(groups.map((one) => one.noun.name)).size === groups.length)
    .map(({ groups, links }) =>
      groups
        .map((one) => [words[one.count], one.finish, one.count === 1 ? one.noun.name : one.noun.plural])
        .map((parts) => parts.filter((part) => part !== undefined).join(" "))
        .reduce((text, phrase, index) => (index === 0 ? phrase : `${text}${links[index - 1]}${phrase}`), ""),
    );

  it("does not make a night of what is below some stars", () => {
    expect(explicit("an airplane below two stars")).toContain(", below the stars;");
    expect(explicit("an airplane below two cats")).toContain(", under the cats;");
  });

  it("says the same groups and links as the prompt", () => {
    fc.assert(
      fc.property(prompt, (text) => {
        const before = readPrompt(text);
        const said = explicitPrompt(before, plain);
        if (said === null) return;
        const after = readPrompt(said);
        const groups = ({ groups: all }: typeof before) =>
          all.map((one) => `${one.count} ${one.finishes.join()} ${one.kind}`).sort();
        const links = (reading: typeof before) =>
          reading.links
            .map(
              ({ link: { id }, subject, object }) =>
                `${reading.groups[subject]?.kind} ${id} ${reading.groups[object]?.kind}`,
            )
            .sort();
        expect(groups(after)).toEqual(groups(before));
        expect(links(after)).toEqual(expect.arrayContaining(links(before)));
        expect(after.leftovers.filter(({ kind }) => kind !== "region")).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("lays linked groups out so that their links hold on the grid", () => {
    fc.assert(
      fc.property(prompt, (text) => {
        const reading = readPrompt(text);
        const layout = layOut(reading);
        if (layout === null) return;
        const cells = layout.places.map(({ column, row }) => `${column},${row}`);
        expect(new Set(cells).size).toBe(cells.length);
        for (const {
          link: { id },
          subject,
          object,
        } of reading.links) {
          const [s, o] = [layout.places[subject]!, layout.places[object]!];
          if (id === "left-of") expect(s.column).toBeLessThan(o.column);
          if (id === "on-top-of" || id === "jumping-over") expect(s.row).toBeLessThan(o.row);
          if (id === "in-front-of") expect(s.row).toBeGreaterThan(o.row);
        }
      }),
    );
  });
});

describe("exact counts", () => {
  it("touch numbers only", () => {
    const said = withExactCounts(
      readPrompt("Four zany cats, “two dogs” and a pig. Exactly two cows, some birds!"),
    );
    expect(said).toBe(
      "exactly four zany cats, “two dogs” and exactly one pig. Exactly two cows, some birds!",
    );
  });
});

describe("local rules", () => {
  const rules = (rewriting: object) =>
    localRulesSchema.parse({ version: 1, route: [], rewrite: rewriting }).rewrite;

  it("fall back to exact numbers where a layout would not be faithful", () => {
    const { prompt, changes } = rewrite(
      "two cats eating a cookie",
      rules({ explicitLayout: true, exactCounts: true }),
    );
    expect(prompt).toBe("exactly two cats eating exactly one cookie");
    expect(changes).toEqual(["said every number exactly"]);
  });

  it("add their words around the prompt", () => {
    const added = rules({ prepend: "a poster of", append: "plain background" });
    expect(rewrite("two cats", added).prompt).toBe("a poster of two cats, plain background");
    expect(rewrite("Two cats.", added).prompt).toBe("a poster of Two cats. plain background");
  });

  it("that ask for nothing change nothing", () => {
    expect(rewrite(" two cats ", rules({}))).toEqual({ prompt: " two cats ", changes: [] });
  });

  it("keep what is said of something when it is named again", () => {
    const said = rewrite('dog behind zeppelin dog "Two" behind a', rules({ explicitLayout: true }));
    expect(said.prompt).toContain("zeppelin");
    expect(rewrite("a dog next to a cat. The fluffy dog is red", rules({})).prompt).toContain("fluffy");
  });

  it("never touch quoted text nor lose unknown words", () => {
    const word = fc.constantFrom(
      "two",
      "a",
      "cats",
      "dog",
      "red",
      "zeppelin",
      "behind",
      "quokka",
      ",",
      '"Two Cats  a"',
      "“four dogs”",
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (list) => {
        const text = list.join(" ");
        const { prompt } = rewrite(
          text,
          rules({ explicitLayout: true, exactCounts: true, append: "soft light" }),
        );
        // What is said of one thing twice may be told once.
        const told = (one: string) => new Set(one.match(/"Two Cats {2}a"|“four dogs”|zeppelin|quokka/g));
        expect(told(prompt)).toEqual(told(text));
      }),
      { numRuns: 1000 },
    );
  });
});
