/** The small words that hold a prompt together, with what they mean to the grammar. */

import type { Meaning } from "./lexicon";
import { ordinalValues } from "./places";

/** Phrases written one after the other, with commas between them. */
function list(text: string): readonly string[] {
  return text.split(",").map((phrase) => phrase.trim());
}

type Entry = readonly [Meaning, readonly string[]];

/** Words about a group already named: the noun phrase behind them is no new one. */
const asides = ["with speed lines behind", "speed lines trailing behind", "with speed lines trailing behind"];

const arrangements: readonly Entry[] = [
  [
    { t: "arrangement", id: "row" },
    list(`
      in a row, in one row, in a line, in a horizontal row, in a straight line, in a single row, in single file,
      in rows of one, lined up, in line, all in a row, lined up in a row, arranged in a row
    `),
  ],
  [
    { t: "arrangement", id: "column" },
    list("in a column, in a vertical column, in one column, in a vertical line, stacked in a column"),
  ],
  [
    { t: "arrangement", id: "circle" },
    list("in a circle, in a ring, arranged in a circle, in a round, forming a circle, in a big circle"),
  ],
  [
    { t: "arrangement", id: "grid" },
    list(
      "in a grid, arranged in a grid, in a regular grid, in a neat grid, laid out in a grid, forming a grid",
    ),
  ],
  [
    { t: "arrangement", id: "pile" },
    list("in a pile, in a heap, piled up, heaped up, piled on top of each other, in one big pile"),
  ],
  [
    { t: "arrangement", id: null },
    list(`
      side by side, one above the other, in two rows, in three rows, in four rows, on one baseline,
      with speed lines, with a jump arc, along a jump arc, in the air, with a ball between them,
      a ball between them, in large letters, in big letters, in bold letters, letters, arranged
    `),
  ],
];

const gatherings: readonly Entry[] = [
  [{ t: "gathering", id: "row" }, list("row of, line of, neat row of, long row of, queue of")],
  [{ t: "gathering", id: "column" }, list("column of")],
  [{ t: "gathering", id: "circle" }, list("circle of, ring of")],
  [{ t: "gathering", id: "grid" }, list("grid of, neat grid of")],
  [{ t: "gathering", id: "pile" }, list("pile of, heap of, big pile of")],
  [
    { t: "gathering", id: null },
    list(`
      group of, herd of, flock of, bunch of, set of, stack of, collection of, crowd of, piece of, pieces of, trio,
      family of, pack of, bouquet of, team of, swarm of
    `),
  ],
];

const links: readonly Entry[] = [
  [
    { t: "foreign-link" },
    list(`
      among, inside, inside of, into, against, across from, opposite, facing, by, at, through, along, from, towards
    `),
  ],
  [
    { t: "placement", id: "next-to" },
    list(`
      next to, right next to, directly next to, beside, right beside, near, close to, alongside, adjacent to, close by,
      at the side of, by the side of, not far from
    `),
  ],
  [
    { t: "placement", id: "far-from" },
    list(
      "far from, far away from, well away from, away from, a long way from, at a distance from, distant from",
    ),
  ],
  [
    { t: "placement", id: "between" },
    list("between, in between, right between, halfway between, flanked by"),
  ],
  [{ t: "placement", id: "between", swapped: true }, list("on either side of, on both sides of")],
  [{ t: "placement", id: "around" }, list("around, all around, round, surrounding, surround, encircling")],
  [{ t: "placement", id: "around", swapped: true }, list("surrounded by, encircled by, ringed by")],
  [
    { t: "larger", sort: "larger" },
    list(`
      larger than, bigger than, much bigger than, much larger than, twice as big as, twice as large as,
      twice the size of, far bigger than, way bigger than
    `),
  ],
  [
    { t: "larger", sort: "smaller" },
    list("smaller than, much smaller than, half as big as, half the size of, far smaller than, tinier than"),
  ],
  [
    { t: "larger", sort: "equal" },
    list("as big as, as large as, just as big as, the same size as, of the same size as, as small as"),
  ],
  [{ t: "reciprocal" }, list("each other, one another")],
  [{ t: "relation", id: "on-top-of" }, ["on", "upon", "atop", "high above", "onto"]],
  [{ t: "relation", id: "left-of" }, ["to the left side of", "at the left of", "on the left side of"]],
  [{ t: "relation", id: "right-of" }, ["to the right side of", "at the right of", "on the right side of"]],
  [{ t: "relation", id: "in-front-of" }, ["before"]],
  [{ t: "relation", id: "under" }, ["at the foot of"]],
];

