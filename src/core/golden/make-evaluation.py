"""Writes evaluation.json beside this file: what scikit-learn and SciPy make of drawn answers.

    python3 make-evaluation.py      (scikit-learn 1.9.1, SciPy 1.17.1, NumPy 2.4.6)

Each case: a class for each picture, and a probability for each class (rounded to 4 places, as they stand in the file).
The answers, the 95 % interval of SciPy's `binomtest` (Wilson), `accuracy_score`, `top_k_accuracy_score`,
`confusion_matrix`, `precision_recall_fscore_support`, `calibration_curve`'s counts by hand with `numpy.digitize`, and
`numpy.quantile` of the times. Classes that never occur are kept in every table, so that places are indices.
"""
import json
import pathlib

import numpy as np
from scipy.stats import binomtest
from sklearn.metrics import (
    accuracy_score,
    confusion_matrix,
    precision_recall_fscore_support,
    top_k_accuracy_score,
)

HERE = pathlib.Path(__file__).parent


def calibration(truth, answer, prob, bins):
    """Guo et al. 2017: bins (m - 1 / M, m / M]; their counts, means and shares, and the expected calibration error."""
    edges = np.arange(1, bins) / bins
    place = np.digitize(prob, edges, right=True)
    rows, error = [], 0.0
    for index in range(bins):
        inside = place == index
        count = int(inside.sum())
        if count == 0:
            rows.append([0, None, None])
            continue
        mean = float(prob[inside].mean())
        share = float((answer[inside] == truth[inside]).mean())
        rows.append([count, mean, share])
        error += count / len(prob) * abs(mean - share)
    return rows, error


def case(seed, pictures, classes, skill, sharpness):
    draw = np.random.default_rng(seed)
    truth = draw.integers(0, classes, pictures)
    logits = draw.normal(size=(pictures, classes)) * sharpness
    logits[np.arange(pictures), truth] += skill * sharpness
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities = (shares / shares.sum(axis=1, keepdims=True)).round(4)
    answer = probabilities.argmax(axis=1)
    prob = probabilities.max(axis=1)
    labels = list(range(classes))
    precision, recall, _, support = precision_recall_fscore_support(
        truth, answer, labels=labels, zero_division=np.nan
    )
    hits = int((truth == answer).sum())
    interval = binomtest(hits, pictures).proportion_ci(0.95, method="wilson")
    bins, error = calibration(truth, answer, prob, 10)
    times = draw.gamma(4, 2, pictures).round(3)
    k = min(3, classes)
    # scikit-learn breaks ties by the later class; the stable order of ours takes the earlier one.
    ranked = np.argsort(-probabilities, axis=1, kind="stable")[:, :k]
    top = float((ranked == truth[:, None]).any(axis=1).mean())
    if len(np.unique(probabilities, axis=None)) == probabilities.size and classes > 2:
        assert top == top_k_accuracy_score(truth, probabilities, k=k, labels=labels)
    clean = lambda values: [None if np.isnan(value) else float(value) for value in values]
    return {
        "truth": truth.tolist(),
        "probabilities": probabilities.tolist(),
        "accuracy": float(accuracy_score(truth, answer)),
        "top3": top,
        "interval": [float(interval.low), float(interval.high)],
        "confusion": confusion_matrix(truth, answer, labels=labels).tolist(),
        "precision": clean(precision),
        "recall": clean(recall),
        "support": support.tolist(),
        "bins": bins,
        "error": error,
        "times": times.tolist(),
        "p50": float(np.quantile(times, 0.5)),
        "p95": float(np.quantile(times, 0.95)),
    }


cases = [
    case(1, 200, 10, 2.0, 1.5),
    case(2, 60, 3, 0.5, 3.0),
    case(3, 7, 12, 1.0, 1.0),
    case(4, 1, 2, 5.0, 4.0),
    case(5, 40, 4, 9.0, 2.0),
]
# Every share of small wholes, where Wilson's interval is not the usual one.
wilson = []
for total in (1, 2, 5, 20, 1000):
    for hits in sorted({0, 1, total // 3, total // 2, total - 1, total}):
        interval = binomtest(hits, total).proportion_ci(0.95, method="wilson")
        wilson.append([hits, total, float(interval.low), float(interval.high)])
(HERE / "evaluation.json").write_text(json.dumps({"wilson": wilson, "cases": cases}) + "\n")
