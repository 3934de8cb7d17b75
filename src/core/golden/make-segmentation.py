"""Writes segmentation.json: what PyTorch makes of maps of scores, and Ultralytics' process_mask of prototypes.

    python3 src/core/golden/make-segmentation.py

The inputs are `noise()`, which `segmentation.test.ts` makes again; the answers are sha256 of the bytes.
Written with PyTorch 1.13.
"""

import hashlib
import json
import random
from pathlib import Path

import torch
import torch.nn.functional as F


def noise(count, seed):
    """From -0.5 to 0.5, and no two alike: where two classes are equal, single precision decides by chance."""
    state = seed
    values = []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        values.append(state / 2**31 - 0.5)
    return torch.tensor(values, dtype=torch.float32)


def digest(tensor):
    return hashlib.sha256(tensor.to(torch.uint8).contiguous().numpy().tobytes()).hexdigest()


def semantic(rng, seed, kind):
    classes = rng.randint(2, 40)
    height, width = rng.randint(2, 24), rng.randint(2, 24)
    pixels_high, pixels_wide = rng.randint(2, 160), rng.randint(2, 160)
    case = {"kind": kind, "seed": seed, "map": [classes, height, width], "pixels": [pixels_high, pixels_wide]}
    scores = noise(classes * height * width, seed).view(1, classes, height, width)
    size = (pixels_high, pixels_wide)
    if kind == "exact":
        case["tensor"] = [height * 4, width * 4]
        case["placement"] = [0, 0, height * 4, width * 4]
        out = F.interpolate(scores, size, mode="bilinear", align_corners=False)
    elif kind == "corners":
        # A picture of the tensor's size, so that areas and points agree on where its pixels are.
        size = ((height - 1) * 16 + 1, (width - 1) * 16 + 1)
        case["pixels"], case["tensor"], case["placement"] = list(size), list(size), [0, 0, *size]
        out = F.interpolate(scores, size, mode="bilinear", align_corners=True)
    else:
        # A letterbox: [top, left, height, width] of the picture in a tensor of 8 pixels a cell.
        tensor = [height * 8, width * 8]
        top, left = rng.randint(0, height * 3), rng.randint(0, width * 3)
        high, wide = rng.randint(1, tensor[0] - top), rng.randint(1, tensor[1] - left)
        case["tensor"], case["placement"] = tensor, [top, left, high, wide]
        rows = (top + (torch.arange(pixels_high, dtype=torch.float64) + 0.5) * high / pixels_high) / tensor[0]
        columns = (left + (torch.arange(pixels_wide, dtype=torch.float64) + 0.5) * wide / pixels_wide) / tensor[1]
        grid = torch.stack(torch.meshgrid(columns * 2 - 1, rows * 2 - 1, indexing="xy"), -1)[None]
        out = F.grid_sample(scores.double(), grid, mode="bilinear", padding_mode="border", align_corners=False)
    case["sha256"] = digest(out[0].argmax(0))
    return case


def crop_mask(masks, boxes):
    """ultralytics/utils/ops.py"""
    _, h, w = masks.shape
    x1, y1, x2, y2 = torch.chunk(boxes[:, :, None], 4, 1)
    r = torch.arange(w, dtype=x1.dtype)[None, None, :]
    c = torch.arange(h, dtype=x1.dtype)[None, :, None]
    return masks * ((r >= x1) * (r < x2) * (c >= y1) * (c < y2))


def process_mask(protos, coefficients, boxes, shape):
    """ultralytics/utils/ops.py, as it was when it still took the sigmoid; the crop is the same today."""
    c, mh, mw = protos.shape
    ih, iw = shape
    masks = (coefficients @ protos.view(c, -1)).sigmoid().view(-1, mh, mw)
    downsampled = boxes.clone()
    downsampled[:, 0::2] *= mw / iw
    downsampled[:, 1::2] *= mh / ih
    masks = crop_mask(masks, downsampled)
    masks = F.interpolate(masks[None], shape, mode="bilinear", align_corners=False)[0]
    return masks.gt(0.5)


def instances(rng, seed):
    count, height, width = rng.randint(2, 32), rng.randint(4, 24), rng.randint(4, 24)
    shape = [height * 4, width * 4]
    x = sorted(rng.sample(range(0, width * 40), 2))
    y = sorted(rng.sample(range(0, height * 40), 2))
    box = [x[0] / 10, y[0] / 10, x[1] / 10, y[1] / 10]
    prototypes = noise(count * height * width, seed).view(count, height, width)
    coefficients = noise(count, seed + 1)[None] * 8
    mask = process_mask(prototypes, coefficients, torch.tensor([box]), shape)[0]
    return {
        "seed": seed,
        "prototypes": [count, height, width],
        "box": box,
        "pixels": shape,
        "count": int(mask.sum()),
        "sha256": digest(mask),
    }


rng = random.Random(5)
kinds = ["exact"] * 12 + ["corners"] * 4 + ["letterbox"] * 12
golden = {
    "semantic": [semantic(rng, 100 + i, kind) for i, kind in enumerate(kinds)],
    "instances": [instances(rng, 1000 + 2 * i) for i in range(12)],
}
Path(__file__).with_name("segmentation.json").write_text(json.dumps(golden, indent=1) + "\n")
