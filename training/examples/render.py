"""A small ray marcher: sun with soft shadows, sky light, reflections and haze.

It draws one body of signed-distance parts (shapes.py) inside a bounding sphere, standing on or over
an optional ground, before a background that is a function of the direction alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import torch
from PIL import Image
from torch import Tensor

from training.examples.camera import camera_rays, develop
from training.examples.shapes import Vec, dot, unit, vec

Field = Callable[[Tensor], Tensor]
STEPS = 90
SHADOW_STEPS = 28


def rgb(*channels: float) -> Tensor:
    """A colour as one would pick it on a screen, 0..255, in linear light."""
    return (torch.tensor(channels) / 255) ** 2.2


def solid(*channels: float) -> Field:
    colour = rgb(*channels)
    return lambda p: colour.expand(len(p), 3)


@dataclass(frozen=True)
class Material:
    albedo: Field
    specular: float = 0.15
    gloss: float = 30.0
    mirror: float = 0.0
    """Reflection seen head on; at a grazing angle it rises as in Schlick's formula."""
    bump: Field | None = None
    """A height, in units of length, that tilts the normal."""


@dataclass(frozen=True)
class Part:
    distance: Field
    material: Material


@dataclass(frozen=True)
class Ground:
    """The plane y = 0, textured; reflections of the body are traced where it mirrors."""

    material: Material


@dataclass(frozen=True)
class Scene:
    parts: Sequence[Part]
    centre: Vec
    radius: float
    background: Field
    """Direction [N, 3] → linear colour."""
    eye: Vec
    target: Vec
    field_of_view: float
    """Degrees, across the picture's height."""
    sun: Vec
    sun_colour: Tensor = field(default_factory=lambda: torch.tensor([2.6, 2.35, 2.0]))
    sky_light: Tensor = field(default_factory=lambda: torch.tensor([0.55, 0.68, 0.9]))
    bounce: Tensor = field(default_factory=lambda: torch.tensor([0.22, 0.2, 0.17]))
    ground: Ground | None = None
    haze: float = 0.0
    """Share of background colour gained per unit of distance on the ground."""
    exposure: float = 1.0
    bloom: float = 0.12


def body_distance(scene: Scene, p: Tensor) -> Tensor:
    return torch.stack([part.distance(p) for part in scene.parts]).min(0).values


