"""Writes resize.json, resize-digests.json and preprocess.json beside this file: what Pillow and NumPy make of
synthetic pictures.

    python3 make-golden.py      (Pillow 9.4, NumPy 1.24)

The pictures come out of the same formula as in synthetic-picture.ts; a case's place in the list is its seed. Sizes
are WIDTHxHEIGHT, a window is LEFT,TOP,WIDTH,HEIGHT. Digests are the first 16 digits of the SHA-256 of the bytes: RGB
or L for a resize, little-endian float32 for a tensor.

    resize.json      FROM TO FILTER MODE WINDOW|whole DIGEST
    resize-digests.json
                     2,400 further resizes, 50 a line. Their sizes, filters and windows come out of drawn_case, which
                     drawn-case.ts repeats, so that only digests need to be kept: 6 digits of the SHA-256 of each
                     result, and after a space 16 digits of that of all results of the line, one after the other.
    preprocess.json  FROM TO FILTER SHORTER_SIDE|exact LAYOUT MODE VALUES DIGEST
"""
import hashlib
import json
import pathlib
import random

import numpy as np
from PIL import Image, __version__

HERE = pathlib.Path(__file__).parent
FILTERS = {
    "nearest": Image.NEAREST,
    "box": Image.BOX,
    "bilinear": Image.BILINEAR,
    "hamming": Image.HAMMING,
    "bicubic": Image.BICUBIC,
    "lanczos": Image.LANCZOS,
}
# name: (rescale, mean, std)
NORMALISATIONS = {
    "imagenet": (1 / 255, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    "halves": (1 / 255, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]),
    "bytes": (1.0, [0, 0, 0], [1, 1, 1]),
}
# (source, target): one pixel, one row, one column, one side unchanged, extreme ratios, far up and far down.
CORNERS = [
    ((1, 1), (1, 1)),
    ((1, 1), (9, 7)),
    ((13, 11), (1, 1)),
    ((1, 40), (5, 8)),
    ((40, 1), (8, 5)),
    ((31, 17), (31, 40)),
    ((31, 17), (31, 5)),
    ((31, 17), (12, 17)),
    ((31, 17), (60, 17)),
    ((20, 30), (20, 30)),
    ((900, 2), (7, 90)),
    ((2, 900), (90, 7)),
    ((640, 480), (32, 32)),
    ((3, 2), (300, 200)),
    ((224, 224), (256, 256)),
]


def picture(width, height, seed):
    with np.errstate(over="ignore"):
        value = np.arange(width * height * 3, dtype=np.uint32) * np.uint32(0x9E3779B1)
        value += np.uint32(seed) * np.uint32(40503)
        value ^= value >> np.uint32(15)
        value *= np.uint32(0x85EBCA77)
        value ^= value >> np.uint32(13)
    byte = (value >> np.uint32(24)).reshape(height, width, 3).astype(np.int64)
    if seed % 3 == 1:
        byte = np.where(byte < 128, 0, 255)
    if seed % 3 == 2:
        y, x, channel = np.indices(byte.shape)
        byte = ((byte >> 5) + x * 3 + y * 5 + channel * 85) & 255
    return Image.fromarray(byte.astype(np.uint8), "RGB")


def digest(array):
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()[:16]


def write(name, cases):
    made_with = f"Pillow {__version__}, NumPy {np.__version__}"
    content = {"madeWith": made_with, "cases": [" ".join(map(str, case)) for case in cases]}
    (HERE / name).write_text(json.dumps(content, indent=2) + "\n")


def by(size):
    return f"{size[0]}x{size[1]}"


def resize_cases(rng):
    sizes = [(source, target, name) for source, target in CORNERS for name in FILTERS]
    for _ in range(300):
        source = (rng.randint(1, 160), rng.randint(1, 120))
        target = (rng.randint(1, 160), rng.randint(1, 120))
        sizes.append((source, target, rng.choice(list(FILTERS))))
    for seed, (source, target, name) in enumerate(sizes):
        mode = "L" if rng.random() < 0.2 else "RGB"
        result = picture(*source, seed).convert(mode).resize(target, FILTERS[name])
        window = "whole"
        if rng.random() < 0.4:
            left, top = rng.randrange(target[0]), rng.randrange(target[1])
            width, height = rng.randint(1, target[0] - left), rng.randint(1, target[1] - top)
            window = f"{left},{top},{width},{height}"
            result = result.crop((left, top, left + width, top + height))
        yield by(source), by(target), name, mode, window, digest(np.asarray(result))


