"""Writes what the reference says, for the tests, and measures the stored model against it.

    python training/minilm/golden.py models/minilm tests/unit/electron/inference/text/golden.json

The reference is Hugging Face's tokenizer and BertModel with the released weights in 32 bits.
"""
import base64
import json
import random
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer
from transformers import BertModel

sys.path.insert(0, str(Path(__file__).parent))
from bert import LONGEST  # noqa: E402
from export import source  # noqa: E402

WORLD = Path(__file__).parents[2] / "shared" / "flatland" / "world.json"

SENTENCES = [
    "four white bicycles in front of three plastic cows",
    "four white bicycles behind three plastic cows",
    "seven blue birds above four checkered turtles and three plastic guitars",
    'two red cats to the left of a sign that says "OPEN"',
    "a glass apple",
    "“first draft” at temperature 0.6 got 6 of 9 right. Wrong: no guitar seen, three guitars asked for.",
    "a watercolour of Zürich at dusk, mist over the lake, 35mm, f/1.8",
    "Ein roter Fuchs springt über den Zaun; über-große Ähren.",
    "Quarterly revenue fell by 3.5% as supply chains tightened.",
    "x",
]

TRICKY = [
    "",
    "   ",
    "Hello,World!",
    "don't stop-me now... (please)",
    "ÀÉÎÕÜ ñ ç ø ß İstanbul",
    "e\u0301 combining",
    "猫が三匹 with 三 cats",
    "한국어 텍스트",
    "emoji 🐈‍⬛ and 👍🏽 ends",
    "tab\tnewline\nnull\u0000end\u200bzero\ufeffbom",
    "$5 + 3^2 = `x` ~ |y| <tag> {a} [b]",
    "pneumonoultramicroscopicsilicovolcanoconiosis",
    "a" * 101,
    "ﬁne ½ cup ² H₂O Ω Ångström",
    "naïve café – “quoted” … §7 ¿qué? ¡sí!",
    "UPPER lower MiXeD ﬀ ẞ",
    "русский текст и ελληνικά",
    "\u00a0non breaking\u3000wide\u2028line",
    "a1b2c3 3D 4k x264 v1.2.3",
    "many " * 300,
]


def unit(values: np.ndarray) -> np.ndarray:
    return values / np.linalg.norm(values)


def scenes(count: int) -> list[str]:
    """Prompts as the studio meets them."""
    world = json.loads(WORLD.read_text())
    dice = random.Random(11)
    numbers = ["two", "three", "four", "five", "six", "seven"]

    def group() -> str:
        finish = f"{dice.choice(world['finishes'])['name']} " if dice.random() < 0.6 else ""
        return f"{dice.choice(numbers)} {finish}{dice.choice(world['nouns'])['plural']}"

    def scene() -> str:
        if dice.random() < 0.5:
            return f"{group()} {dice.choice(world['relations'])['phrases'][0]} {group()}"
        return f"{group()} and {group()}"

    return [scene() for _ in range(count)]


def main(models: Path, target: Path) -> None:
    folder = source()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    reference = BertModel.from_pretrained(folder).eval()
    session = onnxruntime.InferenceSession(models / "model.onnx", providers=["CPUExecutionProvider"])

    def truth(text: str) -> np.ndarray:
        with torch.no_grad():
            states = reference(input_ids=torch.tensor([tokenizer.encode(text).ids])).last_hidden_state[0]
        return unit(states.mean(dim=0).numpy())

    def ours(text: str) -> np.ndarray:
        return session.run(None, {"ids": np.array(tokenizer.encode(text).ids, dtype=np.int64)})[0]

    texts = SENTENCES + scenes(490)
    wanted, got = np.stack([truth(text) for text in texts]), np.stack([ours(text) for text in texts])
    cosines = (wanted * got).sum(axis=1)
    print(f"{len(texts)} sentences: cosine to the reference min {cosines.min():.5f}, mean {cosines.mean():.5f}")
    print(f"largest error of a similarity between two sentences: {np.abs(wanted @ wanted.T - got @ got.T).max():.4f}")
    golden = {
        "tokens": [{"text": text, "ids": tokenizer.encode(text).ids} for text in SENTENCES + TRICKY],
        "vectors": [
            {"text": text, "vector": base64.b64encode(truth(text).astype("<f4").tobytes()).decode()}
            for text in SENTENCES
        ],
    }
    target.write_text(json.dumps(golden, ensure_ascii=True, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
