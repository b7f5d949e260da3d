"""The sizes in which the model is made: everything that differs between a test, a processor and a graphics card."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Size:
    """`side` and `factor` are in pixels: a picture's side, and how many of them a latent stands for each way."""

    side: int
    latent_channels: int
    widths: tuple[int, ...]
    """Channels of the autoencoder, one a level; each level halves the picture."""
    blocks: int
    """Residual blocks of each level."""
    patch: int
    """Latents each way that make one token."""
    width: int
    depth: int
    heads: int
    text_width: int
    text_depth: int
    batch: int
    rate: float
    levels: int
    """How many of the levels of scenes.py it learns, the easiest first."""

    @property
    def factor(self) -> int:
        return 2 ** len(self.widths)

    @property
    def latent_side(self) -> int:
        return self.side // self.factor

    def as_json(self) -> dict[str, object]:
        return asdict(self)


MAX_WORDS = 48
"""Words of a caption that are read."""

SIZES = {
    # For tests of the recipe and of the pipeline: draws blots.
    "tiny": Size(64, 4, (12, 16, 16), 1, 1, 32, 2, 2, 16, 1, 32, 1e-3, 3),
    # 128 pixels, 16 tokens, single objects only: what one core learns something with in an hour.
    "cpu": Size(128, 16, (32, 64, 96, 128), 1, 2, 192, 8, 6, 128, 2, 64, 8e-4, 1),
    # 256 pixels, 256 tokens, 32 million numbers: half an hour of a large graphics card.
    "gpu": Size(256, 8, (64, 128, 192), 2, 2, 384, 12, 6, 256, 4, 512, 4e-4, 3),
}
