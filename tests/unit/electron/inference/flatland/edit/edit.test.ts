import { describe, expect, it } from "vitest";
import { decompose } from "../../../../../../electron/agent/local/decomposer";
import { boxIn } from "../../../../../../electron/inference/flatland/edit/body";
import { goalsOf } from "../../../../../../electron/inference/flatland/edit/goals";
import { relationHolds } from "../../../../../../shared/flatland/geometry";
import type { Scene, SceneObject } from "../../../../../../shared/flatland/scene";
import type { Verdict } from "../../../../../../shared/run/verdicts";
import { boxesOf, failing, isInside, mend, overlaps, row, sceneOf, thing, verdictsOf } from "./support";

const of = (scene: Scene, kind: string) => scene.objects.filter((one) => one.kind === kind);
const has = (scene: Scene, object: SceneObject) =>
  scene.objects.some((one) => JSON.stringify(one) === JSON.stringify(object));

describe("a wrong number", () => {
  const cats = row("cat", null, 2, 0.8, 0.16, 0.7);

  it("adds what is missing in line with its group, and moves nothing", () => {
    const scene = sceneOf(...row("bicycle", "white", 3, 0.4), ...cats);
    const { scene: edited, after, done } = mend(scene, "four white bicycles and two cats");
    expect(failing(after)).toEqual([]);
    expect(scene.objects.every((object) => has(edited, object))).toBe(true);
    const [fresh] = edited.objects.filter((object) => !has(scene, object));
    expect(fresh).toMatchObject({ kind: "bicycle", finish: "white", y: 0.4 });
    expect(edited.styleSeed).toBe(scene.styleSeed);
    expect(overlaps(edited)).toBe(0);
    expect(done).toEqual(["Added 1 white bicycle."]);
  });

  it("takes away what covers others first", () => {
    const covering = thing("bicycle", null, 0.2, 0.4, 0.15);
    const scene = sceneOf(...row("bicycle", null, 4, 0.4), covering, ...cats);
    const { scene: edited, after } = mend(scene, "four bicycles and two cats", {
      seen: { "Are there exactly four bicycles?": { state: "fail", evidence: [] } },
    });
    expect(failing(after)).toEqual([]);
    expect(has(edited, covering)).toBe(false);
    expect(of(edited, "bicycle")).toHaveLength(4);
  });

  it("leaves no hole in a row", () => {
    const scene = sceneOf(...row("dog", null, 5, 0.5));
    const { scene: edited } = mend(scene, "four dogs");
    const xs = of(edited, "dog").map(({ x }) => x);
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(3 * 0.14 * 1.2);
  });

  it("sets a group afresh where there is no room beside it, and keeps the others where they are", () => {
    const scene = sceneOf(...row("bear", null, 6, 0.3, 0.13, 0.12), ...cats);
    const { scene: edited, after } = mend(scene, "seven bears and two cats");
    expect(failing(after)).toEqual([]);
    expect(of(edited, "cat")).toEqual(cats);
    expect(overlaps(edited)).toBe(0);
    expect(isInside(edited)).toBe(true);
  });

  it("repaints what another group has too many of", () => {
    const scene = sceneOf(...row("dog", "blue", 4, 0.3), ...row("dog", "red", 1, 0.7));
    const { scene: edited, after, done } = mend(scene, "three blue dogs and two red dogs");
    expect(failing(after)).toEqual([]);
    expect(edited.objects.map(({ x, y }) => [x, y]).sort()).toEqual(
      scene.objects.map(({ x, y }) => [x, y]).sort(),
    );
    expect(done).toEqual(["Repainted 1 red dog."]);
  });

  it("adds no eighth where the verifier overlooked one of seven: it sets them apart", () => {
    const bears = [...row("bear", "brown", 4, 0.3, 0.16, 0.2), ...row("bear", "brown", 3, 0.38, 0.16, 0.25)];
    const scene = sceneOf(...bears);
    const boxes = bears.slice(0, 6).map((bear) => ({
      box: { ...boxIn(bear) },
      label: "bear",
      confidence: 0.9,
      supports: false,
    }));
    const question = "Are there exactly seven bears?";
    const { scene: edited, after } = mend(scene, "seven bears", {
      seen: {
        [question]: { state: "fail", answer: "six bears seen, seven bears asked for", evidence: boxes },
      },
    });
    expect(of(edited, "bear")).toHaveLength(7);
    expect(failing(after)).toEqual([]);
    expect(overlaps(scene)).toBeGreaterThan(0);
    expect(overlaps(edited)).toBe(0);
    expect(edited.styleSeed).not.toBe(scene.styleSeed);
  });

  it("acts on what the verifier found wrong, not on what it let pass", () => {
    const scene = sceneOf(...row("dog", "red", 3, 0.3), ...row("cat", null, 3, 0.7));
    const wrongly: Partial<Verdict> = { state: "pass", answer: "two cats seen", evidence: [] };
    const { scene: edited } = mend(scene, "four red dogs and two cats", {
      seen: { "Are there exactly two cats?": wrongly },
    });
    expect(of(edited, "dog")).toHaveLength(4);
    expect(of(edited, "cat")).toHaveLength(3);
  });
});

