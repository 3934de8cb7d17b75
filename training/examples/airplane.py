"""An airliner climbing through a clear afternoon; its nose points along -x."""

from __future__ import annotations

import torch
from torch import Tensor

from training.examples.render import Material, Part, Scene, rgb, solid
from training.examples.scenery import sky
from training.examples.shapes import box, cone, cylinder, mirrored, turned, union


def scene() -> Scene:

    def local(p: Tensor) -> Tensor:
        return turned(turned(turned(p, -12, axis=2), 24, axis=1), -14, axis=0)

    def fuselage(p: Tensor) -> Tensor:
        q = local(p)
        return union(
            cone(q, (-1.55, 0, 0), (0.9, 0.02, 0), 0.205, 0.205),
            cone(q, (0.9, 0.02, 0), (2.0, 0.14, 0), 0.205, 0.05),
        )

    def blade(
        q: Tensor,
        root: tuple[float, float],
        tip: tuple[float, float],
        span: float,
        axis: int,
        thickness: float,
    ) -> Tensor:
        """A swept wing: from root to tip its chord (front, back) runs along `axis`."""
        s = (q[:, axis] / span).clamp(0, 1)
        front = root[0] + (tip[0] - root[0]) * s
        back = root[1] + (tip[1] - root[1]) * s
        along = (q[:, 0] - (front + back) / 2).abs() - (back - front) / 2
        thin = q[:, 3 - axis].abs() - thickness * (1 - 0.6 * s)
        out = torch.maximum(q[:, axis] - span, -q[:, axis])
        w = torch.stack([along, thin, out], -1) + 0.012
        return (w.clamp_min(0).norm(dim=-1) + w.max(-1).values.clamp_max(0) - 0.012) * 0.8

    def wings(p: Tensor) -> Tensor:
        q = mirrored(local(p))
        q = (
            q
            - torch.tensor([0, -0.1, 0])
            - torch.stack([torch.zeros(len(q)), 0.11 * q[:, 2], torch.zeros(len(q))], -1)
        )
        main = blade(q, (-0.55, 0.3), (0.55, 0.78), 2.0, 2, 0.035)
        tail = blade(q - torch.tensor([0.0, 0.2, 0]), (1.45, 1.9), (1.85, 2.08), 0.75, 2, 0.022)
        return torch.minimum(main, tail)

    def fin(p: Tensor) -> Tensor:
        return blade(local(p) - torch.tensor([0, 0.1, 0]), (1.2, 1.95), (1.88, 2.15), 0.85, 1, 0.03)

    def engines(p: Tensor) -> Tensor:
        q = mirrored(local(p))
        return union(
            cylinder(q, (-0.3, -0.23, 0.66), 0.1, 0.22, 0, 0.04),
            box(q, (-0.12, -0.12, 0.66), (0.2, 0.06, 0.015), 0.01),
        )

    def paint(p: Tensor) -> Tensor:
        q = local(p)
        white, blue = rgb(244, 246, 248), rgb(35, 72, 140)
        c = white.repeat(len(p), 1)
        rows = (q[:, 0] > -1.35) & (q[:, 0] < 1.15) & ((q[:, 1] - 0.055).abs() < 0.024)
        c[rows & (((q[:, 0] * 13) % 1 - 0.5).abs() < 0.26)] = rgb(25, 32, 45)
        c[(q[:, 1] < -0.07) & (q[:, 1] > -0.1)] = blue
        c[(q[:, 0] < -1.6) & (q[:, 1] > 0.05) & (q[:, 1] < 0.12) & (q[:, 0] > -1.72)] = rgb(
            20, 25, 35
        )
        return c

    sun = (-0.45, 0.75, 0.55)
    painted = Material(paint, specular=0.4, gloss=60, mirror=0.03)
    return Scene(
        parts=[
            Part(fuselage, painted),
            Part(wings, Material(solid(214, 219, 226), specular=0.4, gloss=40, mirror=0.03)),
            Part(fin, Material(solid(35, 72, 140), specular=0.3, gloss=40, mirror=0.03)),
            Part(engines, Material(solid(196, 201, 208), specular=0.4, gloss=40, mirror=0.04)),
        ],
        centre=(0.2, 0, 0),
        radius=2.7,
        background=sky(
            rgb(58, 120, 196), rgb(178, 208, 236), sun, clouds=0.40, cloud_scale=0.55, seed=3.0
        ),
        eye=(-0.9, -1.1, 8.2),
        target=(0.1, 0.02, 0),
        field_of_view=27,
        sun=sun,
        bounce=torch.tensor([0.34, 0.4, 0.5]),
        exposure=0.85,
    )
