"""Value noise: the grain of everything that is not meant to look poured from plastic."""

from __future__ import annotations

import torch
from torch import Tensor


def _hash(cells: Tensor) -> Tensor:
    """A pseudo-random number in 0..1 for each integer cell [..., 3]."""
    x, y, z = cells.long().unbind(-1)
    h = x * 374761393 + y * 668265263 + z * 2147483647
    h = (h ^ (h >> 13)) * 1274126177
    h = (h ^ (h >> 16)) & 0xFFFFFF
    return h.float() / 0xFFFFFF


def noise(p: Tensor) -> Tensor:
    """Smooth noise in 0..1 with one feature per unit; p is [..., 3]."""
    cell = p.floor()
    f = p - cell
    f = f * f * (3 - 2 * f)
    total = torch.zeros(p.shape[:-1])
    for corner in range(8):
        offset = torch.tensor([corner & 1, corner >> 1 & 1, corner >> 2 & 1])
        weight = torch.where(offset.bool(), f, 1 - f).prod(-1)
        total = total + weight * _hash(cell + offset)
    return total


def fbm(p: Tensor, octaves: int = 4) -> Tensor:
    """Noise upon half-sized noise (fractional Brownian motion), in 0..1."""
    total, amplitude, norm = torch.zeros(p.shape[:-1]), 1.0, 0.0
    for _ in range(octaves):
        total = total + amplitude * noise(p)
        norm += amplitude
        p, amplitude = p * 2.03 + 17.7, amplitude / 2
    return total / norm