describe("something missing", () => {
  it("comes in its number and finish, where its relation wants it", () => {
    const dog = thing("dog", "red", 0.5, 0.5, 0.3);
    const { scene, after } = mend(sceneOf(dog), "three metal candles to the left of a red dog");
    expect(failing(after)).toEqual([]);
    expect(of(scene, "candle").map(({ finish }) => finish)).toEqual(["metal", "metal", "metal"]);
    expect(has(scene, dog) || of(scene, "dog").length === 1).toBe(true);
    expect(overlaps(scene)).toBe(0);
  });

  it("stands on the ground where there is one", () => {
    const scene: Scene = { ...sceneOf(thing("cow", null, 0.3, 0.75, 0.25)), backdrop: "ground" };
    const { scene: edited, after } = mend(scene, "a cow and two pigs");
    expect(failing(after)).toEqual([]);
    for (const pig of of(edited, "pig")) {
      const { y, h } = boxIn(pig);
      expect(y + h).toBeGreaterThan(0.56);
    }
    expect(edited.backdrop).toBe("ground");
  });

  it("knows the ground that was asked for and seen", () => {
    const [asked] = decompose("at night");
    if (asked === undefined) throw new Error("nothing asked");
    expect(goalsOf([], [{ criterion: asked, verdict: null }]).backdrop).toBe("night");
    expect(goalsOf([{ criterion: asked, verdict: null }], []).backdrop).toBeUndefined();
  });

  it("has a place in an empty scene", () => {
    const { scene, after } = mend(sceneOf(), "a cat on top of two dogs");
    expect(failing(after)).toEqual([]);
    expect(overlaps(scene)).toBe(0);
  });
});

describe("a wrong finish", () => {
  const dogs = [...row("dog", "red", 3, 0.3), thing("dog", "blue", 0.8, 0.3, 0.14)];

  it("repaints what the verifier pointed at, where it stands", () => {
    const { scene, after } = mend(sceneOf(...dogs), "four red dogs");
    expect(failing(after)).toEqual([]);
    expect(scene.objects).toEqual(dogs.map((dog) => ({ ...dog, finish: "red" })));
  });

  it("leaves alone what the verifier vouched for", () => {
    const evidence = dogs.map((dog, i) => ({
      box: { ...boxIn(dog) },
      label: "dog",
      confidence: 0.9,
      supports: i !== 0,
    }));
    const odd = sceneOf(thing("dog", "green", 0.12, 0.3, 0.14), ...dogs.slice(1));
    const { scene } = mend(odd, "four red dogs", {
      seen: { "Are all the dogs red?": { state: "fail", evidence } },
    });
    expect(scene.objects.map(({ finish }) => finish).sort()).toEqual(["blue", "red", "red", "red"]);
  });

  it("shows it more clearly where it is right already", () => {
    const scene = sceneOf(thing("bagel", "white", 0.5, 0.5, 0.2));
    const { scene: edited } = mend(scene, "a white bagel", {
      seen: { "Is the bagel white?": { state: "fail", answer: "1 of 1 not white: bagel", evidence: [] } },
    });
    expect(edited.objects[0]).toMatchObject({ kind: "bagel", finish: "white" });
    expect(edited.objects[0]?.size).toBeGreaterThan(0.2);
    expect(edited.styleSeed).not.toBe(scene.styleSeed);
  });
});

