"""A tree frog sitting on a wet leaf; it looks along -x, a little towards the viewer."""

from __future__ import annotations

import torch
from torch import Tensor

from training.examples.noise import fbm, noise
from training.examples.render import Ground, Material, Part, Scene, rgb
from training.examples.scenery import bokeh, mix, smooth
from training.examples.shapes import blend, cone, ellipsoid, mirrored, sphere, turned, union


def scene() -> Scene:

    def local(p: Tensor) -> Tensor:
        return turned(p, 32)

    def skin_distance(p: Tensor) -> Tensor:
        q = mirrored(local(p))
        trunk = blend(
            [
                ellipsoid(
                    turned(q, -24, axis=2, about=(0.1, 0.55, 0)),
                    (0.15, 0.52, 0),
                    (0.78, 0.36, 0.42),
                ),
                ellipsoid(q, (-0.55, 0.76, 0), (0.44, 0.26, 0.40)),
                sphere(q, (-0.52, 0.98, 0.25), 0.15),
            ],
            0.12,
        )
        hind = blend(
            [
                cone(q, (0.6, 0.34, 0.3), (-0.05, 0.40, 0.66), 0.20, 0.15),
                cone(q, (-0.05, 0.40, 0.66), (0.62, 0.12, 0.66), 0.13, 0.08),
                cone(q, (0.62, 0.1, 0.66), (0.12, 0.05, 0.86), 0.07, 0.05),
                *(
                    cone(q, (0.14, 0.05, 0.85), t, 0.035, 0.025)
                    for t in ((-0.12, 0.03, 0.78), (-0.16, 0.03, 0.93), (-0.05, 0.03, 1.06))
                ),
            ],
            0.06,
        )
        fore = blend(
            [
                cone(q, (-0.42, 0.5, 0.32), (-0.40, 0.28, 0.56), 0.10, 0.075),
                cone(q, (-0.40, 0.28, 0.56), (-0.60, 0.05, 0.52), 0.07, 0.05),
                *(
                    cone(q, (-0.60, 0.04, 0.52), t, 0.035, 0.024)
                    for t in ((-0.84, 0.03, 0.42), (-0.88, 0.03, 0.55), (-0.78, 0.03, 0.68))
                ),
            ],
            0.05,
        )
        toes = union(
            *(
                sphere(q, t, 0.045)
                for t in (
                    (-0.84, 0.035, 0.42),
                    (-0.88, 0.035, 0.55),
                    (-0.78, 0.035, 0.68),
                    (-0.12, 0.035, 0.78),
                    (-0.16, 0.035, 0.93),
                    (-0.05, 0.035, 1.06),
                )
            )
        )
        whole = blend([trunk, hind, fore, toes], 0.05)
        mouth = torch.maximum(
            (q[:, 1] - 0.715 - 0.06 * (q[:, 0] + 0.95)).abs() - 0.006, q[:, 0] + 0.45
        )
        return torch.maximum(whole, -torch.maximum(mouth, -whole - 0.02)) * 0.9

    def skin(p: Tensor) -> Tensor:
        q = local(p)
        back, belly = rgb(86, 142, 34), rgb(222, 218, 160)
        c = mix(
            belly,
            back,
            smooth(
                -0.14,
                0.06,
                q[:, 1] - 0.56 - 0.28 * (-q[:, 0]).clamp_min(-0.5) + 0.2 * (q[:, 2].abs() - 0.3),
            ),
        )
        limbs = smooth(0.34, 0.46, q[:, 2].abs()) * smooth(0.62, 0.5, q[:, 1])
        c = mix(c, mix(rgb(196, 190, 110), rgb(96, 146, 44), smooth(0.03, 0.2, q[:, 1])), limbs)
        c = mix(
            c,
            rgb(50, 92, 22),
            0.75 * smooth(0.55, 0.68, fbm(q * 5.5, 3)) * smooth(0.1, 0.5, q[:, 1]),
        )
        stripe = smooth(
            0.05, 0.02, (q[:, 1] - 0.80 - 0.02 * torch.sin(q[:, 0] * 9)).abs()
        ) * smooth(-0.45, -0.6, q[:, 0])
        c = mix(c, rgb(62, 50, 26), stripe * 0.7)
        return c * (0.85 + 0.3 * noise(q * 40))[:, None]

    def eyes(p: Tensor) -> Tensor:
        return sphere(mirrored(local(p)), (-0.56, 1.0, 0.30), 0.135)

    def iris(p: Tensor) -> Tensor:
        q = mirrored(local(p)) - torch.tensor([-0.56, 1.0, 0.30])
        c = rgb(206, 150, 40).repeat(len(p), 1)
        pupil = ((q[:, 0] + 0.05) / 0.075) ** 2 + ((q[:, 1] - 0.005) / 0.045) ** 2
        c[(pupil < 1) & (q[:, 2] > 0)] = rgb(6, 6, 8)
        return c

    def leaf(p: Tensor) -> Tensor:
        vein = (p[:, 2] - 0.25 * p[:, 0]).abs()
        side = ((p[:, 0] * 1.6 - vein * 0.9) % 1 - 0.5).abs()
        c = rgb(66, 120, 44).repeat(len(p), 1) * (0.75 + 0.5 * fbm(p * 1.7, 3))[:, None]
        near = smooth(-1.6, 0.6, p[:, 2])
        c = mix(
            c,
            rgb(112, 156, 72),
            (0.8 * smooth(0.05, 0.0, vein) + 0.4 * smooth(0.05, 0.0, side)) * near,
        )
        return mix(rgb(24, 52, 20), c, 0.25 + 0.75 * smooth(-4.5, 0.0, p[:, 2]))

    def veins(p: Tensor) -> Tensor:
        vein = (p[:, 2] - 0.25 * p[:, 0]).abs()
        side = ((p[:, 0] * 1.6 - vein * 0.9) % 1 - 0.5).abs()
        near = smooth(-1.6, 0.6, p[:, 2])
        return 0.012 * noise(p * 7) - near * (
            0.02 * smooth(0.09, 0.0, vein) + 0.008 * smooth(0.08, 0.0, side)
        )

    sun = (-0.45, 0.85, 0.55)
    return Scene(
        parts=[
            Part(
                skin_distance,
                Material(
                    skin,
                    specular=0.22,
                    gloss=38,
                    mirror=0.012,
                    bump=lambda p: 0.006 * noise(p * 34),
                ),
            ),
            Part(eyes, Material(iris, specular=1.2, gloss=220, mirror=0.05)),
        ],
        centre=(0, 0.5, 0),
        radius=1.3,
        background=bokeh(
            rgb(20, 46, 20), rgb(92, 132, 58), rgb(220, 232, 160), 4.0, lights_above=(-0.14, 0.0)
        ),
        ground=Ground(Material(leaf, specular=0.25, gloss=25, bump=veins)),
        eye=(-2.6, 1.5, 4.4),
        target=(-0.02, 0.52, 0.1),
        field_of_view=23,
        sun=sun,
        bounce=torch.tensor([0.2, 0.3, 0.12]),
        haze=0.05,
        exposure=0.85,
    )
