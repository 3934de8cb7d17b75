"""Measure the classifier of penguins by cross-validation, and the export against scikit-learn.

    python3 -m training.tabular.evaluate --data penguins.csv --export public/models/penguins

Each fold is fitted anew, means and deviations too, so that no bird is judged by a model that saw
it. Nothing is left out: birds that were never measured are judged as well.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedKFold

from training.onnx_session import OnnxSession
from training.tabular.data import MEASURES, SPECIES, Birds, erased, read_penguins
from training.tabular.model import SEED, fit

FOLDS = 10
REPEATS = 5
# Of the cells in the second row of figures.
MOST_ERASED = 0.6
TOLERANCE = 1e-6


def calibration_error(probabilities: np.ndarray, species: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error of the named species, over bins of equal width."""
    said = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == species
    places = np.minimum((said * bins).astype(int), bins - 1)
    gaps = [
        abs(said[places == one].mean() - right[places == one].mean()) * (places == one).mean()
        for one in np.unique(places)
    ]
    return float(sum(gaps))


def held_out(birds: Birds, species: np.ndarray, lose: bool) -> list[np.ndarray]:
    """Of each repeat the probabilities of all birds, each by the fit that did not see it."""
    random = np.random.default_rng(SEED)
    repeats = []
    for repeat in range(REPEATS):
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED + repeat)
        found = np.zeros((len(birds), len(SPECIES)))
        for seen, unseen in folds.split(birds.measured, species):
            judged = birds[unseen]
            if lose:
                judged = erased(judged, random, MOST_ERASED)
            found[unseen] = fit(birds[seen], species[seen]).probabilities(judged)
        repeats.append(found)
    return repeats


def report(title: str, repeats: list[np.ndarray], species: np.ndarray) -> None:
    right = np.array([(found.argmax(axis=1) == species).mean() for found in repeats])
    every, truth = np.vstack(repeats), np.tile(species, len(repeats))
    loss = -np.log(every[np.arange(len(truth)), truth]).mean()
    print(f'{title}: accuracy {right.mean():.4f} ({right.min():.4f} to {right.max():.4f}),')
    print(f'  loss {loss:.4f} nats, calibration error {calibration_error(every, truth):.4f},')
    print(f'  mean confidence {every.max(axis=1).mean():.4f}')
    confusion = np.zeros((len(SPECIES), len(SPECIES)), int)
    np.add.at(confusion, (truth, every.argmax(axis=1)), 1)
    print(f'  {", ".join(SPECIES)}, rows true: {confusion.tolist()}')


def feeds(birds: Birds) -> dict[str, np.ndarray]:
    measures = {name: birds.measured[:, [i]].astype(np.float32) for i, name in enumerate(MEASURES)}
    return {'island': birds.island[:, None], **measures, 'sex': birds.sex[:, None]}


def compare(export: Path, birds: Birds, species: np.ndarray) -> None:
    """All birds, whole and incomplete, at once and one by one, against a fit by scikit-learn."""
    penguins = fit(birds, species)
    some = erased(birds, np.random.default_rng(SEED), 1)
    with OnnxSession(export / 'model.onnx') as session:
        for title, given in (('all birds', birds), ('incomplete ones', some)):
            # The graph takes single precision.
            measured = given.measured.astype(np.float32).astype(np.float64)
            expected = penguins.probabilities(Birds(given.island, measured, given.sex))
            found = session.run(feeds(given))
            alone = [session.run(feeds(given[[i]]))['probabilities'][0] for i in range(len(given))]
            difference = np.abs(found['probabilities'] - expected).max()
            names = np.array(SPECIES, dtype=object)[expected.argmax(axis=1)]
            print(f'{title}: the export differs from scikit-learn by at most {difference:.1e};')
            apart = np.abs(alone - found['probabilities']).max()
            print(f'  one by one from all at once by {apart:.1e}')
            if difference > TOLERANCE or (names != found['label']).any():
                raise SystemExit('The export does not say what scikit-learn says')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--data', type=Path, required=True, help='penguins.csv of seaborn-data')
    parser.add_argument('--export', type=Path, required=True, help='folder of the export')
    args = parser.parse_args()
    birds, species = read_penguins(args.data)
    folds = f'{FOLDS}-fold cross-validation, {REPEATS} times'
    report(f'{folds}, birds as they are', held_out(birds, species, lose=False), species)
    report(f'{folds}, incomplete', held_out(birds, species, lose=True), species)
    compare(args.export, birds, species)


if __name__ == '__main__':
    main()
