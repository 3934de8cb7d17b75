"""How weights lie in the file, apart from how they are computed with.

Storage decides the size of the download. The nodes written here depend on constants alone, so ONNX
Runtime's constant folding turns them into float32 initialisers once, while the session is made: no
kernel, no cast and no rounding is left in the run itself, on any execution provider.
DequantizeLinear would say the same in one node, but ONNX Runtime deliberately keeps it unfolded.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from training.onnx_graph import FLOAT, GraphBuilder

Storage = Literal['fp32', 'fp16', 'int8']
STORAGES: tuple[Storage, ...] = get_args(Storage)


def quantize_int8(weight: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric int8 with one scale for each index of `axis`.

    Returns (values int8, scale float32); the scale keeps the weight's rank, so it broadcasts.
    """
    others = tuple(i for i in range(weight.ndim) if i != axis)
    largest = np.abs(weight).max(axis=others, keepdims=True)
    scale = (np.maximum(largest, 1e-12) / 127).astype(np.float32)
    values = np.clip(np.rint(weight / scale), -127, 127).astype(np.int8)
    return values, scale


def store(graph: GraphBuilder, name: str, weight: np.ndarray, storage: Storage, axis: int) -> str:
    """Add `weight` (float32) to the graph; the value called `name` is float32 at run time.

    `axis` is the output channel: its index chooses the int8 scale.
    """
    if storage == 'fp32':
        return graph.initializer(name, weight.astype(np.float32))
    if storage == 'fp16':
        half = graph.initializer(f'{name}.fp16', weight.astype(np.float16))
        return graph.node('Cast', [half], name, to=FLOAT)
    values, scale = quantize_int8(weight.astype(np.float32), axis)
    stored = graph.initializer(f'{name}.int8', values)
    factor = graph.initializer(f'{name}.scale', scale)
    cast = graph.node('Cast', [stored], f'{name}.cast', to=FLOAT)
    return graph.node('Mul', [cast, factor], name)
