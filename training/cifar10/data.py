"""CIFAR-10 from picture files: <data>/{train,test}/<class>/*.jpg, or a .tar.gz of that."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import numpy as np
from PIL import Image

from training.cifar10.model import LABELS

SPLITS = ('train', 'test')
SUFFIXES = ('.jpg', '.png')


class Pictures(NamedTuple):
    pixels: np.ndarray
    """uint8 [N, 32, 32, 3], RGB."""
    classes: np.ndarray
    """int64 [N], an index into LABELS."""

    def planes(self) -> np.ndarray:
        """float32 [N, 3, 32, 32] in 0..1, as the exported model takes them."""
        return (self.pixels.astype(np.float32) / 255).transpose(0, 3, 1, 2)


def files(data: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Every picture with its path, whose last parts are <split>/<class>/<name>."""
    if data.is_dir():
        for path in data.rglob('*'):
            if path.suffix in SUFFIXES:
                yield PurePosixPath(path.as_posix()), path.read_bytes()
        return
    with tarfile.open(data) as archive:
        for member in archive:
            path = PurePosixPath(member.name)
            content = archive.extractfile(member) if path.suffix in SUFFIXES else None
            if content is not None:
                yield path, content.read()


def load(data: Path, split: str) -> Pictures:
    """All pictures of `split`, by class and then by name, whatever order the source has."""
    found: dict[tuple[int, str], np.ndarray] = {}
    for path, content in files(data):
        if path.parts[-3] == split and path.parts[-2] in LABELS:
            image = Image.open(BytesIO(content)).convert('RGB')
            found[LABELS.index(path.parts[-2]), path.name] = np.asarray(image)
    if not found:
        raise FileNotFoundError(f'{data} holds no {split}/<class>/*.jpg')
    order = sorted(found)
    pixels = np.stack([found[key] for key in order])
    return Pictures(pixels, np.array([index for index, _ in order], np.int64))
