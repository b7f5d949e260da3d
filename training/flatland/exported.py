"""Samples scenes from the exported model (models/flatland), the way the app does."""
from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from .generate import scene_of
from .scene import Scene
from .tokens import FIRST_OBJECT_KIND, KINDS, MAX_OBJECTS, Vocabulary

Row = tuple[int, int, int, int, int]


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

    def compose(self, prompt: str, temperature: float, rng: np.random.Generator) -> Scene:
        """One scene for a prompt."""
        ids, quotes = self.vocabulary.encode(prompt)
        rows: list[Row] = []
        while len(rows) <= MAX_OBJECTS:
            (choice,) = self.session.run(None, {
                "ids": np.array([ids], np.int64),
                "objects": np.array(rows, np.int64).reshape(1, len(rows), 5),
                "uniforms": rng.random(5, np.float32),
                "temperature": np.array([max(0.01, temperature)], np.float32),
                "allowed": self._allowed(not rows, len(quotes)),
            })
            kind, finish, x, y, size = (int(value) for value in choice)
            rows.append((kind, finish, x, y, size) if rows else (kind, 0, 0, 0, 0))
            if kind == 0:
                break
        return scene_of(rows, quotes)

    def scenes_for(self, prompts: list[str], temperature: float, seed: int) -> list[Scene]:
        rng = np.random.default_rng(seed)
        return [self.compose(prompt, temperature, rng) for prompt in prompts]
