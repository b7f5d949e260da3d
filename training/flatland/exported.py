"""Samples scenes from the exported model (models/flatland), the way the app does."""
from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from .generate import scene_of
from .scene import Scene
from .tokens import FIELD_NAMES, FIRST_OBJECT_KIND, KINDS, MAX_OBJECTS, MOST_ALIKE, Row, Vocabulary

FIELDS = len(FIELD_NAMES)


class ExportedModel:
    """model.onnx and config.json of a folder. One thread, so that others may work."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime as ort

        self.config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.vocabulary = Vocabulary(self.config["vocabulary"])
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = ort.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def _allowed(self, first: bool, quotes: int) -> np.ndarray:
        allowed = np.ones(len(KINDS), np.float32)
        allowed[1:FIRST_OBJECT_KIND] = 0
        if first:
            allowed[:] = 0
            allowed[1:FIRST_OBJECT_KIND] = 1
        for i, kind in enumerate(KINDS):
            if kind.startswith("lettering") and int(kind.removeprefix("lettering")) > quotes:
                allowed[i] = 0
        return allowed

    def compose(self, prompt: str, aspect: str, temperature: float, rng: np.random.Generator) -> Scene:
        """One scene for a prompt on a canvas."""
        return self.candidates(prompt, aspect, temperature, rng, 1)[0]

    def candidates(
        self, prompt: str, aspect: str, temperature: float, rng: np.random.Generator, count: int
    ) -> list[Scene]:
        """`count` scenes for one prompt: the text is read once, its cache serves them all."""
        ids, quotes = self.vocabulary.encode(prompt, aspect)
        fixed = {"temperature": np.array([max(0.01, temperature)], np.float32)}
        layers, heads, width = (self.config[name] for name in ("layers", "heads", "headWidth"))
        kinds = len(KINDS)
        _, past = self.session.run(None, {
            **fixed, "ids": np.array([ids], np.int64), "last": np.zeros((1, 0, FIELDS), np.int64),
            "step": np.zeros(1, np.int64), "alike": np.zeros((1, 0), np.int64),
            "positions": np.arange(len(ids), dtype=np.int64),
            "past": np.zeros((layers, 2, 1, heads, 0, width), np.float32),
            "uniforms": np.zeros((1, FIELDS), np.float32), "allowed": np.ones((1, kinds), np.float32),
        })
        past = np.repeat(past, count, 2)
        last = np.zeros((count, 1, FIELDS), np.int64)
        rows: list[list[Row]] = [[] for _ in range(count)]
        seen = np.zeros((count, kinds), np.int64)
        done = [False] * count
        for step in range(MAX_OBJECTS + 2):
            alike = np.minimum(np.take_along_axis(seen, last[:, :, 0], 1), MOST_ALIKE)
            choice, past = self.session.run(None, {
                **fixed, "ids": np.zeros((count, 0), np.int64), "last": last, "step": np.array([step], np.int64),
                "alike": alike, "positions": np.array([self.config["maxText"] + step], np.int64), "past": past,
                "uniforms": rng.random((count, FIELDS), np.float32),
                "allowed": np.repeat(self._allowed(step == 0, len(quotes))[None], count, 0),
            })
            if step == 0:
                choice[:, 1:] = 0
            for b in range(count):
                if not done[b]:
                    rows[b].append(tuple(choice[b].tolist()))
                    done[b] = choice[b, 0] == 0
            if all(done):
                break
            seen[np.arange(count), choice[:, 0]] += 1
            last = choice[:, None, :]
        return [scene_of(row, quotes, aspect) for row in rows]

    def scenes_for(self, cases: list[tuple[str, str]], temperature: float, seed: int) -> list[Scene]:
        """One scene for each prompt and aspect."""
        rng = np.random.default_rng(seed)
        return [self.compose(prompt, aspect, temperature, rng) for prompt, aspect in cases]
