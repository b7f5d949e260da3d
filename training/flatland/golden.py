"""Writes tokeniser examples for the app's tests: `python -m training.flatland.golden FILE.json`."""
from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

from .captions import caption
from .sampler import sample_example
from .tokens import words_of

TRICKY = [
    'A sign that says "HELLO, World: 24/7"', "“Open late” above two cats", "the cat's hat isn't a dog’s",
    "«Bon appétit» under trois crème brûlées", "„Guten Tag“ and 3 Äpfel", "it's 'quoted' but don't 'quote\" this",
    "FIVE CHAIRS; six:seven.eight", "polka-dot t-shirts", "猫 and two dogs", '"one" "two" "three" "four"', "", "''", '""',
    "ﬁve ①②③ ½ Ⅳ chairs", "a cat\n\tand   two dogs…", "3rd chair, 10.5 cars",
    "a hot dog, two t-shirts; three tvs", "Ice-cream cones in a 16:9 wide banner format", "aspect16x9 cats",
]


def main() -> None:
    rng = Random(11)
    texts = TRICKY + [caption(rng, *sample_example(rng)) for _ in range(40)]
    cases: list[dict[str, object]] = [dict(zip(("prompt", "words", "quotes"), (text, *words_of(text)))) for text in texts]
    Path(sys.argv[1]).write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
