"""A stag at the edge of a wood; it faces -x and has heard something."""

from __future__ import annotations

import torch
from torch import Tensor

from training.examples.noise import fbm, noise
from training.examples.render import Material, Part, Scene, rgb, solid
from training.examples.scenery import grass, mix, sky, smooth, woods
from training.examples.shapes import blend, cone, ellipsoid, limb, mirrored, sphere, turned, union


def scene() -> Scene:

    def coat_distance(p: Tensor) -> Tensor:
        q = mirrored(p)
        trunk = blend(
            [
                ellipsoid(p, (-0.02, 1.22, 0), (0.68, 0.29, 0.25)),
                ellipsoid(p, (0.52, 1.24, 0), (0.32, 0.31, 0.25)),
                ellipsoid(p, (-0.52, 1.20, 0), (0.28, 0.33, 0.23)),
                cone(p, (-0.62, 1.36, 0), (-0.86, 1.92, 0), 0.20, 0.115),
            ],
            0.16,
        )
        head = blend(
            [
                ellipsoid(p, (-0.90, 2.0, 0), (0.15, 0.135, 0.125)),
                cone(p, (-0.96, 1.98, 0), (-1.25, 1.86, 0), 0.105, 0.062),
            ],
            0.06,
        )
        ears = ellipsoid(
            turned(q, 38, axis=0, about=(-0.82, 2.07, 0.12)),
            (-0.82, 2.2, 0.12),
            (0.04, 0.15, 0.075),
        )
        tail = ellipsoid(p, (0.84, 1.28, 0), (0.07, 0.13, 0.06))
        legs = union(
            limb(
                p,
                (-0.56, 1.05, 0.12, 0.115),
                (-0.56, 0.62, 0.12, 0.055),
                (-0.56, 0.15, 0.12, 0.034),
                (-0.59, 0.06, 0.12, 0.045),
            ),
            limb(
                p,
                (-0.56, 1.05, -0.12, 0.115),
                (-0.66, 0.62, -0.12, 0.055),
                (-0.76, 0.15, -0.12, 0.034),
                (-0.79, 0.06, -0.12, 0.045),
            ),
            limb(
                p,
                (0.58, 1.08, 0.13, 0.17),
                (0.60, 0.72, 0.13, 0.075),
                (0.73, 0.56, 0.13, 0.05),
                (0.68, 0.15, 0.13, 0.034),
                (0.65, 0.06, 0.13, 0.045),
            ),
            limb(
                p,
                (0.56, 1.08, -0.13, 0.17),
                (0.48, 0.72, -0.13, 0.075),
                (0.60, 0.56, -0.13, 0.05),
                (0.53, 0.15, -0.13, 0.034),
                (0.50, 0.06, -0.13, 0.045),
            ),
        )
        return blend([blend([trunk, legs, tail], 0.08), blend([head, ears], 0.04)], 0.06) * 0.9

    def coat(p: Tensor) -> Tensor:
        tan = mix(rgb(136, 86, 46), rgb(170, 116, 68), smooth(0.3, 0.7, fbm(p * 2.6, 3)))
        below = (
            smooth(1.10, 0.98, p[:, 1] + 0.05 * noise(p * 9))
            * smooth(0.86, 0.98, p[:, 1])
            * smooth(0.60, 0.40, p[:, 0].abs())
        )
        c = mix(tan, rgb(222, 206, 180), below * 0.8)
        c = mix(c, rgb(226, 214, 194), smooth(0.80, 0.86, p[:, 0]) * 0.8)
        c = mix(c, rgb(88, 60, 40), smooth(0.62, 0.3, p[:, 1]) * 0.6)
        c = mix(c, rgb(20, 18, 18), smooth(-1.24, -1.28, p[:, 0]) + smooth(0.085, 0.07, p[:, 1]))
        c = mix(
            c,
            rgb(216, 202, 178),
            smooth(1.86, 1.80, p[:, 1] - 0.1 * p[:, 0] - 0.06) * smooth(-0.95, -1.0, p[:, 0]) * 0.7,
        )
        return c * (0.84 + 0.32 * fbm(p * torch.tensor([12.0, 34.0, 34.0]), 2))[:, None]

    def antlers(p: Tensor) -> Tensor:
        q = mirrored(p)
        beam = [(-0.86, 2.10, 0.06), (-0.70, 2.38, 0.26), (-0.78, 2.66, 0.40), (-0.98, 2.86, 0.42)]
        tines = [
            cone(q, (-0.82, 2.18, 0.11), (-1.02, 2.36, 0.15), 0.024, 0.008),
            cone(q, (-0.71, 2.42, 0.28), (-0.95, 2.56, 0.27), 0.024, 0.008),
            cone(q, (-0.76, 2.63, 0.38), (-0.62, 2.88, 0.42), 0.022, 0.008),
        ]
        radii = (0.036, 0.032, 0.026, 0.008)
        bones = [cone(q, a, b, s, t) for a, b, s, t in zip(beam, beam[1:], radii, radii[1:])]
        return blend([*bones, *tines], 0.02)

    def eyes(p: Tensor) -> Tensor:
        return sphere(mirrored(p), (-0.965, 2.035, 0.105), 0.03)

    sun = (-0.5, 0.75, 0.7)
    backdrop = woods(
        sky(rgb(150, 180, 190), rgb(226, 228, 206), sun, clouds=0),
        rgb(26, 44, 24), rgb(104, 118, 58), 0.33, 14.0,
    )  # fmt: skip
    return Scene(
        parts=[
            Part(
                coat_distance,
                Material(
                    coat,
                    specular=0.05,
                    gloss=12,
                    bump=lambda p: 0.0018 * noise(p * torch.tensor([30.0, 80.0, 80.0])),
                ),
            ),
            Part(antlers, Material(solid(124, 98, 70), specular=0.12)),
            Part(eyes, Material(solid(8, 8, 10), specular=1.2, gloss=200, mirror=0.06)),
        ],
        centre=(-0.15, 1.4, 0),
        radius=1.85,
        background=backdrop,
        ground=grass(rgb(62, 94, 34), rgb(134, 136, 66)),
        eye=(-2.6, 1.6, 7.2),
        target=(-0.14, 1.46, 0),
        field_of_view=25.5,
        sun=sun,
        bounce=torch.tensor([0.2, 0.22, 0.1]),
        haze=0.05,
        exposure=0.9,
    )
