"""A coaster under way in the evening sun; her bow points along -x."""

from __future__ import annotations

import torch
from torch import Tensor

from training.examples.noise import fbm
from training.examples.render import Material, Part, Scene, rgb
from training.examples.scenery import sea, sky
from training.examples.shapes import box, cone, cylinder, turned, union


def scene() -> Scene:

    def hull_distance(p: Tensor) -> Tensor:
        x, y, z = p.unbind(-1)
        bow = ((-x - 0.5) / (1.9 + 0.35 * y)).clamp(0, 1)
        stern = ((x - 1.9) / 0.9).clamp(0, 1)
        half_width = 0.42 * (1 - bow**1.8) * (1 - 0.35 * stern**2) + 0.05 * y
        deck = 0.36 + 0.30 * ((-x - 1.0) / 1.4).clamp(0, 1) ** 2 + 0.05 * stern
        sides = (z.abs() - half_width) * 0.8
        ends = torch.maximum(-x - 2.35 - 0.32 * y, x - 2.25)
        return torch.maximum(torch.maximum(sides, ends), torch.maximum(y - deck, -0.4 - y)) * 0.8

    def hull_paint(p: Tensor) -> Tensor:
        c = rgb(24, 44, 78).repeat(len(p), 1)
        c[p[:, 1] < 0.09] = rgb(140, 40, 32)
        c[(p[:, 1] > 0.09) & (p[:, 1] < 0.105)] = rgb(235, 235, 230)
        top = 0.345 + 0.30 * ((-p[:, 0] - 1.0) / 1.4).clamp(0, 1) ** 2
        c[(p[:, 1] > top - 0.05)] = rgb(228, 228, 222)
        c[(p[:, 1] > top + 0.005) & (p[:, 2].abs() < 0.39)] = rgb(120, 72, 56)
        streaks = 0.82 + 0.3 * fbm(p * torch.tensor([14.0, 1.5, 3.0]), 3)
        return c * streaks[:, None]

    def house(p: Tensor) -> Tensor:
        return union(
            box(p, (1.62, 0.56, 0), (0.42, 0.22, 0.37), 0.03),
            box(p, (1.58, 0.86, 0), (0.34, 0.14, 0.33), 0.03),
            box(p, (1.50, 1.09, 0), (0.24, 0.11, 0.40), 0.03),
            cone(p, (1.55, 1.2, 0), (1.55, 1.62, 0), 0.022, 0.014),
            box(p, (1.55, 1.42, 0), (0.015, 0.012, 0.2), 0.005),
            cone(p, (-1.95, 0.5, 0), (-1.95, 1.05, 0), 0.025, 0.015),
            cone(p, (0.55, 0.35, 0.0), (0.55, 1.12, 0), 0.035, 0.025),
            cone(p, (0.55, 0.95, 0.0), (-0.35, 1.12, 0), 0.022, 0.016),
        )

    def house_paint(p: Tensor) -> Tensor:
        c = rgb(238, 238, 232).repeat(len(p), 1)
        low = ((p[:, 1] - 0.62).abs() < 0.035) & (((p[:, 0] * 8) % 1 - 0.5).abs() < 0.22)
        mid = ((p[:, 1] - 0.88).abs() < 0.035) & (((p[:, 0] * 8) % 1 - 0.5).abs() < 0.22)
        bridge = ((p[:, 1] - 1.12).abs() < 0.045) & (((p[:, 2] * 9) % 1 - 0.5).abs() < 0.42)
        c[low | mid | (bridge & (p[:, 0] > 1.2))] = rgb(36, 46, 58)
        c[(p[:, 0] < 0.7)] = rgb(214, 160, 60)
        return c

    def funnel(p: Tensor) -> Tensor:
        return cylinder(
            turned(p, -6, axis=2, about=(1.92, 0.9, 0)), (1.92, 0.98, 0), 0.13, 0.32, 1, 0.02
        )

    def funnel_paint(p: Tensor) -> Tensor:
        c = rgb(196, 60, 42).repeat(len(p), 1)
        c[p[:, 1] > 1.16] = rgb(28, 28, 30)
        c[(p[:, 1] > 1.0) & (p[:, 1] < 1.08)] = rgb(236, 236, 230)
        return c

    colours = [
        (178, 64, 48),
        (38, 92, 132),
        (196, 128, 48),
        (62, 112, 84),
        (150, 154, 158),
        (104, 60, 52),
    ]

    def containers(p: Tensor) -> Tensor:
        rows = [
            box(p, (x, 0.36 + 0.115 * level, 0), (0.29, 0.115 * level, 0.34), 0.012)
            for x, level in ((-1.25, 1), (-0.62, 2), (0.01, 2), (0.86, 2))
        ]
        return union(*rows)

    def container_paint(p: Tensor) -> Tensor:
        # Drawn in a little, so that a face does not fall on the border of two cells.
        column = ((p[:, 0] * 0.995 + 1.6) / 0.315).floor()
        level = ((p[:, 1] * 0.99 - 0.355) / 0.23).floor()
        lane = ((p[:, 2] * 0.97 + 0.34) / 0.227).floor()
        pick = (column * 5 + level * 3 + lane * 7).long() % len(colours)
        c = torch.stack([rgb(*colour) for colour in colours])[pick]
        ribs = 0.8 + 0.2 * torch.sign(torch.sin(p[:, 0] * 90))
        edge = (((p[:, 0] + 1.6) / 0.315) % 1 - 0.5).abs() > 0.475
        return c * torch.where(edge, 0.35, ribs)[:, None]

    sun = (-0.7, 0.42, 0.75)
    return Scene(
        parts=[
            Part(hull_distance, Material(hull_paint, specular=0.3, gloss=30, mirror=0.03)),
            Part(house, Material(house_paint, specular=0.2)),
            Part(funnel, Material(funnel_paint, specular=0.2)),
            Part(containers, Material(container_paint, specular=0.1)),
        ],
        centre=(0, 0.5, 0),
        radius=2.75,
        background=sky(
            rgb(52, 112, 188), rgb(186, 208, 228), sun, clouds=0.34, cloud_scale=0.35, seed=8.0
        ),
        ground=sea(rgb(14, 58, 88), 0.8),
        eye=(-3.4, 1.2, 7.6),
        target=(-0.22, 0.5, 0),
        field_of_view=28,
        sun=sun,
        sun_colour=torch.tensor([2.9, 2.45, 1.95]),
        haze=0.004,
        exposure=0.8,
    )
