"""Writes classifier.json beside this file: what a small fp32 network sees in synthetic pictures, and where.

    python3 make-classifier.py      (PyTorch, Pillow, NumPy)

The network is that of src/testing/small-conv-net.ts, here as PyTorch layers; the pictures are those of
src/core/golden/synthetic-picture.ts; both come out of one formula. Pictures are resized by Pillow. Occlusion lays a
square in the picture's own mean colour over the middle of each cell and asks how much less probable the class becomes.
"""
import json
import math
import pathlib

import numpy as np
import torch
from PIL import Image, __version__

HERE = pathlib.Path(__file__).parent

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)
SIDE = 32


def hashes(count, seed):
    with np.errstate(over="ignore"):
        value = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1)
        value += np.uint32(seed) * np.uint32(40503)
        value ^= value >> np.uint32(15)
        value *= np.uint32(0x85EBCA77)
        value ^= value >> np.uint32(13)
    return value >> np.uint32(24)


def picture(width, height, seed):
    byte = hashes(width * height * 3, seed).reshape(height, width, 3).astype(np.int64)
    if seed % 3 == 1:
        byte = np.where(byte < 128, 0, 255)
    if seed % 3 == 2:
        y, x, channel = np.indices(byte.shape)
        byte = ((byte >> 5) + x * 3 + y * 5 + channel * 85) & 255
    return Image.fromarray(byte.astype(np.uint8), "RGB")


def weights(shape, seed, scale):
    byte = hashes(math.prod(shape), seed).astype(np.float64)
    return torch.tensor(((byte - 127.5) / 128 * scale).reshape(shape).astype(np.float32))


PARTS = [
    (weights((8, 3, 3, 3), 0, 0.5), weights((8,), 1, 0.25)),
    (weights((16, 8, 3, 3), 2, 0.5), weights((16,), 3, 0.25)),
    (weights((10, 16), 4, 1), weights((10,), 5, 0.25)),
]


def logits(batch):
    x = torch.relu(torch.nn.functional.conv2d(batch, *PARTS[0], stride=2, padding=1))
    x = torch.relu(torch.nn.functional.conv2d(x, *PARTS[1], stride=2, padding=1))
    return torch.nn.functional.linear(x.mean((2, 3)), *PARTS[2])


def tensor(image, rule):
    """The picture in 32 x 32 pixels, and where in them it lies: left, top, width, height."""
    width, height = image.size
    if rule == "shorter-side":
        short = 36
        size = (short, int(short * height / width)) if width <= height else (int(short * width / height), short)
        left, top = round((size[0] - SIDE) / 2), round((size[1] - SIDE) / 2)
        whole = image.resize(size, Image.BILINEAR)
        cut = whole.crop((left, top, left + SIDE, top + SIDE))
        place = (-left, -top, *size)
    elif rule == "fit":
        scale = min(SIDE / width, SIDE / height)
        size = (math.floor(width * scale + 0.5), math.floor(height * scale + 0.5))
        left, top = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
        cut = Image.new("RGB", (SIDE, SIDE), (114, 114, 114))
        cut.paste(image.resize(size, Image.BILINEAR), (left, top))
        place = (left, top, *size)
    else:
        cut = image.resize((SIDE, SIDE), Image.BILINEAR)
        place = (0, 0, SIDE, SIDE)
    values = np.asarray(cut, np.float32) * np.float32(1 / 255)
    return ((values - MEAN) / STD).transpose(2, 0, 1), place


def spans(start, length, patch, step):
    count = max(1, math.floor(length / step + 0.5))
    for i in range(count):
        first = math.floor((i + 0.5) * length / count - patch / 2 + 0.5)
        yield start + max(first, 0), start + min(first + patch, length)


def occlude(values, place, size, chosen, patch, step):
    left, top = max(place[0], 0), max(place[1], 0)
    right, bottom = min(place[0] + place[2], SIDE), min(place[1] + place[3], SIDE)
    grey = values[:, top:bottom, left:right].mean((1, 2), dtype=np.float64)
    base = torch.softmax(logits(torch.tensor(values)[None]).double(), 1)[0, chosen].item()
    drops, rows = [], 0
    for y0, y1 in spans(top, bottom - top, patch, step):
        rows += 1
        for x0, x1 in spans(left, right - left, patch, step):
            covered = values.copy()
            covered[:, y0:y1, x0:x1] = grey[:, None, None]
            probs = torch.softmax(logits(torch.tensor(covered)[None]).double(), 1)[0]
            drops.append(base - probs[chosen].item())
    across, down = size[0] / place[2], size[1] / place[3]
    area = [(left - place[0]) * across, (top - place[1]) * down, (right - left) * across, (bottom - top) * down]
    return {"rows": rows, "columns": len(drops) // rows, "area": [round(n, 9) for n in area],
            "drops": [round(d, 7) for d in drops]}


CASES = [
    ((64, 48), "shorter-side", None, 8, 8),
    ((32, 32), "exact", None, 6, 4),
    ((50, 90), "fit", 3, 7, 5),
    ((90, 41), "fit", None, 8, 3),
    ((200, 150), "shorter-side", 0, 5, 4),
    ((31, 77), "exact", 9, 12, 7),
]


def main():
    cases = []
    for seed, (size, rule, chosen, patch, step) in enumerate(CASES):
        values, place = tensor(picture(*size, seed), rule)
        numbers = logits(torch.tensor(values)[None])[0]
        index = int(numbers.argmax()) if chosen is None else chosen
        cases.append({
            "width": size[0], "height": size[1], "seed": seed, "rule": rule,
            "logits": [round(float(n), 6) for n in numbers],
            "class": index, "given": chosen is not None, "patch": patch, "step": step,
            **occlude(values, place, size, index, patch, step),
        })
    made_with = f"PyTorch {torch.__version__}, Pillow {__version__}, NumPy {np.__version__}"
    text = json.dumps({"madeWith": made_with, "cases": cases})
    (HERE / "classifier.json").write_text(text.replace('{"width"', '\n{"width"') + "\n")


if __name__ == "__main__":
    main()