describe("a wrong relation", () => {
  it("moves the subject as one, and nobody else", () => {
    const cows = row("cow", "plastic", 3, 0.8, 0.15, 0.3);
    const cats = [thing("cat", null, 0.3, 0.3, 0.14), thing("cat", null, 0.5, 0.35, 0.14)];
    const { scene, after } = mend(sceneOf(...cows, ...cats), "two cats to the right of three plastic cows");
    expect(failing(after)).toEqual([]);
    const [a, b] = of(scene, "cat");
    const [was, were] = cats;
    const same = Math.abs((b!.x - a!.x) * were!.size - (were!.x - was!.x) * b!.size) < 1e-9;
    expect(same || of(scene, "cow").every((cow) => !has(sceneOf(...cows), cow))).toBe(true);
    expect(overlaps(scene)).toBe(0);
  });

  it.each([
    ["left-of", "to the left of"],
    ["right-of", "to the right of"],
    ["on-top-of", "on top of"],
    ["under", "under"],
    ["in-front-of", "in front of"],
    ["behind", "behind"],
  ] as const)("%s holds with room to spare, from wherever it began", (relation, words) => {
    for (const [x, y] of [
      [0.2, 0.2],
      [0.8, 0.2],
      [0.2, 0.8],
      [0.8, 0.8],
      [0.5, 0.5],
    ] as const) {
      const scene = sceneOf(thing("dog", null, 0.5, 0.5, 0.2), thing("cat", null, x, y, 0.2));
      const prompt = `a cat ${words} a dog`;
      if (failing(verdictsOf(scene, decompose(prompt))).length === 0) continue;
      const { scene: edited, after } = mend(scene, prompt);
      expect(failing(after)).toEqual([]);
      const boxes = (kind: string) => of(edited, kind).map((object) => boxIn(object));
      for (const by of [-0.015, 0.015]) {
        const nudged = boxes("cat").map((box) => ({ ...box, x: box.x + by, y: box.y + by }));
        expect(relationHolds(relation, nudged, boxes("dog"))).toBe(true);
      }
      expect(isInside(edited)).toBe(true);
    }
  });

  it("does not give up another relation for it", () => {
    const scene = sceneOf(
      ...row("violin", "metal", 4, 0.2, 0.14, 0.15),
      ...row("sheep", "glass", 3, 0.5, 0.15, 0.15),
      ...row("guitar", "blue", 4, 0.85, 0.14, 0.15),
    );
    const { scene: edited, after } = mend(
      scene,
      "four metal violins on top of three glass sheep to the left of four blue guitars",
    );
    expect(failing(after)).toEqual([]);
    expect(overlaps(edited)).toBe(0);
  });
});

describe("an action", () => {
  it.each([
    ["a dog chasing a cat", "speed-lines"],
    ["two rabbits jumping over a turtle", "jump-arc"],
    ["a bear playing with a monkey", "ball"],
  ])("%s is set out with the prop that marks it", (prompt, prop) => {
    const [subject, object] = ["dog", "rabbit", "bear"].flatMap((kind, i) => {
      const other = ["cat", "turtle", "monkey"][i] ?? "";
      return prompt.includes(kind) ? [kind, other] : [];
    });
    const count = prompt.startsWith("two") ? 2 : 1;
    const scene = sceneOf(
      ...row(subject ?? "", null, count, 0.8, 0.16, 0.1),
      thing(object ?? "", null, 0.8, 0.2, 0.16),
    );
    const { scene: edited, after } = mend(scene, prompt);
    expect(failing(after)).toEqual([]);
    expect(of(edited, prop)).toHaveLength(1);
    expect(overlaps(edited)).toBe(0);
  });
});

describe("wrong lettering", () => {
  it("is set afresh, larger, clear of everything", () => {
    const dog = thing("dog", null, 0.5, 0.75, 0.3);
    const sign = thing("lettering", null, 0.5, 0.2, 0.2, "SAIL");
    const { scene, after } = mend(sceneOf(dog, sign), 'a dog under a sign that says "SALE"');
    expect(failing(after)).toEqual([]);
    const [set] = of(scene, "lettering");
    expect(set).toMatchObject({ text: "SALE" });
    expect(set!.size).toBeGreaterThan(sign.size);
    expect(overlaps(scene)).toBe(0);
  });

  it("is added where there is none", () => {
    const { scene, after } = mend(sceneOf(thing("dog", null, 0.5, 0.75, 0.3)), 'a dog and the words "OPEN"');
    expect(failing(after)).toEqual([]);
    expect(of(scene, "lettering")[0]).toMatchObject({ text: "OPEN" });
  });
});

