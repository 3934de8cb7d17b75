"""A delivery truck by the roadside; its nose points along -x."""

from __future__ import annotations

import torch
from torch import Tensor

from training.examples.noise import fbm
from training.examples.render import Material, Part, Scene, rgb, solid
from training.examples.scenery import asphalt, sky, woods
from training.examples.shapes import box, cylinder, extrude, mirrored, polygon, union
from training.examples.wheels import rim, wheel


def scene() -> Scene:
    cab_side = [
        (-2.45, 0.45),
        (-2.48, 1.15),
        (-2.2, 1.95),
        (-1.95, 2.06),
        (-1.3, 2.06),
        (-1.3, 0.45),
    ]
    wheels = ((-1.85, 0.42), (1.15, 0.42), (2.05, 0.42))

    def arches(p: Tensor) -> Tensor:
        return cylinder(mirrored(p), (-1.85, 0.42, 0.9), 0.52, 0.35, 2)

    def cab(p: Tensor) -> Tensor:
        flat = polygon(p[:, 0], p[:, 1], cab_side)
        lean = 0.95 - 0.05 * (p[:, 1] - 1.1).clamp_min(0)
        shell = extrude(flat, p[:, 2].abs() - lean, 0.09) * 0.95
        return torch.maximum(shell, -arches(p))

    def cab_paint(p: Tensor) -> Tensor:
        x, y, z = p[:, 0], p[:, 1], p[:, 2].abs()
        c = rgb(176, 30, 26).repeat(len(p), 1)
        pane = polygon(x, y, [(-2.2, 1.22), (-2.02, 1.82), (-1.5, 1.82), (-1.5, 1.22)])
        screen = (x < -2.0) & (y > 1.25) & (y < 1.85) & (z < 0.8)
        c[((pane < 0) & (z > 0.8)) | screen] = rgb(14, 18, 22)
        c[(x < -2.35) & (y > 0.72) & (y < 1.05) & (z < 0.55)] = rgb(22, 22, 24)
        c[(x < -2.3) & (y > 0.66) & (y < 0.84) & (z > 0.62)] = rgb(235, 238, 240)
        door = (x + 1.42).abs().minimum((x + 2.26 - 0.1 * y).abs()) < 0.010
        c[door & (z > 0.8) & (y < 1.9)] = rgb(60, 10, 10)
        c[y < 0.62] = rgb(38, 40, 44)
        return c

    def cargo(p: Tensor) -> Tensor:
        return box(p, (0.75, 1.62, 0), (1.85, 1.0, 1.0), 0.03)

    def cargo_paint(p: Tensor) -> Tensor:
        c = rgb(236, 237, 235).repeat(len(p), 1)
        panel = ((p[:, 0] * 1.6) % 1 - 0.5).abs() > 0.488
        band = (p[:, 1] - 1.15 - 0.12 * torch.sin(p[:, 0] * 1.6)).abs() < 0.10
        c[band & (p[:, 2].abs() > 0.9)] = rgb(176, 30, 26)
        c[panel] = rgb(190, 192, 192)
        c[(p[:, 1] < 0.69) | (p[:, 1] > 2.56)] = rgb(168, 172, 176)
        dirt = 1 - 0.22 * fbm(p * torch.tensor([2, 3, 2]), 3) * (1.6 - p[:, 1]).clamp(0, 1)
        return c * dirt[:, None]

    def frame(p: Tensor) -> Tensor:
        q = mirrored(p)
        return union(
            box(q, (0.4, 0.5, 0.35), (2.2, 0.1, 0.1), 0.02),
            box(q, (-0.1, 0.44, 0.78), (0.62, 0.17, 0.16), 0.04),
            box(q, (2.55, 0.52, 0.5), (0.03, 0.06, 0.45), 0.01),
            box(q, (-2.28, 1.45, 1.1), (0.05, 0.16, 0.08), 0.03),
        )

    def tyres(p: Tensor) -> Tensor:
        q = mirrored(p)
        return union(*(wheel(q, x, 0.8, r, 0.16) for x, r in wheels))

    def rims(p: Tensor) -> Tensor:
        q = mirrored(p)
        return union(*(rim(q, x, 0.8, r, 0.16) for x, r in wheels))

    sun = (-0.6, 0.75, 0.65)
    backdrop = woods(
        sky(rgb(92, 142, 202), rgb(212, 222, 232), sun, clouds=0.5, cloud_scale=0.35, seed=11.0),
        rgb(44, 62, 40), rgb(112, 126, 78), 0.09, 6.0,
    )  # fmt: skip
    return Scene(
        parts=[
            Part(cab, Material(cab_paint, specular=0.6, gloss=90, mirror=0.05)),
            Part(cargo, Material(cargo_paint, specular=0.2, gloss=30, mirror=0.02)),
            Part(frame, Material(solid(34, 36, 40), specular=0.2)),
            Part(tyres, Material(solid(26, 26, 28), specular=0.08, gloss=12)),
            Part(rims, Material(solid(170, 174, 180), specular=0.5, gloss=40, mirror=0.1)),
        ],
        centre=(0.1, 1.3, 0),
        radius=3.0,
        background=backdrop,
        ground=asphalt(0.16),
        eye=(-7.6, 1.6, 7.6),
        target=(-0.25, 1.2, 0),
        field_of_view=25,
        sun=sun,
        haze=0.015,
        exposure=0.82,
    )
