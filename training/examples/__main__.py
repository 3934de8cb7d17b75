"""Render the example pictures of the classifier.

    python3 -m training.examples --out public/models/cifar10/examples

Nothing is photographed or borrowed: every picture is computed from the shapes in this folder, and
is ours to give away.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from PIL import Image

from training.examples import airplane, automobile, bird, deer, frog, horse, ship, truck
from training.examples.render import render

SCENES = {
    'airplane': airplane.scene,
    'ship': ship.scene,
    'automobile': automobile.scene,
    'truck': truck.scene,
    'frog': frog.scene,
    'bird': bird.scene,
    'horse': horse.scene,
    'deer': deer.scene,
}
WIDTH, HEIGHT = 640, 480
LARGEST_BYTES = 60_000


def save(image: Image.Image, path: Path) -> None:
    """As JPEG of quality 85, or the best below it that stays within LARGEST_BYTES."""
    for quality in range(85, 60, -1):
        image.save(path, quality=quality, optimize=True, progressive=True)
        if path.stat().st_size <= LARGEST_BYTES:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('names', nargs='*', help='scenes to render; all if none is named')
    parser.add_argument('--out', type=Path, required=True)
    parser.add_argument('--scale', type=float, default=1.0, help='below 1 for a quick look')
    parser.add_argument('--oversampling', type=int, default=3)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for seed, name in enumerate(SCENES):
        if args.names and name not in args.names:
            continue
        size = round(WIDTH * args.scale), round(HEIGHT * args.scale)
        image = render(SCENES[name](), *size, args.oversampling, seed)
        path = args.out / f'{name}.jpg'
        save(image, path)
        print(f'{path}: {path.stat().st_size} bytes', flush=True)


if __name__ == '__main__':
    main()
