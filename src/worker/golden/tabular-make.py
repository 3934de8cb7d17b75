"""Writes tabular.json: what native ONNX Runtime makes of rows with the tabular models of the fixtures.

    python3 src/worker/golden/tabular-make.py ../shared/fixtures bench/node_modules

Of a model that gives its probabilities as a ZipMap's maps, the tensor that goes into the ZipMap: the `onnx` package
takes the node out, not the project. Each is run a row at a time, or as many as the graph fixes. NumPy then computes the same
from the classifier's own attributes, as the operators' specification has it; the two must agree. A null is a value that
is missing, NaN. Made with onnx 1.12, NumPy 1.24 and onnxruntime-node 1.30.
"""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

fixtures, node_modules = (Path(argument).resolve() for argument in sys.argv[1:3])
random = np.random.default_rng(6)

run = """
const { InferenceSession, Tensor } = require(process.argv[1] + '/onnxruntime-node')
const { readFileSync } = require('node:fs')
const { model, input, outputs, rows, batch } = JSON.parse(readFileSync(0, 'utf8'))
;(async () => {
  const session = await InferenceSession.create(model)
  const found = []
  for (let start = 0; start < rows.length; start += batch) {
    const some = Array.from({ length: batch }, (_, i) => rows[Math.min(start + i, rows.length - 1)])
    const data = Float32Array.from(some.flat(), (value) => value ?? NaN)
    const feeds = { [input]: new Tensor('float32', data, [batch, data.length / batch]) }
    const given = await session.run(feeds, outputs)
    const [label, scores] = outputs.map((name) => given[name])
    const classes = scores.dims[1]
    for (let i = 0; i < batch && start + i < rows.length; i++)
      found.push([Number(label.data[i]), Array.from(scores.data.slice(i * classes, (i + 1) * classes))])
  }
  console.log(JSON.stringify(found))
})()
"""


def without_zip_map(model):
    """The names of label and probabilities; the graph's second output becomes the ZipMap's input."""
    graph = model.graph
    label, scores = [output.name for output in graph.output]
    for node in [node for node in graph.node if node.op_type == "ZipMap"]:
        scores = node.input[0]
        graph.node.remove(node)
        graph.output.pop()
        graph.output.append(helper.make_tensor_value_info(scores, TensorProto.FLOAT, None))
    return label, scores


def natively(model, label, scores, rows, batch):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        onnx.save(model, str(path))
        given = {"model": str(path), "input": model.graph.input[0].name, "outputs": [label, scores]}
        given |= {"rows": rows, "batch": batch}
        command = ["node", "-e", run, str(node_modules)]
        result = subprocess.run(command, input=json.dumps(given), check=True, capture_output=True, text=True)
    found = json.loads(result.stdout)
    return [one for one, _ in found], np.array([two for _, two in found], np.float32)


def attributes(node):
    return {one.name: helper.get_attribute_value(one) for one in node.attribute}


def by_numpy(model, rows):
    """Float64 after the comparisons, which are of single precision as in the runtime."""
    x = np.array([[np.nan if value is None else value for value in row] for row in rows], np.float32)
    for node in model.graph.node:
        if node.op_type == "Scaler":
            given = attributes(node)
            x = ((x - np.array(given["offset"], np.float32)) * np.array(given["scale"], np.float32)).astype(np.float32)
        elif node.op_type == "LinearClassifier":
            given = attributes(node)
            # The fixture has weights for four columns and an input of two. ONNX Runtime goes by the input, and so takes
            # the first of the weights for all there are.
            classes, columns = len(given["intercepts"]), x.shape[1]
            weights = np.array(given["coefficients"][: classes * columns]).reshape(classes, columns)
            values = transformed(x @ weights.T + np.array(given["intercepts"]), given["post_transform"])
        elif node.op_type == "TreeEnsembleClassifier":
            values = of_trees(attributes(node), x)
        elif node.op_type == "Normalizer":
            assert attributes(node)["norm"] == b"L1"
            values = values / np.abs(values).sum(axis=1, keepdims=True)
        else:
            assert node.op_type in ("Identity", "Cast"), node.op_type
    return values.argmax(axis=1).tolist(), values


