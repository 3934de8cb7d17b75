"""Signed distances to simple solids and ways to join them, after Inigo Quilez's articles.

Points are [N, 3] (x right, y up, z towards the viewer), distances [N]; negative is inside.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

Vec = Sequence[float]


def vec(v: Vec | Tensor) -> Tensor:
    return v if isinstance(v, Tensor) else torch.tensor(v, dtype=torch.float32)


def dot(a: Tensor, b: Tensor) -> Tensor:
    return (a * b).sum(-1)


def unit(v: Tensor) -> Tensor:
    return v / v.norm(dim=-1, keepdim=True).clamp_min(1e-9)


def sphere(p: Tensor, centre: Vec, radius: float) -> Tensor:
    return (p - vec(centre)).norm(dim=-1) - radius


def ellipsoid(p: Tensor, centre: Vec, radii: Vec) -> Tensor:
    """A bound, not the exact distance; good near the surface."""
    q = p - vec(centre)
    k0 = (q / vec(radii)).norm(dim=-1)
    k1 = (q / vec(radii) ** 2).norm(dim=-1)
    return k0 * (k0 - 1) / k1.clamp_min(1e-6)


def box(p: Tensor, centre: Vec, half: Vec, rounding: float = 0.0) -> Tensor:
    q = (p - vec(centre)).abs() - vec(half) + rounding
    return q.clamp_min(0).norm(dim=-1) + q.max(-1).values.clamp_max(0) - rounding


def cone(p: Tensor, a: Vec, b: Vec, radius_a: float, radius_b: float) -> Tensor:
    """A rod from a to b with round ends, its radius running from one value to the other."""
    start, along = vec(a), vec(b) - vec(a)
    h = (dot(p - start, along) / dot(along, along)).clamp(0, 1)
    radius = radius_a + (radius_b - radius_a) * h
    return (p - start - h[:, None] * along).norm(dim=-1) - radius


def cylinder(
    p: Tensor, centre: Vec, radius: float, half: float, axis: int, rounding: float = 0.0
) -> Tensor:
    q = p - vec(centre)
    rest = [i for i in range(3) if i != axis]
    radial = q[:, rest].norm(dim=-1) - radius + rounding
    axial = q[:, axis].abs() - half + rounding
    outside = torch.stack([radial, axial], -1).clamp_min(0).norm(dim=-1)
    return outside + torch.maximum(radial, axial).clamp_max(0) - rounding


def polygon(x: Tensor, y: Tensor, corners: Sequence[tuple[float, float]]) -> Tensor:
    """Distance in the plane to a closed polygon."""
    p = torch.stack([x, y], -1)
    points = [vec(c) for c in corners]
    best = torch.full_like(x, 1e9)
    inside = torch.zeros_like(x, dtype=torch.bool)
    for a, b in zip(points, points[1:] + points[:1]):
        edge, w = b - a, p - a
        nearest = w - (dot(w, edge) / dot(edge, edge)).clamp(0, 1)[:, None] * edge
        best = torch.minimum(best, dot(nearest, nearest))
        crosses = (a[1] <= y) != (b[1] <= y)
        at = a[0] + (y - a[1]) / (b[1] - a[1] if b[1] != a[1] else 1e-9) * (b[0] - a[0])
        inside ^= crosses & (x < at)
    return torch.where(inside, -best.sqrt(), best.sqrt())


def extrude(flat: Tensor, axial: Tensor, rounding: float) -> Tensor:
    """A flat distance and |z| - half thickness → a solid with rounded edges."""
    w = torch.stack([flat, axial], -1) + rounding
    return w.clamp_min(0).norm(dim=-1) + w.max(-1).values.clamp_max(0) - rounding


def union(*distances: Tensor) -> Tensor:
    result = distances[0]
    for d in distances[1:]:
        result = torch.minimum(result, d)
    return result


def blend(distances: Sequence[Tensor], k: float) -> Tensor:
    """Union whose seams are rounded over a width of about k."""
    result = distances[0]
    for d in distances[1:]:
        h = (0.5 + 0.5 * (result - d) / k).clamp(0, 1)
        result = result + (d - result) * h - k * h * (1 - h)
    return result


def limb(q: Tensor, *joints: tuple[float, float, float, float]) -> Tensor:
    """A leg through joints (x, y, z, radius), rounded where its bones meet."""
    bones = [cone(q, a[:3], b[:3], a[3], b[3]) for a, b in zip(joints, joints[1:])]
    return blend(bones, 0.04)


def mirrored(p: Tensor, axis: int = 2) -> Tensor:
    """Fold space, so that what is built on one side stands on both."""
    q = p.clone()
    q[:, axis] = q[:, axis].abs()
    return q


def turned(p: Tensor, degrees: float, axis: int = 1, about: Vec = (0, 0, 0)) -> Tensor:
    """The point as seen by a body turned by `degrees` about an axis through `about`."""
    angle = torch.tensor(-degrees * torch.pi / 180)
    i, j = [k for k in range(3) if k != axis]
    if axis == 1:
        i, j = j, i
    q = p - vec(about)
    r = q.clone()
    r[:, i] = q[:, i] * angle.cos() - q[:, j] * angle.sin()
    r[:, j] = q[:, i] * angle.sin() + q[:, j] * angle.cos()
    return r + vec(about)
