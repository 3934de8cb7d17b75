"""Compute the predictions of vitrine.json's examples through the exported model.

    python3 -m training.cifar10.examples public/models/cifar10

Keeps the title and picture of each example that stands there. What is done to a picture is the
reference preprocessing of this layout: RGB, Pillow's bicubic resize to 32×32, /255.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from PIL import Image

from training.cifar10.evaluate import softmax
from training.cifar10.model import SIZE
from training.onnx_session import OnnxSession

TOP = 3


def pixel_values(path: Path) -> np.ndarray:
    """float32 [1, 3, 32, 32] in 0..1."""
    image = Image.open(path).convert('RGB').resize((SIZE, SIZE))
    return (np.asarray(image, np.float32) / 255).transpose(2, 0, 1)[None]


def predictions(logits: np.ndarray, labels: list[str]) -> list[dict[str, object]]:
    probabilities = softmax(logits.astype(np.float64))[0]
    ranked = probabilities.argsort()[::-1][:TOP]
    return [{'class': labels[i], 'prob': round(float(probabilities[i]), 6)} for i in ranked]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('export', type=Path, help='export folder with a vitrine.json')
    args = parser.parse_args()
    path = args.export / 'vitrine.json'
    card = json.loads(path.read_text(encoding='utf-8'))
    with OnnxSession(args.export / 'model.onnx') as session:
        for example in card['examples']:
            feeds = {'pixel_values': pixel_values(args.export / example['image'])}
            logits = session.run(feeds)['logits']
            example['predictions'] = predictions(logits, card['labels'])
            print(example['title'], example['predictions'])
    path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
