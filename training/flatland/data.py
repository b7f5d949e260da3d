"""Batches of encoded examples, made by one worker process and grouped by length to save padding."""
from __future__ import annotations

import multiprocessing as mp
import os
from queue import Empty, Full
from random import Random
from typing import Iterator

import numpy as np
import torch
from torch import Tensor

from .captions import caption
from .sampler import sample_example
from .tokens import FIELD_NAMES, Row, Vocabulary, encode_scene

POOL_BATCHES = 24
Example = tuple[list[int], list[Row]]


def example(rng: Random, vocabulary: Vocabulary) -> Example:
    spec, scene = sample_example(rng)
    ids, quotes = vocabulary.encode(caption(rng, spec, scene), scene.aspect)
    return ids, encode_scene(spec, scene, quotes)


def collate(examples: list[Example]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pads to the longest: ids [b, t], objects [b, n, 6], lengths [b]."""
    text = max(len(ids) for ids, _ in examples)
    steps = max(len(rows) for _, rows in examples)
    ids_out = np.zeros((len(examples), text), np.int64)
    objects = np.zeros((len(examples), steps, len(FIELD_NAMES)), np.int64)
    lengths = np.zeros(len(examples), np.int64)
    for i, (ids, rows) in enumerate(examples):
        ids_out[i, : len(ids)] = ids
        objects[i, : len(rows)] = rows
        lengths[i] = len(rows)
    return ids_out, objects, lengths


def alike(rng: Random, pool: list[Example], batch: int) -> list[list[Example]]:
    """Batches of about equally long texts and, within these, about equally many objects."""
    pool.sort(key=lambda e: len(e[0]) + rng.random())
    stretch = batch * 4
    parts: list[list[Example]] = []
    for start in range(0, len(pool), stretch):
        part = sorted(pool[start : start + stretch], key=lambda e: len(e[1]) + rng.random())
        parts += [part[i : i + batch] for i in range(0, len(part), batch)]
    return parts


def _produce(queue: "mp.Queue[object]", words: list[str], seed: int, batch: int, parent: int) -> None:
    queue.cancel_join_thread()  # Nobody reads what is left when the trainer has ended.
    rng = Random(seed)
    vocabulary = Vocabulary(words)
    while os.getppid() == parent:
        pool = [example(rng, vocabulary) for _ in range(batch * POOL_BATCHES)]
        batches = [collate(part) for part in alike(rng, pool, batch)]
        rng.shuffle(batches)
        for item in batches:
            while os.getppid() == parent:
                try:
                    queue.put(item, timeout=5)
                    break
                except Full:
                    continue


def batches(vocabulary: Vocabulary, seed: int, batch: int) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Endless batches (ids, objects, lengths); the stream depends on `seed` alone."""
    context = mp.get_context("spawn")
    queue: "mp.Queue[object]" = context.Queue(maxsize=POOL_BATCHES * 2)
    worker = context.Process(
        target=_produce, args=(queue, vocabulary.words, seed, batch, os.getpid()), daemon=True
    )
    worker.start()
    while True:
        try:
            ids, objects, lengths = queue.get(timeout=30)  # type: ignore[misc]
        except Empty:
            if worker.is_alive():
                continue
            raise RuntimeError("The worker that makes training examples has died.") from None
        yield torch.from_numpy(ids), torch.from_numpy(objects), torch.from_numpy(lengths)
