"""Fit the classifier of penguins to all birds and write it as a graph with an input a column.

    python3 -m training.tabular.export --data penguins.csv --out public/models/penguins

As scikit-learn's exporters do it: `island` and `sex` string [N, 1], four measures float32 [N, 1]
with NaN where one is missing → `label` string [N], `probabilities` float32 [N, 3].
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from training.onnx_graph import FLOAT, STRING, GraphBuilder
from training.tabular.data import ISLANDS, MEASURES, SEXES, SPECIES, read_penguins
from training.tabular.model import Penguins, fit

ML = 'ai.onnx.ml'


def one_hot(graph: GraphBuilder, name: str, choices: list[str]) -> str:
    """float32 [N, choices] of a text [N, 1]; zeros for what is none of them, an empty text too."""
    spread = graph.node(
        'OneHotEncoder', [name], f'{name}.spread', domain=ML, cats_strings=choices, zeros=1
    )
    shape = graph.initializer(f'{name}.shape', np.array([-1, len(choices)], np.int64))
    return graph.node('Reshape', [spread, shape], f'{name}.one_hot')


def build(penguins: Penguins) -> GraphBuilder:
    graph = GraphBuilder('penguins')
    island = graph.input('island', STRING, ['N', 1])
    measures = [graph.input(name, FLOAT, ['N', 1]) for name in MEASURES]
    sex = graph.input('sex', STRING, ['N', 1])

    measured = graph.node('Concat', measures, 'measured', axis=1)
    mean = [float(value) for value in penguins.mean]
    filled = graph.node(
        'Imputer',
        [measured],
        'filled',
        domain=ML,
        imputed_value_floats=mean,
        replaced_value_float=float('nan'),
    )
    scale = [float(value) for value in 1 / penguins.deviation]
    scaled = graph.node('Scaler', [filled], 'scaled', domain=ML, offset=mean, scale=scale)
    is_missing = graph.node('IsNaN', [measured], 'is_missing')
    missing = graph.node('Cast', [is_missing], 'missing', to=FLOAT)
    parts = [scaled, one_hot(graph, island, ISLANDS), one_hot(graph, sex, SEXES), missing]
    x = graph.node('Concat', parts, 'columns', axis=1)
    graph.node(
        'LinearClassifier',
        [x],
        ['label', 'probabilities'],
        domain=ML,
        coefficients=[float(value) for value in penguins.regression.coef_.ravel()],
        intercepts=[float(value) for value in penguins.regression.intercept_],
        classlabels_strings=SPECIES,
        multi_class=1,
        post_transform='SOFTMAX',
    )
    graph.output('label', STRING, ['N'])
    graph.output('probabilities', FLOAT, ['N', len(SPECIES)])
    return graph


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--data', type=Path, required=True, help='penguins.csv of seaborn-data')
    parser.add_argument('--out', type=Path, required=True, help='folder of the export')
    args = parser.parse_args()
    size_bytes = build(fit(*read_penguins(args.data))).save(args.out / 'model.onnx')
    print(f'{args.out / "model.onnx"}: {size_bytes} bytes')


if __name__ == '__main__':
    main()
