"""A robin on a twig, the garden behind it far out of focus; it faces -x."""

from __future__ import annotations

import torch
from torch import Tensor

from training.examples.noise import fbm, noise
from training.examples.render import Material, Part, Scene, rgb, solid
from training.examples.scenery import bokeh, mix, smooth
from training.examples.shapes import blend, box, cone, ellipsoid, mirrored, sphere, turned, union


def scene() -> Scene:

    def feathers_distance(p: Tensor) -> Tensor:
        q = mirrored(turned(p, 18))
        trunk = blend(
            [
                ellipsoid(turned(q, -28, axis=2), (0, 0, 0), (0.62, 0.46, 0.42)),
                sphere(q, (-0.42, 0.50, 0), 0.31),
                ellipsoid(q, (-0.22, 0.05, 0), (0.42, 0.42, 0.39)),
            ],
            0.16,
        )
        tail = box(
            turned(q, -32, axis=2, about=(0.55, -0.3, 0)),
            (0.88, -0.27, 0),
            (0.48, 0.028, 0.10),
            0.025,
        )
        return blend([trunk, tail], 0.1) * 0.9

    def wing_distance(p: Tensor) -> Tensor:
        q = turned(mirrored(turned(p, 18)), -32, axis=2)
        return ellipsoid(q, (0.24, 0.0, 0.36), (0.56, 0.22, 0.085))

    def plumage(p: Tensor) -> Tensor:
        q = turned(p, 18)
        brown, red, white = rgb(112, 94, 70), rgb(212, 96, 34), rgb(226, 220, 208)
        c = mix(brown, white, smooth(0.06, -0.22, q[:, 1] + 0.30 * q[:, 0] - 0.03))
        breast = (q - torch.tensor([-0.56, 0.28, 0.0])) / torch.tensor([0.36, 0.44, 0.40])
        ragged = breast.norm(dim=-1) + 0.22 * (noise(q * 14) - 0.5)
        c = mix(c, red, smooth(1.06, 0.86, ragged))
        crown = smooth(0.60, 0.66, q[:, 1] + 0.25 * (q[:, 0] + 0.45) + 0.04 * (noise(q * 16) - 0.5))
        c = mix(c, brown, crown)
        strands = fbm(turned(q, -35, axis=2) * torch.tensor([9.0, 34.0, 34.0]), 3)
        return c * (0.62 + 0.76 * strands)[:, None]

    def wing_colour(p: Tensor) -> Tensor:
        q = turned(mirrored(turned(p, 18)), -32, axis=2)
        rows = ((q[:, 1] * 11 + 0.5 * q[:, 0]) % 1 - 0.5).abs()
        c = mix(rgb(104, 86, 64), rgb(70, 58, 46), smooth(0.15, 0.7, q[:, 0]))
        c = mix(c, rgb(38, 32, 26), smooth(0.34, 0.48, rows) * smooth(-0.05, 0.15, q[:, 0]))
        return c * (0.7 + 0.6 * fbm(q * torch.tensor([8.0, 40.0, 20.0]), 3))[:, None]

    def beak(p: Tensor) -> Tensor:
        return cone(turned(p, 18), (-0.68, 0.49, 0), (-0.90, 0.455, 0), 0.055, 0.008)

    def eyes(p: Tensor) -> Tensor:
        return sphere(mirrored(turned(p, 18)), (-0.545, 0.57, 0.235), 0.055)

    def legs(p: Tensor) -> Tensor:
        q = mirrored(turned(p, 18))
        return union(
            cone(q, (-0.02, -0.36, 0.15), (-0.10, -0.66, 0.15), 0.035, 0.026),
            *(
                cone(q, (-0.10, -0.66, 0.15), (-0.1 + dx, -0.70, 0.15 + dz), 0.026, 0.016)
                for dx, dz in ((-0.16, 0.05), (-0.15, -0.06), (0.13, 0.0))
            ),
        )

    def twig(p: Tensor) -> Tensor:
        knots = 0.03 * noise(p * 5) + 0.012 * noise(p * 22)
        main = cone(p, (-3.2, -1.02, -0.2), (3.2, -0.62, 0.35), 0.135, 0.085)
        side = cone(p, (0.9, -0.74, 0.15), (2.2, 0.05, 0.5), 0.06, 0.03)
        return (blend([main, side], 0.08) + 0.03 - knots) * 0.8

    def bark(p: Tensor) -> Tensor:
        rough = fbm(p * torch.tensor([5.0, 22.0, 22.0]), 4)
        return mix(rgb(58, 44, 34), rgb(150, 132, 112), smooth(0.3, 0.72, rough))

    sun = (-0.55, 0.7, 0.75)
    return Scene(
        parts=[
            Part(
                feathers_distance,
                Material(plumage, specular=0.05, gloss=14, bump=lambda p: 0.02 * fbm(p * 13, 3)),
            ),
            Part(
                wing_distance,
                Material(
                    wing_colour, specular=0.06, gloss=14, bump=lambda p: 0.012 * noise(p * 18)
                ),
            ),
            Part(beak, Material(solid(52, 46, 40), specular=0.4)),
            Part(eyes, Material(solid(8, 8, 10), specular=1.2, gloss=200, mirror=0.06)),
            Part(legs, Material(solid(120, 82, 56), specular=0.2)),
            Part(twig, Material(bark, specular=0.04, bump=lambda p: 0.02 * noise(p * 26))),
        ],
        centre=(0, -0.2, 0),
        radius=3.0,
        background=bokeh(rgb(62, 88, 50), rgb(150, 170, 104), rgb(236, 236, 190), 1.0),
        eye=(-1.2, 0.35, 6.6),
        target=(0.04, -0.02, 0),
        field_of_view=22,
        sun=sun,
        bounce=torch.tensor([0.24, 0.28, 0.16]),
        exposure=0.85,
    )
