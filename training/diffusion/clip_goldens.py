"""Tokens of transformers' CLIPTokenizer on 10,000 strings, for our own to be held against.

    python training/diffusion/clip_goldens.py VOCABULARY tests/fixtures/diffusion/clip

VOCABULARY is CLIP's `bpe_simple_vocab_16e6.txt.gz` (MIT; PyPI's open_clip_torch carries it). The fixture keeps its
first 6,000 merges, which is a whole tokeniser with a smaller vocabulary. Strings are put together from fragments by
a small generator that the test repeats, so that only fragments and checksums are kept.
"""

import gzip
import json
import os
import sys

import transformers

MERGES = 6000
STRINGS = 10_000

FRAGMENTS = [
    "a", "photo", "of", "the", "seven", "cats", "Striped", "LION", "bicycle", "typography", "don't", "it's", "we're",
    "they've", "I'm", "she'll", "he'd", "O'Neill's", "rock'n'roll", "'", "''", "'S", "’s", "3", "42", "1024x1024",
    "16:9", "3.14", "½", "²", "Ⅷ", "٣", "४२", ",", ".", "!!", "?!", "...", "…", "(", ")", "((best))", "[x]", "{y}",
    "<", ">", "<|", "|>", "<|endoftext|>", "<|startoftext|>", "<|EndOfText|>", "&", "&amp;", "@user", "#tag", "$5",
    "100%", "a_b", "a-b", "--ar", "—", "–", "/", "\\", "|", "~", "`", "^", "*", "+", "=", "\"quoted\"", "„so“", "«là»",
    "»", "é", "e\u0301", "Ångström", "A\u030a", "naïve", "façade", "ﬁne", "ﬀ", "Straße", "STRASSE", "ẞ", "İstanbul",
    "ıspartA", "ΣΊΣΥΦΟΣ", "σς", "Ελλάδα", "Привет", "МИР", "ёж", "שלום", "مرحبا", "नमस्ते", "สวัสดี", "வணக்கம்",
    "你好", "世界", "日本語", "ひらがな", "カタカナ", "ｶﾀｶﾅ", "한국어", "ㅎㅎ", "𠮷野家", "中文English混合", "Ｆｕｌｌ", "①",
    "😀", "👍🏽", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "❤️", "☃", "♞", "→", "∑", "√2", "µ", "Ω", "K", "°C", "™", "©", "€", "🜁", "𝔘𝔫𝔦",
    "𝟘", "𐍈", " ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "\u3000", "\u2028", "\u0085", "\u200b", "\u200d",
    "\ufeff", "\u00ad", "\u0000", "\u0007", "\u0300", "\ufe0f", "x" * 90, "na" * 60, "supercalifragilistic",
    "antidisestablishmentarianism", "isometric", "watercolour", "bokeh", "4k", "8K", "trending", "on", "artstation",
]


class Choice:
    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, limit: int) -> int:
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return (self.state >> 8) % limit


def strings() -> list[str]:
    choice = Choice(20261122)
    made = []
    for _ in range(STRINGS):
        parts = []
        for _ in range(1 + choice.below(12)):
            parts.append(FRAGMENTS[choice.below(len(FRAGMENTS))])
            if choice.below(3) > 0:
                parts.append(" ")
        made.append("".join(parts))
    return made


def checksum(ids: list[int]) -> int:
    """FNV-1a over the numbers."""
    total = 2166136261
    for number in ids:
        total = ((total ^ number) * 16777619) % 2**32
    return total


def byte_signs() -> list[str]:
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    signs, extra = {}, 256
    for byte in range(256):
        if byte in printable:
            signs[byte] = chr(byte)
        else:
            signs[byte] = chr(extra)
            extra += 1
    return [signs[byte] for byte in printable] + [signs[byte] for byte in range(256) if byte not in printable]


def main() -> None:
    source, folder = sys.argv[1:3]
    with gzip.open(source, "rt", encoding="utf-8") as file:
        merges = [line.rstrip("\n") for line in file][1 : 1 + MERGES]
    signs = byte_signs()
    pieces = [*signs, *(sign + "</w>" for sign in signs), *("".join(merge.split()) for merge in merges)]
    pieces += ["<|startoftext|>", "<|endoftext|>"]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "vocab.json"), "w", encoding="utf-8") as file:
        json.dump(vocabulary, file, ensure_ascii=False, separators=(",", ":"))
    with open(os.path.join(folder, "merges.txt"), "w", encoding="utf-8") as file:
        file.write("#version: 0.2\n" + "\n".join(merges) + "\n")
    tokenizer = transformers.CLIPTokenizer(vocab=vocabulary, merges=[tuple(merge.split()) for merge in merges])
    texts = strings()
    ids = [tokenizer(text, padding="max_length", truncation=True, max_length=77).input_ids for text in texts]
    full = [tokenizer(text).input_ids[1:-1] for text in texts]
    goldens = {
        "transformers": transformers.__version__,
        "fragments": FRAGMENTS,
        "checksums": [checksum(one) for one in full],
        "framed": checksum([number for one in ids for number in one]),
        "examples": [{"text": texts[i], "ids": full[i]} for i in range(40)],
    }
    with open(os.path.join(folder, "goldens.json"), "w", encoding="utf-8") as file:
        json.dump(goldens, file, ensure_ascii=True, separators=(",", ":"))
        file.write("\n")
    print(f"{len(texts)} strings, {sum(map(len, full))} tokens")


main()
