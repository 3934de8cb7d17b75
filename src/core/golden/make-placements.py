"""Writes placements.json beside this file: where the references put pictures of drawn sizes.

    python3 make-placements.py

The functions are restated from the sources that they name, line by line where numbers are concerned, so that the
libraries themselves need not be there. A line is

    RULE WIDTHxHEIGHT TARGET RESIZED LEFT,TOP

with the size of the picture, what is asked for, the size that the whole picture gets, and where in the tensor its top
left corner lies (negative where it is cut).
"""
import json
import math
import pathlib
import random

HERE = pathlib.Path(__file__).parent


def torchvision(width, height, side, crop):
    """torchvision/transforms/functional.py: _compute_resized_output_size, center_crop."""
    short, long = (width, height) if width <= height else (height, width)
    new_short, new_long = side, int(side * long / short)
    w, h = (new_short, new_long) if width <= height else (new_long, new_short)
    crop_w, crop_h = crop
    pad_left = pad_top = 0
    image_w, image_h = w, h
    if crop_w > image_w or crop_h > image_h:
        pad_left = (crop_w - image_w) // 2 if crop_w > image_w else 0
        pad_top = (crop_h - image_h) // 2 if crop_h > image_h else 0
        image_w, image_h = max(image_w, crop_w), max(image_h, crop_h)
    top = int(round((image_h - crop_h) / 2.0))
    left = int(round((image_w - crop_w) / 2.0))
    return (w, h), (pad_left - left, pad_top - top)


def transformers(width, height, side, crop):
    """transformers/image_transforms.py: get_resize_output_image_size (default_to_square=False), center_crop."""
    short, long = (width, height) if width <= height else (height, width)
    new_short, new_long = side, int(side * long / short)
    w, h = (new_short, new_long) if width <= height else (new_long, new_short)
    crop_w, crop_h = crop
    top, left = (h - crop_h) // 2, (w - crop_w) // 2
    if top >= 0 and top + crop_h <= h and left >= 0 and left + crop_w <= w:
        return (w, h), (-left, -top)
    new_h, new_w = max(crop_h, h), max(crop_w, w)
    top_pad, left_pad = math.ceil((new_h - h) / 2), math.ceil((new_w - w) / 2)
    top, left = top + top_pad, left + left_pad
    return (w, h), (left_pad - max(0, left), top_pad - max(0, top))


def ultralytics(width, height, frame, center):
    """ultralytics/data/augment.py: LetterBox(auto=False, scale_fill=False, scaleup=True, center=center)."""
    new_w, new_h = frame
    r = min(new_h / height, new_w / width)
    w, h = int(round(width * r)), int(round(height * r))
    dw, dh = new_w - w, new_h - h
    if center:
        dw /= 2
        dh /= 2
    top = int(round(dh - 0.1)) if center else 0
    left = int(round(dw - 0.1)) if center else 0
    return (w, h), (left, top)


def yolox(width, height, frame):
    """yolox/data/data_augment.py: preproc."""
    r = min(frame[1] / height, frame[0] / width)
    return (int(width * r), int(height * r)), (0, 0)


def detr(width, height, size, max_size):
    """transformers/image_transforms.py: get_size_with_aspect_ratio."""
    raw_size = None
    low, high = float(min(height, width)), float(max(height, width))
    if high / low * size > max_size:
        raw_size = max_size * low / high
        size = int(round(raw_size))
    if (height <= width and height == size) or (width <= height and width == size):
        oh, ow = height, width
    elif width < height:
        ow = size
        oh = int((size if raw_size is None else raw_size) * height / width)
    else:
        oh = size
        ow = int((size if raw_size is None else raw_size) * width / height)
    return (ow, oh), (0, 0)


def lines(count):
    rng = random.Random(5)
    for number in range(count):
        width, height = rng.randint(20, 4000), rng.randint(20, 4000)
        # Sizes with many common divisors, where halves and whole numbers are met exactly.
        if number % 3 == 0:
            width, height = rng.choice([320, 333, 640, 641, 720, 1280, 1281, 1333]), rng.choice([240, 333, 480, 667, 720])
        side = rng.choice([32, 224, 232, 256, 640])
        frame = (rng.choice([224, 320, 640, 641]), rng.choice([224, 320, 416, 640]))
        longest = rng.choice([1333, 800, 640])
        cases = [
            ("torchvision", f"{side}:{frame[0]}x{frame[1]}", torchvision(width, height, side, frame)),
            ("transformers", f"{side}:{frame[0]}x{frame[1]}", transformers(width, height, side, frame)),
            ("letterbox", f"{frame[0]}x{frame[1]}", ultralytics(width, height, frame, True)),
            ("letterbox-corner", f"{frame[0]}x{frame[1]}", ultralytics(width, height, frame, False)),
            ("yolox", f"{frame[0]}x{frame[1]}", yolox(width, height, frame)),
            ("within", f"{side}:{longest}", detr(width, height, side, longest)),
        ]
        rule, target, ((w, h), (left, top)) = cases[number % 6]
        # The references divide by 0, or resize to nothing, where a side would have less than one pixel.
        if w > 0 and h > 0:
            yield f"{rule} {width}x{height} {target} {w}x{h} {left},{top}"


content = {"cases": list(lines(600))}
(HERE / "placements.json").write_text(json.dumps(content, indent=2) + "\n")
