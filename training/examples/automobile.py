"""A red hatchback on an empty road; its nose points along -x."""

from __future__ import annotations

import torch
from torch import Tensor

from training.examples.render import Material, Part, Scene, rgb, solid
from training.examples.scenery import asphalt, sky, woods
from training.examples.shapes import blend, cylinder, ellipsoid, extrude, mirrored, polygon, union
from training.examples.wheels import rim, wheel


def scene() -> Scene:
    side = [
        (-1.98, 0.34), (-2.0, 0.55), (-1.92, 0.72), (-1.2, 0.86), (-0.98, 0.9), (1.7, 0.96),
        (1.96, 0.9), (2.02, 0.6), (1.98, 0.32), (1.2, 0.26), (-1.3, 0.26),
    ]  # fmt: skip
    roof = [(-1.1, 0.84), (-0.4, 1.36), (0.0, 1.44), (0.75, 1.42), (1.25, 1.28), (1.8, 0.92)]
    wheels = ((-1.25, 0.36), (1.28, 0.36))

    def lower(p: Tensor) -> Tensor:
        flat = polygon(p[:, 0], p[:, 1], side)
        bulge = 0.86 - 0.10 * ((p[:, 1] - 0.6) / 0.5) ** 2 - 0.05 * (p[:, 0] / 2) ** 4
        return extrude(flat, p[:, 2].abs() - bulge, 0.13) * 0.9

    def cabin(p: Tensor, grow: float = 0.0) -> Tensor:
        flat = polygon(p[:, 0], p[:, 1], roof) - grow
        lean = 0.80 - 0.30 * (p[:, 1] - 0.86) - 0.03 * p[:, 0] ** 2 + grow
        return extrude(flat, p[:, 2].abs() - lean, 0.10) * 0.9

    def arches(p: Tensor) -> Tensor:
        q = mirrored(p)
        return union(*(cylinder(q, (x, r, 0.85), r + 0.07, 0.34, 2) for x, r in wheels))

    def body(p: Tensor) -> Tensor:
        return torch.maximum(blend([lower(p), cabin(p)], 0.05), -arches(p))

    def paint(p: Tensor) -> Tensor:
        x, y, z = p[:, 0], p[:, 1], p[:, 2].abs()
        c = rgb(186, 22, 24).repeat(len(p), 1)
        frame = polygon(
            x,
            y,
            [(-0.86, 0.93), (-0.3, 1.31), (0.02, 1.37), (0.72, 1.355), (1.14, 1.24), (1.5, 0.97)],
        )
        pillar = ((x - 0.33).abs() < 0.035) | ((x - 1.08).abs() < 0.035)
        front = (z < 0.66) & (x < -0.3) & (y > 0.92) & (y < 1.33)
        rear = (z < 0.6) & (x > 1.2) & (y > 0.98) & (y < 1.26)
        c[((frame < 0) & (z > 0.5) & ~pillar) | front | rear] = rgb(14, 18, 22)
        c[(y < 0.345) | ((x < -1.9) & (y > 0.38) & (y < 0.5) & (z < 0.55))] = rgb(16, 16, 18)
        c[(x < -1.62) & (y > 0.60) & (y < 0.73) & (z > 0.5)] = rgb(225, 232, 240)
        c[(x > 1.85) & (y > 0.66) & (y < 0.86) & (z > 0.5)] = rgb(110, 6, 8)
        seam = union(*((x - at - 0.1 * (y - 0.6) ** 2).abs() for at in (-0.78, 0.32, 1.08))) < 0.009
        c[seam & (y > 0.38) & (y < 0.9) & (z > 0.7)] = rgb(50, 6, 8)
        c[((y - 0.56).abs() < 0.014) & (z > 0.7) & (x.abs() < 1.7)] = rgb(70, 8, 10)
        handle = ((y - 0.84).abs() < 0.012) & (
            ((x - 0.16).abs() < 0.08) | ((x - 0.92).abs() < 0.08)
        )
        c[handle & (z > 0.7)] = rgb(80, 8, 10)
        return c

    def tyres(p: Tensor) -> Tensor:
        q = mirrored(p)
        return union(*(wheel(q, x, 0.72, r, 0.11) for x, r in wheels))

    def rims(p: Tensor) -> Tensor:
        q = mirrored(p)
        return union(*(rim(q, x, 0.72, r, 0.11) for x, r in wheels))

    def inside(p: Tensor) -> Tensor:
        return (
            arches(p).abs() + 0.5 * torch.maximum(lower(p), -torch.ones(len(p))).clamp_min(0) + 0.01
        )

    def mirrors(p: Tensor) -> Tensor:
        return ellipsoid(mirrored(p), (-0.72, 0.98, 0.92), (0.07, 0.08, 0.12))

    sun = (-0.55, 0.8, 0.6)
    glossy = Material(paint, specular=0.7, gloss=120, mirror=0.05)
    backdrop = woods(
        sky(rgb(84, 138, 204), rgb(206, 220, 232), sun, clouds=0.45, cloud_scale=0.35, seed=5.0),
        rgb(38, 58, 34), rgb(104, 124, 70), 0.07, 2.0,
    )  # fmt: skip
    return Scene(
        parts=[
            Part(body, glossy),
            Part(tyres, Material(solid(26, 26, 28), specular=0.08, gloss=12)),
            Part(rims, Material(solid(186, 190, 196), specular=0.6, gloss=50, mirror=0.2)),
            Part(mirrors, glossy),
        ],
        centre=(0, 0.7, 0),
        radius=2.3,
        background=backdrop,
        ground=asphalt(0.13),
        eye=(-4.6, 1.75, 6.6),
        target=(-0.05, 0.62, 0),
        field_of_view=25,
        sun=sun,
        haze=0.02,
        exposure=0.85,
    )
