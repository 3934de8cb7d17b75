"""Run an ONNX file from Python with the very runtime of the page: onnxruntime-web, under Node.

So what is measured, and what the examples show, went through the bytes and the kernels that
visitors get. Needs Node and the project's own `npm install`; nothing from PyPI.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import numpy as np

RUNNER = Path(__file__).with_name('onnx-session.mjs')
Tensors = dict[str, np.ndarray]


def described(name: str, array: np.ndarray) -> dict[str, object]:
    if array.dtype == object:
        values = [str(value) for value in array.ravel()]
        return {'name': name, 'type': 'string', 'dims': array.shape, 'values': values}
    return {'name': name, 'type': array.dtype.name, 'dims': array.shape, 'byteLength': array.nbytes}


class OnnxSession:
    """A context manager: `with OnnxSession(path) as session: session.run({'x': array})`."""

    def __init__(self, model: Path, threads: int = 1) -> None:
        self._process = subprocess.Popen(
            ['node', str(RUNNER), str(model.resolve()), str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=RUNNER.parent,
        )
        greeting = self._read_line()
        self.input_names: list[str] = greeting['inputNames']
        self.output_names: list[str] = greeting['outputNames']
        self.create_ms: float = greeting['createMs']
        """Time to make a second session: reading the graph, folding constants, packing weights."""

    def _read_line(self) -> dict:
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError('The ONNX runner ended; its message stands above')
        return json.loads(line)

    def run(self, feeds: Tensors, fetches: Sequence[str] | None = None) -> Tensors:
        """All outputs, or those named in `fetches`. Texts are arrays of objects."""
        # Unlike `ascontiguousarray`, leaves a scalar a scalar.
        arrays = {name: np.asarray(array, order='C') for name, array in feeds.items()}
        header: dict[str, object] = {
            'tensors': [described(name, array) for name, array in arrays.items()]
        }
        if fetches is not None:
            header['fetches'] = list(fetches)
        self._process.stdin.write(json.dumps(header).encode() + b'\n')
        for array in arrays.values():
            if array.dtype != object:
                self._process.stdin.write(array.tobytes())
        self._process.stdin.flush()
        outputs: Tensors = {}
        for tensor in self._read_line()['tensors']:
            if tensor['type'] == 'string':
                values = np.array(tensor['values'], dtype=object)
                outputs[tensor['name']] = values.reshape(tensor['dims'])
                continue
            data = self._process.stdout.read(tensor['byteLength'])
            outputs[tensor['name']] = np.frombuffer(bytearray(data), tensor['type']).reshape(
                tensor['dims']
            )
        return outputs

    def __enter__(self) -> OnnxSession:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.stdin.close()
        self._process.wait()