const comparing: readonly Entry[] = [
  [{ t: "vague", min: 2, max: 5 }, list("a few, few, a handful of, a small number of, a small group of")],
  [{ t: "vague", min: 3, max: 7 }, list("several, a number of")],
  [{ t: "vague", min: 2, max: null }, list("multiple, various")],
  [
    { t: "vague", min: 4, max: null },
    list("many, a lot of, lots of, numerous, plenty of, loads of, dozens of, a large number of"),
  ],
  [{ t: "bound", sort: "min" }, list("at least, no fewer than, no less than, not less than, a minimum of")],
  [{ t: "bound", sort: "max" }, list("at most, up to, no more than, not more than, a maximum of")],
  [{ t: "bound", sort: "above" }, ["more than"]],
  [{ t: "bound", sort: "below" }, list("fewer than, less than")],
  [{ t: "open-end", sort: "min" }, list("or more, or even more")],
  [{ t: "open-end", sort: "max" }, list("or fewer, or less")],
  [{ t: "times", times: 2 }, list("twice, double, two times")],
  [{ t: "times", times: 3 }, list("three times, thrice, triple")],
  [{ t: "times", times: 4 }, list("four times, quadruple")],
  [{ t: "times", times: 0.5 }, list("half, only half, exactly half")],
  [
    { t: "as-many" },
    list(
      "as many, just as many, the same number of, an equal number of, the number of, the same amount of, equally many, that number of, that many, this many",
    ),
  ],
  [{ t: "as" }, ["as"]],
  [{ t: "more" }, ["more", "extra", "additional"]],
  [{ t: "fewer" }, ["fewer", "less"]],
  [{ t: "than" }, ["than"]],
  [{ t: "outnumber" }, list("outnumber, outnumbers, outnumbering")],
  [{ t: "exactly" }, list("exactly, precisely, just, only, in total, in all, altogether")],
];

const referring: readonly Entry[] = [
  [
    { t: "all", both: false },
    list("all, all of them, all of which, all the, each, every one, each one, each of them, every"),
  ],
  [{ t: "all", both: true }, list("both, both of them, both of which, the two of them")],
  [{ t: "pronoun", number: "one" }, list("it, he, she, him, itself")],
  [{ t: "pronoun", number: "many" }, list("they, them, these, themselves")],
  [{ t: "pronoun", number: "any" }, ["which", "whom"]],
  [{ t: "pronoun", number: "every" }, list("everything, everything else, everyone, everyone else")],
  [{ t: "ones" }, ["ones"]],
  [
    { t: "other" },
    list(
      "other, others, rest, rest of them, remaining, remaining ones, other ones, other one, remaining one",
    ),
  ],
  [{ t: "ordinal", nth: 1, from: "right" }, list("last, rightmost, right most, furthest right, far right")],
  [{ t: "ordinal", nth: 2, from: "right" }, list("second to last, last but one, penultimate, second last")],
  [{ t: "ordinal", nth: 1, from: "left" }, list("leftmost, left most, furthest left, far left, left hand")],
  [{ t: "ordinal", nth: 1, from: "top" }, list("topmost, uppermost, highest, top")],
  [{ t: "ordinal", nth: 1, from: "bottom" }, list("bottommost, lowest, lowermost, bottom")],
  [{ t: "ordinal", nth: 1, from: "middle" }, list("middle, central, centre, center")],
  ...ordinalValues.map(([word, nth]): Entry => [{ t: "ordinal", nth, from: null }, [word]]),
  ...(["left", "right", "top", "bottom"] as const).map(
    (side): Entry => [
      { t: "from-side", side },
      [
        `from the ${side}`,
        `from ${side}`,
        `from the ${side} side`,
        `counting from the ${side}`,
        `counted from the ${side}`,
      ],
    ],
  ),
  [{ t: "of-two", last: false }, ["former"]],
  [{ t: "of-two", last: true }, ["latter"]],
  [{ t: "sequence", relation: "left-of" }, list("from left to right, left to right")],
  [{ t: "sequence", relation: "right-of" }, list("from right to left, right to left")],
  [{ t: "sequence", relation: "on-top-of" }, list("from top to bottom, top to bottom")],
  [{ t: "sequence", relation: "under" }, list("from bottom to top, bottom to top")],
];

const negations: readonly Entry[] = [
  [
    { t: "not" },
    list("not, never, isn t, aren t, is not, are not, isn’t, aren’t, cannot be, must not be, should not be"),
  ],
  [
    { t: "determiner", word: "no", count: 0 },
    list(`
      no, none, without, without any, zero, not any, without a, without an, free of, not a single, not one, there is no,
      there are no, neither, nor, no single, never a, never an, never any, not a, not an, not one single, leave out, leave out the, leave out any, minus, lacking, no sign of,
      don t draw, don t draw any, don t include, don t include any, do not include, do not include any, do not draw,
      do not draw any, don t add, don t add any, do not add any, avoid, avoid any, excluding
    `),
  ],
  [
    { t: "only-these" },
    list(`
      nothing else, and nothing else, nothing more, no other objects, no other things, no other animals, no other object,
      nobody else, no one else, nothing but, and that is all, that s all, with nothing else, nothing besides
    `),
  ],
];