def of_trees(given, x):
    nodes = {}
    names = ("nodes_treeids", "nodes_nodeids", "nodes_modes", "nodes_featureids", "nodes_values")
    branches = ("nodes_truenodeids", "nodes_falsenodeids", "nodes_missing_value_tracks_true")
    for tree, node, *rest in zip(*(given[name] for name in names + branches)):
        nodes[tree, node] = rest
    leaves = {}
    for tree, node, index, weight in zip(
        *(given[f"class_{name}"] for name in ("treeids", "nodeids", "ids", "weights"))
    ):
        leaves.setdefault((tree, node), []).append((index, weight))
    classes = len(given["classlabels_int64s"])
    # Two classes with weights for one of them: one score, whose logistic function is the second one's probability.
    is_binary = len(set(given["class_ids"])) == 1
    scores = np.zeros((len(x), 1 if is_binary else classes)) + np.array(given.get("base_values", 0))
    for row, values in enumerate(x):
        for tree in sorted(set(given["nodes_treeids"])):
            at = min(node for one, node in nodes if one == tree)
            while nodes[tree, at][0] != b"LEAF":
                mode, feature, limit, true, false, missing_is_true = nodes[tree, at]
                assert mode == b"BRANCH_LEQ"
                value = values[feature]
                is_true = bool(missing_is_true) if np.isnan(value) else value <= np.float32(limit)
                at = true if is_true else false
            for index, weight in leaves[tree, at]:
                scores[row, 0 if is_binary else index] += weight
    if is_binary:
        assert given["post_transform"] == b"LOGISTIC"
        second = 1 / (1 + np.exp(-scores))
        return np.hstack([1 - second, second])
    return transformed(scores, given["post_transform"])


def transformed(scores, how):
    if how == b"NONE":
        return scores
    if how == b"LOGISTIC":
        return 1 / (1 + np.exp(-scores))
    assert how == b"SOFTMAX", how
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def iris(columns, incomplete):
    """Every ninth flower, and made-up ones, as no flower is."""
    with (fixtures / "data/iris.csv").open(newline="") as file:
        flowers = [[float(value) for value in row[:columns]] for row in list(csv.reader(file))[1:]]
    made_up = random.uniform(-8, 8, (8, columns)).round(3).tolist()
    return flowers[::9] + made_up + (with_gaps(made_up[:2]) if incomplete else [])


def normal(columns):
    rows = random.normal(size=(24, columns)).round(3).tolist()
    return rows + with_gaps(rows[:4])


def with_gaps(rows):
    return [[None if (i + k) % 2 else value for i, value in enumerate(row)] for k, row in enumerate(rows)]


cases = []
for name, rows, batch in (
    ("ankane_lightgbm", iris(2, incomplete=True), 1),
    ("ankane_logreg_iris", iris(2, incomplete=False), 3),
    ("ankane_randomforest", iris(4, incomplete=True), 1),
    ("sklearn-onnx_treecl", normal(20), 1),
    ("sklearn-onnx_treecl2", normal(20), 1),
):
    model = onnx.load(str(fixtures / f"models/tabular/{name}.onnx"))
    outputs = without_zip_map(model)
    labels, probabilities = natively(model, *outputs, rows, batch)
    checked_labels, checked = by_numpy(model, rows)
    difference = np.abs(probabilities - checked).max()
    print(f"{name}: {len(rows)} rows, native and NumPy differ by {difference:.1e}, labels {np.bincount(labels)}")
    assert labels == checked_labels and difference < 1e-6, (labels, checked_labels)
    # The shortest decimals that read back as the same single-precision numbers.
    shortest = [[float(str(value)) for value in row] for row in probabilities]
    cases.append({"model": name, "rows": rows, "labels": labels, "probabilities": shortest})

made = "onnxruntime-node 1.30.0"
Path(__file__).with_name("tabular.json").write_text(json.dumps({"madeWith": made, "cases": cases}) + "\n")
