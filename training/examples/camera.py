"""The camera: a ray for every pixel before, and what a lens and a film add after."""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image, ImageFilter
from torch import Tensor

from training.examples.shapes import Vec, unit, vec

SATURATION = 0.84


def camera_rays(
    position: Vec, target: Vec, field_of_view: float, width: int, height: int
) -> tuple[Tensor, Tensor]:
    """Where all rays start, and the direction [height, width, 3] of each."""
    eye = vec(position)
    forward = unit(vec(target) - eye)
    right = unit(torch.linalg.cross(forward, torch.tensor([0.0, 1.0, 0.0])))
    up = torch.linalg.cross(right, forward)
    scale = float(np.tan(np.radians(field_of_view / 2)))
    y, x = torch.meshgrid(
        (1 - (torch.arange(height) + 0.5) / height * 2) * scale,
        ((torch.arange(width) + 0.5) / width * 2 - 1) * scale * width / height,
        indexing='ij',
    )
    d = unit(forward + x[..., None] * right + y[..., None] * up)
    return eye, d


def develop(linear: np.ndarray, exposure: float, bloom: float, seed: int) -> Image.Image:
    """What a camera adds: a filmic curve, glow around lights, darker corners, grain."""
    x = linear * exposure
    x = np.clip(x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14), 0, 1)
    height, width = x.shape[:2]
    image = Image.fromarray((x ** (1 / 2.2) * 255).astype(np.uint8))
    glow = np.asarray(image.filter(ImageFilter.GaussianBlur(width / 60))).astype(np.float32) / 255
    x = np.asarray(image).astype(np.float32) / 255
    grey = (x @ np.array([0.299, 0.587, 0.114], np.float32))[..., None]
    x = grey + (x - grey) * SATURATION  # the curve, taken per channel, has overdone it
    x = x + bloom * np.clip(glow - 0.55, 0, 1)
    v, u = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    x = x * (1 - 0.13 * (u * u + v * v))[..., None]
    x = x + np.random.default_rng(seed).normal(0, 0.008, (height, width, 1))
    return Image.fromarray((np.clip(x, 0, 1) * 255 + 0.5).astype(np.uint8))