const sizes: readonly Entry[] = [
  [{ t: "size", id: "tiny" }, list("tiny, very small, miniature, minuscule, teeny, mini, really small")],
  [{ t: "size", id: "small" }, list("small, little, smallish")],
  [{ t: "size", id: "large" }, list("large, big, oversized")],
  [
    { t: "size", id: "huge" },
    list("huge, giant, enormous, massive, gigantic, colossal, very big, very large, really big"),
  ],
];

const connecting: readonly Entry[] = [
  [
    { t: "copula" },
    [
      "is",
      "are",
      "re",
      "being",
      "whose colour is",
      "whose color is",
      "coming in",
      "were",
      "was",
      "be",
      "should be",
      "must be",
      "shall be",
    ],
  ],
  [
    { t: "made-of" },
    ["made of", "made out of", "made from", "built of", "carved from", "out of", "made entirely of"],
  ],
  [{ t: "in" }, ["in", "painted", "coloured", "colored", "painted in"]],
  [
    { t: "and" },
    [
      "and",
      "plus",
      "as well as",
      "with",
      "along with",
      "together with",
      "and also",
      "accompanied by",
      "and then",
      "while",
      "joined by",
    ],
  ],
  [{ t: "or" }, ["or"]],
  [{ t: "either" }, ["either"]],
];

const wishes: readonly Entry[] = [
  [{ t: "aside" }, asides],
  [
    { t: "sign" },
    list(`
      sign, signs, banner, poster, word, words, text, lettering, title, slogan, label, headline,
      caption, inscription, writing, heading
    `),
  ],
  [{ t: "says" }, list("says, saying, reads, reading, spelling, spells, written, titled, labelled, labeled")],
  [
    { t: "picture" },
    list(`
      picture, image, photo, photograph, illustration, drawing, scene, view, shot, render, rendering,
      painting, graphic
    `),
  ],
  [
    { t: "style" },
    list(`
      background, backdrop, light, lighting, style, palette, composition, colors, colours, color,
      colour, margins, edges, quality, art, mood, atmosphere, detail, details, detailed, shadows,
      resolution, tones
    `),
  ],
  [
    { t: "filler" },
    list(`
      there is, there are, please, draw, show, shows, showing, create, make, generate, depict,
      depicts, depicting, i want, i need, i d like, we see, imagine, featuring, features, contains, containing, of,
      that, who, where, this, to, for, me, us, you, has, have, having, located, we have, put, place, add,
      placed, positioned, standing, sitting, lying, stands, sits, lies, stand, sit, lie, so, then, very, too, also,
      can be seen, shown, in which, anywhere, at all, whatsoever, in sight, somewhere, the picture, in the picture,
      in the image, in the scene, in the frame, exist, here, visible, of the picture, there, parked, resting,
      perched, each have, rests, waits, waiting, let there be, keep, really, quite, but, total, however, no wait, wait, no no, want, wanted, no matter
    `),
  ],
];

const amounts: readonly Entry[] = [
  [{ t: "determiner", word: "the", count: null }, ["the", "those", "their", "its"]],
  [{ t: "determiner", word: "some", count: null }, ["some", "any"]],
  [{ t: "determiner", word: "a", count: 1 }, ["a", "an", "another", "yet another"]],
  [
    { t: "number", value: 1 },
    list("single, a single, lone, a lone, solitary, a solitary, one lone, just one"),
  ],
  [{ t: "number", value: 2 }, list("a pair of, pair of, a couple of, couple of, a duo of")],
  [{ t: "number", value: 3 }, list("a trio of, trio of")],
  [{ t: "number", value: 4 }, list("a quartet of")],
  [{ t: "number", value: 6 }, list("half a dozen, half dozen, a half dozen, half a dozen of")],
  [{ t: "number", value: 12 }, list("a dozen, dozen, a dozen of")],
  [{ t: "number", value: 24 }, list("two dozen")],
  [{ t: "noun", kind: "toy", number: "one" }, ["teddy bear", "soft toy", "stuffed animal"]],
  [{ t: "noun", kind: "toy", number: "many" }, ["teddy bears", "soft toys", "stuffed animals"]],
];

export const smallWords: readonly Entry[] = [
  ...links,
  ...comparing,
  ...wishes,
  ...connecting,
  ...referring,
  ...negations,
  ...sizes,
  ...gatherings,
  ...arrangements,
  ...amounts,
];
