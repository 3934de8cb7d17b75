"""Measure the classifier on the 10 000 test pictures.

    python3 -m training.cifar10.evaluate --data cifar-10-images.tar.gz --weights weights.pt
    python3 -m training.cifar10.evaluate --data cifar-10-images.tar.gz \\
        --export public/models/cifar10

The first measures PyTorch weights, the second the exported file through the page's runtime.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from training.cifar10.data import load
from training.cifar10.model import LABELS, Classifier, normalize
from training.onnx_session import OnnxSession

BATCH = 250
BINS = 10

LogitsOf = Callable[[np.ndarray], np.ndarray]


def softmax(logits: np.ndarray) -> np.ndarray:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def calibration_error(confidence: np.ndarray, correct: np.ndarray) -> float:
    """Expected calibration error (Guo et al. 2017) over BINS equal bins of confidence."""
    bins = np.clip(np.ceil(confidence * BINS) - 1, 0, BINS - 1)
    gaps = [
        abs(correct[bins == b].mean() - confidence[bins == b].mean()) * (bins == b).mean()
        for b in np.unique(bins)
    ]
    return float(sum(gaps))


def measure(logits: np.ndarray, classes: np.ndarray) -> dict[str, object]:
    probabilities = softmax(logits)
    ranked = probabilities.argsort(1)[:, ::-1]
    correct = ranked[:, 0] == classes
    confidence = probabilities.max(1)
    return {
        'top1': round(float(correct.mean()), 4),
        'top3': round(float((ranked[:, :3] == classes[:, None]).any(1).mean()), 4),
        'calibration_error': round(calibration_error(confidence, correct), 4),
        'mean_confidence': round(float(confidence.mean()), 4),
        'per_class': {
            name: round(float(correct[classes == i].mean()), 3) for i, name in enumerate(LABELS)
        },
    }


def run_all(logits_of: LogitsOf, pixels: np.ndarray) -> np.ndarray:
    return np.concatenate([logits_of(pixels[i : i + BATCH]) for i in range(0, len(pixels), BATCH)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--data', type=Path, required=True, help='folder or .tar.gz of pictures')
    parser.add_argument('--weights', type=Path, help='what train.py wrote')
    parser.add_argument('--export', type=Path, nargs='*', default=[], help='export folders')
    args = parser.parse_args()
    test = load(args.data, 'test')
    pixels = test.planes()
    if args.weights:
        model = Classifier().eval()
        model.load_state_dict(torch.load(args.weights, map_location='cpu'))
        with torch.no_grad():
            logits = run_all(lambda x: model(normalize(torch.from_numpy(x))).numpy(), pixels)
        print(args.weights, json.dumps(measure(logits, test.classes), indent=1))
    for folder in args.export:
        with OnnxSession(folder / 'model.onnx') as session:
            logits = run_all(lambda x: session.run({'pixel_values': x})['logits'], pixels)
            print(folder, json.dumps(measure(logits, test.classes), indent=1))
            print(f'session made in {session.create_ms:.0f} ms')


if __name__ == '__main__':
    main()