describe("seeds", () => {
  const scene = sceneOf(thing("dog", null, 0.5, 0.5, 0.2));

  it("give the same edit again, and others another place", () => {
    const edits = [1, 2, 3, 4, 5, 6].map((seed) => mend(scene, "a dog and three cats", { seed }).scene);
    expect(mend(scene, "a dog and three cats", { seed: 1 }).scene).toEqual(edits[0]);
    expect(new Set(edits.map((one) => JSON.stringify(one.objects))).size).toBeGreaterThan(2);
  });
});

describe("what cannot be mended", () => {
  it("says so", () => {
    const scene = sceneOf(thing("dog", null, 0.5, 0.5, 0.2));
    const absent: Partial<Verdict> = { state: "fail", answer: "one cat seen", evidence: [] };
    expect(() =>
      mend(scene, "a dog and no cats", { seen: { "Is the picture free of cats?": absent } }),
    ).toThrow(expect.objectContaining({ code: "bad-input" }));
  });

  it("has no room for contradictions", () => {
    const scene = sceneOf(thing("dog", null, 0.2, 0.5, 0.2), thing("cat", null, 0.5, 0.2, 0.2));
    expect(() => mend(scene, "a cat to the left of a dog to the left of a cat")).toThrow(
      expect.objectContaining({ code: "bad-input" }),
    );
  });
});

describe("a wrong direction", () => {
  const cats: SceneObject[] = [
    { ...thing("cat", null, 0.2, 0.4), facing: "left" },
    { ...thing("cat", null, 0.5, 0.4), facing: "right" },
  ];

  it("is turned round where it stands, and nothing else is touched", () => {
    const scene = sceneOf(...cats, { ...thing("dog", null, 0.5, 0.8), facing: "right" });
    const { scene: edited, after, done } = mend(scene, "two cats facing left and a dog facing right");
    expect(failing(after)).toEqual([]);
    expect(edited.objects.map(({ x, y }) => [x, y])).toEqual(scene.objects.map(({ x, y }) => [x, y]));
    expect(done).toEqual(["Turned 1 cat to the left."]);
  });

  it("is right in what is added", () => {
    const { scene, after } = mend(sceneOf(...cats.slice(0, 1)), "three cats facing left");
    expect(failing(after)).toEqual([]);
    expect(of(scene, "cat").map(({ facing }) => facing)).toEqual(["left", "left", "left"]);
    const { scene: first } = mend(sceneOf(), "two cats facing right");
    expect(of(first, "cat").map(({ facing }) => facing)).toEqual(["right", "right"]);
  });
});

describe("a scene with a look", () => {
  const wide: Scene = {
    backdrop: "beach",
    styleSeed: 7,
    objects: [0.14, 0.3, 0.46].map((x) => ({ ...thing("dog", null, x, 0.7, 0.24), facing: "right" })),
    look: { aspect: "16:9", style: "sticker", palette: "warm" },
  };

  it("keeps backdrop, look and facing, and lets new things face as their group does", () => {
    const { scene, after } = mend(wide, "four dogs");
    expect(failing(after)).toEqual([]);
    expect(scene.look).toEqual(wide.look);
    expect(scene.backdrop).toBe("beach");
    expect(scene.styleSeed).toBe(7);
    expect(scene.objects.map(({ facing }) => facing)).toEqual(["right", "right", "right", "right"]);
    expect(scene.objects.filter((object) => wide.objects.some((one) => one.x === object.x))).toHaveLength(3);
  });

  it("spaces things by what they measure on a canvas that is not square", () => {
    const { scene } = mend(wide, "four dogs");
    const [first, second, third, fourth] = boxesOf(scene).sort((a, b) => a.x - b.x);
    if (!first || !second || !third || !fourth) throw new Error("not four");
    const pitch = second.x - first.x;
    expect(third.x - second.x).toBeCloseTo(pitch, 2);
    expect(fourth.x - third.x).toBeCloseTo(pitch, 1);
    expect(overlaps(scene)).toBe(0);
    expect(isInside(scene)).toBe(true);
  });

  it("has those who chase run to the left", () => {
    const scene: Scene = {
      ...wide,
      objects: [
        { ...thing("dog", null, 0.4, 0.7, 0.24), facing: "right" },
        { ...thing("cat", null, 0.7, 0.7, 0.24), facing: "right" },
      ],
    };
    const { scene: edited, after } = mend(scene, "a dog chasing a cat");
    expect(failing(after)).toEqual([]);
    expect(of(edited, "dog")[0]?.facing).toBe("left");
    expect(of(edited, "cat")[0]?.facing).toBe("left");
  });
});