def mixed(value):
    """32 bits out of 32 bits: the finaliser of MurmurHash3, by Austin Appleby, who put it in the public domain."""
    value ^= value >> 16
    value = value * 0x85EBCA6B & 0xFFFFFFFF
    value ^= value >> 13
    value = value * 0xC2B2AE35 & 0xFFFFFFFF
    return value ^ value >> 16


def drawn_case(number):
    """The same as drawnCase in drawn-case.ts, draw by draw."""
    draws = 0

    def draw(low, high):
        nonlocal draws
        draws += 1
        return low + mixed(number * 64 + draws) % (high - low + 1)

    kind = number // 6 % 10
    most = {0: (1, 90), 1: (700, 4), 2: (4, 700), 3: (40, 30)}.get(kind, (160, 120))
    source = (draw(1, most[0]), draw(1, most[1]))
    most = {0: (90, 1), 1: (60, 200), 2: (200, 60), 3: (220, 180)}.get(kind, (160, 120))
    target = (draw(1, most[0]), draw(1, most[1]))
    if kind == 4:
        source, target = ((source[0], target[1]), target) if draw(0, 1) else ((target[0], source[1]), target)
    if number % 200 == 199:
        source = (draw(400, 900), draw(500, 700))
    mode = "L" if draw(0, 4) == 0 else "RGB"
    left, top, right, bottom = 0, 0, *target
    if draw(0, 9) < 4:
        left, top = draw(0, target[0] - 1), draw(0, target[1] - 1)
        right, bottom = left + draw(1, target[0] - left), top + draw(1, target[1] - top)
    return source, target, list(FILTERS)[number % 6], mode, (left, top, right, bottom)


def digest_lines(count, per_line):
    for first in range(0, count, per_line):
        shorts, rolling = "", hashlib.sha256()
        for number in range(first, first + per_line):
            source, target, name, mode, window = drawn_case(number)
            result = picture(*source, number).convert(mode).resize(target, FILTERS[name]).crop(window)
            data = np.ascontiguousarray(result).tobytes()
            shorts += hashlib.sha256(data).hexdigest()[:6]
            rolling.update(data)
        yield shorts, rolling.hexdigest()[:16]


def centre_crop(image, width, height):
    """torchvision.transforms.functional.center_crop, padding with black where the image is smaller."""
    spare_x, spare_y = width - image.width, height - image.height
    if spare_x > 0 or spare_y > 0:
        pad_x, pad_y = max(spare_x, 0), max(spare_y, 0)
        padded = Image.new(image.mode, (image.width + pad_x, image.height + pad_y))
        padded.paste(image, (pad_x // 2, pad_y // 2))
        image = padded
    left, top = round((image.width - width) / 2), round((image.height - height) / 2)
    return image.crop((left, top, left + width, top + height))


def tensor(image, size, name, shorter_side, layout, mode, values_name):
    image, resample = image.convert(mode), FILTERS[name]
    if shorter_side == "exact":
        image = image.resize(size, resample)
    else:
        w, h = image.size
        longer_side = int(shorter_side * max(w, h) / min(w, h))
        whole = (shorter_side, longer_side) if w <= h else (longer_side, shorter_side)
        image = centre_crop(image.resize(whole, resample), *size)
    channels = len(mode)
    rescale, mean, std = NORMALISATIONS[values_name]
    mean, std = (np.array(each[:channels], np.float32) for each in (mean, std))
    values = np.asarray(image, np.float64).reshape(size[1], size[0], channels)
    values = ((values * rescale).astype(np.float32) - mean) / std
    return values if layout == "NHWC" else values.transpose(2, 0, 1)


def preprocess_cases(rng):
    for seed in range(60):
        source = (rng.randint(1, 200), rng.randint(1, 200))
        size = (rng.randint(1, 64), rng.randint(1, 64))
        how = (
            rng.choice(["nearest", "bilinear", "bicubic", "lanczos"]),
            rng.randint(1, 80) if seed % 3 else "exact",
            rng.choice(["NCHW", "NHWC"]),
            rng.choice(["L", "RGB", "RGB"]),
            rng.choice(list(NORMALISATIONS)),
        )
        yield by(source), by(size), *how, digest(tensor(picture(*source, seed), size, *how))


write("resize.json", list(resize_cases(random.Random(1))))
write("resize-digests.json", digest_lines(2400, 50))
write("preprocess.json", list(preprocess_cases(random.Random(2))))