def sphere_span(scene: Scene, o: Tensor, d: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Where rays enter and leave the bounding sphere, and whether they do."""
    to = o - vec(scene.centre)
    b = dot(to, d)
    h = b * b - (dot(to, to) - scene.radius**2)
    root = h.clamp_min(0).sqrt()
    return (-b - root).clamp_min(0), -b + root, (h > 0) & (-b + root > 0)


def march(scene: Scene, o: Tensor, d: Tensor) -> Tensor:
    """Distance to the body along each ray; infinite where it is missed."""
    start, end, meets = sphere_span(scene, o, d)
    result = torch.full((len(o),), torch.inf)
    live = meets.nonzero().squeeze(1)
    t = start[live] + 1e-3
    for _ in range(STEPS):
        if not len(live):
            break
        step = body_distance(scene, o[live] + t[:, None] * d[live])
        hit = step < 4e-4 * (1 + t)
        result[live[hit]] = t[hit]
        t = t + step * 0.85
        keep = ~hit & (t < end[live])
        live, t = live[keep], t[keep]
    return result


def shadow(scene: Scene, p: Tensor, light: Tensor) -> Tensor:
    """How much of the sun reaches each point, with a penumbra that widens with distance."""
    d = light.expand_as(p)
    start, end, meets = sphere_span(scene, p, d)
    lit = torch.ones(len(p))
    live = meets.nonzero().squeeze(1)
    t = start[live] + 0.02
    for _ in range(SHADOW_STEPS):
        if not len(live):
            break
        step = body_distance(scene, p[live] + t[:, None] * d[live])
        lit[live] = torch.minimum(lit[live], (14 * step / t.clamp_min(0.05)).clamp(0, 1))
        t = t + step.clamp(0.015, 0.35)
        keep = (t < end[live]) & (lit[live] > 0.01)
        live, t = live[keep], t[keep]
    return lit * lit * (3 - 2 * lit)


def occlusion(scene: Scene, p: Tensor, n: Tensor) -> Tensor:
    """How open the sky is above each point, from five looks along the normal."""
    near = (p - vec(scene.centre)).norm(dim=-1) < scene.radius * 1.6
    total, weight = torch.zeros(len(p)), 1.0
    index = near.nonzero().squeeze(1)
    for i in range(5):
        h = 0.02 + 0.09 * i * scene.radius / 2
        total[index] += (h - body_distance(scene, p[index] + n[index] * h)).clamp_min(0) * weight
        weight *= 0.75
    return (1 - 1.3 * total / scene.radius * 1.5).clamp(0.1, 1)


def gradient(f: Field, p: Tensor, step: float) -> Tensor:
    """Direction of steepest rise, by four looks at the corners of a tetrahedron."""
    result = torch.zeros_like(p)
    for k in ((1, -1, -1), (-1, -1, 1), (-1, 1, -1), (1, 1, 1)):
        corner = torch.tensor(k, dtype=torch.float32)
        result = result + corner * f(p + corner * step)[:, None]
    return result / (4 * step)


def tilt(material: Material, p: Tensor, n: Tensor, step: float) -> Tensor:
    if material.bump is None:
        return n
    g = gradient(material.bump, p, step)
    return unit(n - g + dot(g, n)[:, None] * n)


def light_up(
    scene: Scene, material: Material, p: Tensor, n: Tensor, d: Tensor, grounded: bool, depth: int
) -> Tensor:
    """Colour of points that share a material, seen along d."""
    sun = unit(vec(scene.sun))
    base = torch.tensor([0.0, 1.0, 0.0]).expand_as(n) if grounded else n
    bumped = tilt(material, p, n, 0.003)
    lit = shadow(scene, p + base * 0.01, sun) * dot(bumped, sun).clamp_min(0)
    up = (0.5 + 0.5 * bumped[:, 1:2]).clamp(0, 1)
    open_sky = occlusion(scene, p, base)[:, None]
    ambient = (scene.bounce * (1 - up) + scene.sky_light * up) * open_sky
    half = unit(sun - d)
    shine = material.specular * dot(bumped, half).clamp_min(0) ** material.gloss * lit
    colour = material.albedo(p) * (ambient + scene.sun_colour * lit[:, None])
    colour = colour + shine[:, None] * scene.sun_colour * material.gloss / 12
    if material.mirror > 0:
        facing = (-dot(bumped, d)).clamp(0, 1)
        share = material.mirror + (1 - material.mirror) * (1 - facing) ** 5
        away = d - 2 * dot(bumped, d)[:, None] * bumped
        away = (
            torch.cat([away[:, :1], away[:, 1:2].abs() * 0.98 + 0.02, away[:, 2:]], 1)
            if grounded
            else away
        )
        seen = trace(scene, p + base * 0.02, unit(away), depth + 1)
        colour = (
            colour + (seen - colour) * (share * open_sky[:, 0] ** (0 if grounded else 1))[:, None]
        )
    return colour


def trace(scene: Scene, o: Tensor, d: Tensor, depth: int = 0) -> Tensor:
    """Colour along each ray, in linear light."""
    behind = scene.background(d)
    colour = behind.clone()
    t = march(scene, o, d) if depth < 2 else torch.full((len(o),), torch.inf)
    if scene.ground is not None:
        down = torch.where(d[:, 1] < -1e-4, -o[:, 1] / d[:, 1], torch.inf)
        index = ((down < t) & (down > 0) & (down < 400)).nonzero().squeeze(1)
        if len(index):
            p = o[index] + down[index, None] * d[index]
            n = torch.tensor([0.0, 1.0, 0.0]).expand_as(p)
            seen = light_up(scene, scene.ground.material, p, n, d[index], True, depth)
            haze = 1 - torch.exp(-scene.haze * down[index])[:, None]
            colour[index] = seen + (behind[index] - seen) * haze
        t = torch.where(down < t, torch.inf, t)
    hits = t.isfinite().nonzero().squeeze(1)
    if len(hits):
        p = o[hits] + t[hits, None] * d[hits]
        nearest = torch.stack([part.distance(p) for part in scene.parts]).argmin(0)
        n = unit(gradient(lambda q: body_distance(scene, q), p, 8e-4))
        for i, part in enumerate(scene.parts):
            mine = (nearest == i).nonzero().squeeze(1)
            if len(mine):
                colour[hits[mine]] = light_up(
                    scene, part.material, p[mine], n[mine], d[hits[mine]], False, depth
                )
    return colour


@torch.no_grad()
def render(scene: Scene, width: int, height: int, oversampling: int, seed: int) -> Image.Image:
    """The scene as a picture; every pixel is the mean of oversampling² rays."""
    w, h = width * oversampling, height * oversampling
    eye, d = camera_rays(scene.eye, scene.target, scene.field_of_view, w, h)
    rows = max(1, 150_000 // w)
    strips = []
    for y in range(0, h, rows):
        rays = d[y : y + rows].reshape(-1, 3)
        strips.append(trace(scene, eye.expand_as(rays), rays).reshape(-1, w, 3))
    linear = torch.cat(strips).clamp(0, 12)
    # Averaged after a soft squeeze, or a single bright ray would leave a jagged edge.
    squeezed = linear / (1 + linear)
    mean = squeezed.view(height, oversampling, width, oversampling, 3).mean((1, 3))
    return develop((mean / (1 - mean)).numpy(), scene.exposure, scene.bloom, seed)
