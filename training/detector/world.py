"""The closed vocabulary the detector reports in, read from shared/flatland/world.json."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
NATURAL = "natural"


@dataclass(frozen=True)
class World:
    """Kinds (nouns, then props) and finishes (`natural` first), each in a fixed order."""

    nouns: tuple[str, ...]
    props: tuple[str, ...]
    finishes: tuple[str, ...]
    styles: tuple[str, ...] = ()
    backdrops: tuple[str, ...] = ()
    facing: dict[str, str] = field(default_factory=dict)
    """Which way a noun's figure looks as it was drawn; nouns without a direction are left out."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Names of the heatmap channels, in order."""
        return self.nouns + self.props

    def kind_index(self, name: str) -> int:
        """Heatmap channel of a noun or prop; raises ValueError for a name that is neither."""
        return self.kinds.index(name)

    def finish_index(self, name: str | None) -> int:
        """Finish class of a finish name; None means natural colours."""
        return self.finishes.index(name or NATURAL)


def load_world(path: Path | None = None) -> World:
    """Read the vocabulary; the order in the file is the order of the model's outputs."""
    data = json.loads((path or REPOSITORY / "shared/flatland/world.json").read_text("utf-8"))
    return World(
        nouns=tuple(noun["name"] for noun in data["nouns"]),
        props=tuple(data["props"]),
        finishes=(NATURAL, *(finish["name"] for finish in data["finishes"])),
        styles=tuple(style["id"] for style in data.get("styles", [])),
        backdrops=tuple(backdrop["name"] for backdrop in data.get("backdrops", [])),
        facing={noun["name"]: noun["facing"] for noun in data["nouns"] if "facing" in noun},
    )
