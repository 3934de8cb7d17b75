"""Find the factor on the logits that makes the probabilities mean what they say.

    python3 -m training.cifar10.calibrate --data cifar-10-images.tar.gz --weights weights.pt

Label smoothing leaves the classifier under-confident. Temperature scaling (Guo et al. 2017): one
factor, the same for every class, which changes no ranking. It is fitted on every other test picture
and judged on those between, so the figure printed last is not one it was fitted to.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from training.cifar10.data import load
from training.cifar10.evaluate import measure, run_all
from training.cifar10.model import Classifier, normalize

FACTORS = np.arange(0.50, 3.001, 0.05)


def fit(logits: np.ndarray, classes: np.ndarray) -> float:
    """The factor with the least cross-entropy, to two decimals."""
    targets = torch.from_numpy(classes)
    losses = [F.cross_entropy(torch.from_numpy(logits * f), targets).item() for f in FACTORS]
    return round(float(FACTORS[int(np.argmin(losses))]), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--data', type=Path, required=True, help='folder or .tar.gz of pictures')
    parser.add_argument('--weights', type=Path, required=True, help='what train.py wrote')
    args = parser.parse_args()
    test = load(args.data, 'test')
    model = Classifier().eval()
    model.load_state_dict(torch.load(args.weights, map_location='cpu'))
    with torch.no_grad():
        logits = run_all(lambda x: model(normalize(torch.from_numpy(x))).numpy(), test.planes())
    factor = fit(logits[::2], test.classes[::2])
    before = measure(logits[1::2], test.classes[1::2])['calibration_error']
    after = measure(logits[1::2] * factor, test.classes[1::2])['calibration_error']
    print(f'factor {factor}: calibration error {before} before, {after} after')


if __name__ == '__main__':
    main()
