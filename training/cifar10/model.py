"""A small residual network for 32×32 pictures, after David Page's ResNet-9."""

from __future__ import annotations

import torch
from torch import Tensor, nn

LABELS = (
    'airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck',
)  # fmt: skip
SIZE = 32
# Per channel, over the 50 000 training pictures in 0..1.
MEAN = (0.4914, 0.4822, 0.4465)
STD = (0.2470, 0.2435, 0.2616)
# Keeps the logits small enough that label smoothing and a high learning rate get on.
LOGIT_SCALE = 0.2
# calibrate.py's factor for the shipped weights; part of the export, not of the training.
CALIBRATION = 1.45


def conv_block(channels_in: int, channels_out: int, pool: bool = False) -> nn.Sequential:
    """3×3 convolution, halving if asked, batch normalisation, ReLU."""
    layers: list[nn.Module] = [
        nn.Conv2d(channels_in, channels_out, 3, padding=1, bias=False),
        nn.BatchNorm2d(channels_out),
        nn.ReLU(inplace=True),
    ]
    if pool:
        layers.insert(1, nn.MaxPool2d(2))
    return nn.Sequential(*layers)


class Residual(nn.Module):
    """x + b(a(x)); the names `a` and `b` are those of the weights file."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.a = conv_block(channels, channels)
        self.b = conv_block(channels, channels)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.b(self.a(x))


class Classifier(nn.Module):
    """Normalised pictures [N, 3, 32, 32] → logits [N, 10]. 1.65 M parameters at width 32."""

    def __init__(self, width: int = 32) -> None:
        super().__init__()
        w = width
        self.body = nn.Sequential(
            conv_block(3, w),
            conv_block(w, 2 * w, pool=True),
            Residual(2 * w),
            conv_block(2 * w, 4 * w, pool=True),
            conv_block(4 * w, 8 * w, pool=True),
            Residual(8 * w),
            nn.AdaptiveMaxPool2d(1),
            nn.Flatten(),
        )
        self.head = nn.Linear(8 * w, len(LABELS), bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.body(x)) * LOGIT_SCALE


def normalize(pixels: Tensor) -> Tensor:
    """Pixels [N, 3, H, W] in 0..1 → zero mean, unit deviation per channel."""
    mean = torch.tensor(MEAN).view(1, 3, 1, 1)
    std = torch.tensor(STD).view(1, 3, 1, 1)
    return (pixels - mean) / std
