"""Backgrounds and grounds that several pictures share."""

from __future__ import annotations

import torch
from torch import Tensor

from training.examples.noise import fbm, noise
from training.examples.render import Field, Ground, Material
from training.examples.shapes import unit, vec


def mix(a: Tensor, b: Tensor, share: Tensor) -> Tensor:
    return a + (b - a) * share[:, None].clamp(0, 1)


def smooth(low: float, high: float, x: Tensor) -> Tensor:
    t = ((x - low) / (high - low)).clamp(0, 1)
    return t * t * (3 - 2 * t)


def sky(
    zenith: Tensor, horizon: Tensor, sun: tuple[float, float, float],
    clouds: float = 0.5, cloud_scale: float = 1.0, seed: float = 0.0,
) -> Field:  # fmt: skip
    """A gradient with a glow about the sun and clouds on a plane high above."""
    towards = unit(vec(sun))

    def colour(d: Tensor) -> Tensor:
        height = d[:, 1].clamp_min(0)
        c = mix(horizon, zenith, 1 - torch.exp(-4.0 * height))
        near_sun = (d @ towards).clamp_min(0)
        c = c + torch.tensor([0.9, 0.6, 0.3]) * (0.18 * near_sun**8 + 0.6 * near_sun**120)[:, None]
        if clouds > 0:
            q = d / (height[:, None] + 0.12) * cloud_scale
            flat = torch.stack([q[:, 0], q[:, 2], torch.full_like(height, seed)], -1)
            density = fbm(flat * 1.1, 5) + 0.25 * fbm(flat * 5, 3) - 0.12
            cover = smooth(1.02 - clouds, 1.35 - clouds, density * 1.35)
            white = mix(vec([0.72, 0.76, 0.84]), vec([1.25, 1.2, 1.15]), density)
            c = mix(c, white, cover * smooth(0.0, 0.14, height))
        return c

    return colour


def woods(above: Field, dark: Tensor, light: Tensor, height: float, seed: float = 0.0) -> Field:
    """A line of trees far out of focus, before another background."""

    def colour(d: Tensor) -> Tensor:
        across = torch.atan2(d[:, 0], -d[:, 2])
        line = torch.stack(
            [across * 7 + seed, torch.zeros_like(across), torch.zeros_like(across)], -1
        )
        top = height * (0.55 + 0.9 * fbm(line, 3))
        q = torch.stack([across * 26, d[:, 1] * 34, torch.full_like(across, seed)], -1)
        leaves = mix(dark, light, smooth(0.15, 0.85, fbm(q, 3)))
        sides = smooth(-0.012, 0.02, top - d[:, 1])
        return mix(above(d), leaves, sides)

    return colour


def bokeh(
    dark: Tensor, light: Tensor, glint: Tensor, seed: float = 0.0,
    lights_above: tuple[float, float] = (-2.0, -1.9),
) -> Field:  # fmt: skip
    """What a long lens leaves of a garden: broad patches and a few round discs."""

    def colour(d: Tensor) -> Tensor:
        q = torch.stack([d[:, 0] * 4.5 + seed, d[:, 1] * 4.5, d[:, 2] * 2], -1)
        c = mix(dark, light, smooth(0.3, 0.72, noise(q) * 0.7 + noise(q * 2.1 + 5) * 0.3))
        c = mix(c, light * 1.35, 0.5 * smooth(-0.25, 0.5, d[:, 1]))
        cell = torch.stack([d[:, 0] * 13 + seed, d[:, 1] * 13, torch.zeros_like(d[:, 0])], -1)
        share = smooth(*lights_above, d[:, 1])
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                home = cell.floor() + torch.tensor([dx, dy, 0.0])
                jitter = torch.stack([noise(home + 7.3), noise(home + 19.1)], -1)
                far = (cell[:, :2] - home[:, :2] - jitter).norm(dim=-1)
                bright = smooth(0.5, 0.85, noise(home + 31.7))
                radius = 0.35 + 0.25 * noise(home + 43.9)
                disc = smooth(0.06, -0.06, far - radius) * (0.75 + 0.4 * (far / radius).clamp(0, 1))
                c = mix(c, glint, 0.30 * bright * disc * share)
        return c

    return colour


def grass(near: Tensor, far: Tensor, scale: float = 1.0) -> Ground:
    """A meadow: patches, and blades drawn out along the line of sight."""

    def albedo(p: Tensor) -> Tensor:
        patch = fbm(p * 0.7 * scale, 3)
        blades = fbm(p * torch.tensor([22.0, 1.0, 7.0]) * scale, 3)
        c = mix(near, far, smooth(0.3, 0.7, patch))
        return c * (0.45 + 1.1 * smooth(0.25, 0.75, blades))[:, None]

    return Ground(Material(albedo, specular=0.02, bump=lambda p: 0.012 * noise(p * 16 * scale)))


def asphalt(shade: float = 0.10) -> Ground:
    def albedo(p: Tensor) -> Tensor:
        grain = 0.75 + 0.5 * noise(p * 60)
        worn = 0.8 + 0.4 * fbm(p * torch.tensor([0.6, 1, 2.0]), 3)
        return (shade * grain * worn)[:, None] * torch.tensor([1.0, 1.0, 1.05])

    return Ground(Material(albedo, specular=0.04, gloss=8))


def sea(deep: Tensor, roughness: float = 1.0) -> Ground:
    def height(p: Tensor) -> Tensor:
        swell = fbm(p * torch.tensor([0.55, 1, 1.0]), 2)
        chop = fbm(p * torch.tensor([2.4, 1, 4.0]) + 9, 3)
        return roughness * (0.16 * swell + 0.045 * chop)

    return Ground(
        Material(
            lambda p: deep.expand(len(p), 3), specular=0.5, gloss=180, mirror=0.03, bump=height
        )
    )
