"""Train the classifier.

    python3 -m training.cifar10.train --data cifar-10-images.tar.gz --out run

Writes run/weights.pt after every epoch. 20 epochs take 42 minutes on two CPU cores in bfloat16.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.cifar10.data import Pictures, load
from training.cifar10.model import SIZE, Classifier, normalize

BATCH = 256
PADDING = 4
CUTOUT = 8
PEAK_RATE = 0.4


def tensors(pictures: Pictures) -> tuple[Tensor, Tensor]:
    """Normalised pictures and their classes."""
    return normalize(torch.from_numpy(pictures.planes())), torch.from_numpy(pictures.classes)


def augment(padded: Tensor, random: np.random.Generator) -> Tensor:
    """One crop and one cut-out square for the batch, a flip for every other picture or so."""
    top, left = random.integers(0, 2 * PADDING + 1, 2)
    x = padded[:, :, top : top + SIZE, left : left + SIZE].clone()
    flipped = torch.rand(len(x)) < 0.5
    x[flipped] = x[flipped].flip(3)
    top, left = random.integers(0, SIZE - CUTOUT + 1, 2)
    x[:, :, top : top + CUTOUT, left : left + CUTOUT] = 0
    return x.contiguous(memory_format=torch.channels_last)


def accuracy(model: Classifier, x: Tensor, y: Tensor) -> float:
    model.eval()
    with torch.no_grad(), torch.autocast('cpu', dtype=torch.bfloat16):
        right = sum(
            (model(part).argmax(1) == classes).sum().item()
            for part, classes in zip(x.split(500), y.split(500))
        )
    return right / len(x)


def optimizer_for(model: Classifier) -> torch.optim.Optimizer:
    """SGD with weight decay on the kernels alone, not on scales and offsets."""
    parameters = list(model.parameters())
    decayed = [p for p in parameters if p.ndim > 1]
    others = [p for p in parameters if p.ndim <= 1]
    groups = [{'params': decayed, 'weight_decay': 5e-4}, {'params': others, 'weight_decay': 0.0}]
    return torch.optim.SGD(groups, lr=0.1, momentum=0.9, nesterov=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--data', type=Path, required=True, help='folder or .tar.gz of pictures')
    parser.add_argument('--out', type=Path, required=True, help='folder for weights.pt')
    parser.add_argument('--epochs', type=int, default=20)
    parser.add_argument('--limit', type=int, help='use this many pictures, for a trial run')
    parser.add_argument('--seed', type=int, default=0)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    torch.set_flush_denormal(True)
    random = np.random.default_rng(args.seed)

    x, y = tensors(load(args.data, 'train'))
    if args.limit:
        some = torch.randperm(len(x))[: args.limit]
        x, y = x[some], y[some]
    test_x, test_y = tensors(load(args.data, 'test'))
    x = F.pad(x, (PADDING,) * 4, mode='reflect')
    model = Classifier().to(memory_format=torch.channels_last)
    optimizer = optimizer_for(model)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        PEAK_RATE,
        total_steps=args.epochs * -(-len(x) // BATCH),
        pct_start=0.25,
        final_div_factor=1000,
    )
    started = time.monotonic()
    for epoch in range(args.epochs):
        model.train()
        total = 0.0
        for picked in torch.randperm(len(x)).split(BATCH):
            with torch.autocast('cpu', dtype=torch.bfloat16):
                logits = model(augment(x[picked], random))
            loss = F.cross_entropy(logits.float(), y[picked], label_smoothing=0.1)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(picked)
        top1 = accuracy(model, test_x, test_y)
        seconds = time.monotonic() - started
        print(
            f'epoch {epoch}: loss {total / len(x):.4f}, top-1 {top1:.4f}, {seconds:.0f} s',
            flush=True,
        )
        torch.save(model.state_dict(), args.out / 'weights.pt')


if __name__ == '__main__':
    main()
