"""
Stands in for the package of this name where it is not installed, for the tests of the code tab only: the part of its
interface that our snippets use, over ONNX Runtime Web in Node (../serve.js).
"""

import base64

import numpy as np
from served import ask

KINDS = {
    "float32": ("tensor(float)", np.float32),
    "float64": ("tensor(double)", np.float64),
    "float16": ("tensor(float16)", np.float16),
    "bool": ("tensor(bool)", np.bool_),
    "string": ("tensor(string)", object),
}


def kind_of(name):
    return KINDS.get(name) or (f"tensor({name})", np.dtype(name))


class Value:
    def __init__(self, given):
        self.name = given["name"]
        self.type = kind_of(given["type"])[0]
        self.shape = given["shape"]


class InferenceSession:
    def __init__(self, path, providers=None):
        with open(path, "rb"):
            pass
        opened = ask({"kind": "model", "path": path})
        self.session = opened["session"]
        self.inputs = [Value(one) for one in opened["inputs"]]
        self.outputs = [Value(one) for one in opened["outputs"]]

    def get_inputs(self):
        return self.inputs

    def get_outputs(self):
        return self.outputs

    def run(self, names, feeds):
        names = [one.name for one in self.outputs] if names is None else names
        written = {name: write(array) for name, array in feeds.items()}
        answer = ask({"kind": "run", "session": self.session, "names": names, "feeds": written})
        return [read(one) for one in answer["outputs"]]


def write(array):
    dims = list(array.shape)
    if array.dtype == object:
        return {"type": "string", "dims": dims, "texts": array.ravel().tolist()}
    name = array.dtype.name
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    return {"type": name, "dims": dims, "data": data}


def read(given):
    if "texts" in given:
        return np.array(given["texts"], object).reshape(given["dims"])
    data = base64.b64decode(given["data"])
    return np.frombuffer(data, kind_of(given["type"])[1]).reshape(given["dims"]).copy()
