"""Pictures of single objects, as the renderer draws them, to paste into training scenes.

training/sprites/export-sprites.ts writes the folder read here: square RGBA images named
`<kind>__<finish|natural>.png`, signs under lettering/, a second icon set under noto/, shadows under
shadows/ and `meta.json`, which lists them all.
"""

from __future__ import annotations

import numpy as np

SHADOW_SIDES = 1.6
"""Side of a shadow's square in sides of its object's square."""
OPAQUE = 24
"""Alpha (of 255) from which a pixel belongs to the object."""


def alpha_box(alpha: np.ndarray) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom (exclusive) of the opaque pixels; None where there are none."""
    rows = np.flatnonzero((alpha >= OPAQUE).any(axis=1))
    columns = np.flatnonzero((alpha >= OPAQUE).any(axis=0))
    if rows.size == 0 or columns.size == 0:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
