"""A bay horse standing in a meadow in the morning; it faces -x."""

from __future__ import annotations

import torch
from torch import Tensor

from training.examples.noise import fbm, noise
from training.examples.render import Material, Part, Scene, rgb, solid
from training.examples.scenery import grass, mix, sky, smooth, woods
from training.examples.shapes import blend, cone, ellipsoid, limb, mirrored, sphere, union


def scene() -> Scene:

    def coat_distance(p: Tensor) -> Tensor:
        q = mirrored(p)
        trunk = blend(
            [
                ellipsoid(p, (-0.05, 1.42, 0), (0.82, 0.37, 0.33)),
                ellipsoid(p, (0.62, 1.46, 0), (0.42, 0.40, 0.33)),
                ellipsoid(p, (-0.66, 1.42, 0), (0.36, 0.42, 0.30)),
                cone(p, (-0.72, 1.55, 0), (-1.22, 2.10, 0), 0.30, 0.17),
            ],
            0.2,
        )
        head = blend(
            [
                cone(p, (-1.22, 2.13, 0), (-1.50, 1.88, 0), 0.17, 0.125),
                cone(p, (-1.48, 1.90, 0), (-1.68, 1.68, 0), 0.12, 0.09),
                ellipsoid(p, (-1.70, 1.66, 0), (0.10, 0.09, 0.09)),
            ],
            0.08,
        )
        ears = cone(q, (-1.17, 2.26, 0.08), (-1.20, 2.43, 0.09), 0.055, 0.015)
        legs = union(
            limb(
                p,
                (-0.72, 1.2, 0.17, 0.16),
                (-0.70, 0.72, 0.17, 0.085),
                (-0.71, 0.2, 0.17, 0.055),
                (-0.75, 0.09, 0.17, 0.07),
            ),
            limb(
                p,
                (-0.74, 1.2, -0.17, 0.16),
                (-0.92, 0.74, -0.17, 0.085),
                (-1.02, 0.2, -0.17, 0.055),
                (-1.06, 0.09, -0.17, 0.07),
            ),
            limb(
                p,
                (0.72, 1.25, 0.18, 0.22),
                (0.78, 0.80, 0.18, 0.11),
                (0.92, 0.62, 0.18, 0.075),
                (0.88, 0.2, 0.18, 0.055),
                (0.83, 0.09, 0.18, 0.07),
            ),
            limb(
                p,
                (0.70, 1.25, -0.18, 0.22),
                (0.62, 0.80, -0.18, 0.11),
                (0.74, 0.62, -0.18, 0.075),
                (0.66, 0.2, -0.18, 0.055),
                (0.60, 0.09, -0.18, 0.07),
            ),
        )
        return blend([blend([trunk, legs], 0.10), blend([head, ears], 0.03)], 0.07) * 0.9

    def coat(p: Tensor) -> Tensor:
        bay = mix(rgb(122, 64, 30), rgb(150, 86, 42), smooth(0.3, 0.7, fbm(p * 2.2, 3)))
        c = mix(bay, rgb(30, 20, 16), smooth(0.78, 0.5, p[:, 1]))
        c = mix(c, rgb(40, 26, 20), smooth(-1.58, -1.68, p[:, 0]))
        blaze = (
            smooth(0.045, 0.02, p[:, 2].abs())
            * smooth(-1.30, -1.36, p[:, 0])
            * smooth(1.72, 1.76, p[:, 1])
        )
        c = mix(
            c,
            rgb(232, 226, 214),
            blaze * smooth(0.0, 0.08, p[:, 1] - 1.62 + 1.1 * (-1.68 - p[:, 0]).abs()),
        )
        c = mix(c, rgb(24, 18, 16), smooth(0.13, 0.11, p[:, 1]))
        return c * (0.86 + 0.28 * fbm(p * torch.tensor([10.0, 30.0, 30.0]), 2))[:, None]

    def mane_distance(p: Tensor) -> Tensor:
        strands = 0.035 * fbm(p * torch.tensor([16.0, 3.0, 16.0]), 2)
        crest = blend(
            [
                cone(p, (-0.62, 1.86, 0.02), (-1.08, 2.30, 0.02), 0.09, 0.09),
                cone(p, (-0.66, 1.70, 0.17), (-1.06, 2.14, 0.13), 0.085, 0.07),
                cone(p, (-1.1, 2.32, 0.02), (-1.33, 2.20, 0.05), 0.06, 0.03),
            ],
            0.12,
        )
        tail = blend(
            [
                cone(p, (0.98, 1.66, 0), (1.16, 1.50, 0), 0.07, 0.09),
                cone(p, (1.16, 1.50, 0), (1.22, 0.95, 0), 0.10, 0.13),
                cone(p, (1.22, 0.95, 0), (1.14, 0.50, 0), 0.12, 0.03),
            ],
            0.08,
        )
        return (union(crest, tail) + 0.02 - strands) * 0.75

    def eyes(p: Tensor) -> Tensor:
        return sphere(mirrored(p), (-1.345, 2.06, 0.125), 0.038)

    sun = (-0.6, 0.7, 0.7)
    backdrop = woods(
        sky(rgb(96, 148, 204), rgb(222, 226, 222), sun, clouds=0.42, cloud_scale=0.4, seed=21.0),
        rgb(40, 62, 32), rgb(120, 136, 70), 0.085, 9.0,
    )  # fmt: skip
    return Scene(
        parts=[
            Part(
                coat_distance,
                Material(
                    coat,
                    specular=0.10,
                    gloss=14,
                    bump=lambda p: 0.0016 * noise(p * torch.tensor([30.0, 80.0, 80.0])),
                ),
            ),
            Part(
                mane_distance,
                Material(
                    solid(26, 20, 18),
                    specular=0.12,
                    gloss=14,
                    bump=lambda p: 0.02 * noise(p * torch.tensor([60.0, 6.0, 60.0])),
                ),
            ),
            Part(eyes, Material(solid(8, 8, 10), specular=1.2, gloss=200, mirror=0.06)),
        ],
        centre=(-0.2, 1.2, 0),
        radius=1.85,
        background=backdrop,
        ground=grass(rgb(66, 104, 34), rgb(120, 140, 60)),
        eye=(-3.0, 1.7, 7.6),
        target=(-0.24, 1.22, 0),
        field_of_view=22,
        sun=sun,
        bounce=torch.tensor([0.2, 0.24, 0.1]),
        haze=0.03,
        exposure=0.85,
    )
