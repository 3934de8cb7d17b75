"""What automobile and truck stand on."""

from __future__ import annotations

import torch
from torch import Tensor

from training.examples.shapes import cylinder


def wheel(p: Tensor, x: float, z: float, radius: float, width: float) -> Tensor:
    """A tyre standing on the ground at x, hollow towards the outside where the rim goes."""
    return torch.maximum(
        cylinder(p, (x, radius, z), radius, width, 2, 0.04),
        -cylinder(p, (x, radius, z + width), radius * 0.62, width * 0.35, 2, 0.01),
    )


def rim(p: Tensor, x: float, z: float, radius: float, width: float) -> Tensor:
    """Five spokes that fill the hollow of `wheel`."""
    q = p - torch.tensor([x, radius, z])
    angle = torch.atan2(q[:, 1], q[:, 0])
    spokes = cylinder(p, (x, radius, z + width * 0.72), radius * 0.6, 0.012, 2)
    holes = (torch.cos(angle * 5) * 0.5 + 0.22) * radius * 0.35
    ring = (q[:, :2].norm(dim=-1) - radius * 0.38).abs() - radius * 0.16
    return torch.maximum(spokes, -torch.maximum(ring, -holes)) * 0.7
