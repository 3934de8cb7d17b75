"""A thin builder over onnx.helper, so that the exporters read like the network they write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# What a current exporter would write and every runtime since 2022 reads.
OPSET = 17
IR_VERSION = 8

Dim = int | str


class GraphBuilder:
    """Collects inputs, initialisers, nodes and outputs; the same calls give the same bytes."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []
        self._initializers: list[onnx.TensorProto] = []
        self._nodes: list[onnx.NodeProto] = []
        self._domains: set[str] = set()

    def input(self, name: str, elem_type: int, shape: Sequence[Dim]) -> str:
        self._inputs.append(helper.make_tensor_value_info(name, elem_type, list(shape)))
        return name

    def output(self, name: str, elem_type: int, shape: Sequence[Dim]) -> str:
        self._outputs.append(helper.make_tensor_value_info(name, elem_type, list(shape)))
        return name

    def initializer(self, name: str, array: np.ndarray) -> str:
        self._initializers.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(
        self,
        op: str,
        inputs: Sequence[str],
        outputs: str | Sequence[str],
        domain: str = '',
        **attributes: Any,
    ) -> str:
        """Append a node named after its first output, and return the name of that output."""
        names = [outputs] if isinstance(outputs, str) else list(outputs)
        self._domains.add(domain)
        self._nodes.append(
            helper.make_node(
                op, list(inputs), names, name=f'{names[0]}/{op}', domain=domain, **attributes
            )
        )
        return names[0]

    def save(self, path: Path) -> int:
        """Check the model, write it, and return its size in bytes."""
        graph = helper.make_graph(
            self._nodes, self._name, self._inputs, self._outputs, self._initializers
        )
        opsets = [helper.make_opsetid('', OPSET)]
        if 'com.microsoft' in self._domains:
            opsets.append(helper.make_opsetid('com.microsoft', 1))
        if 'ai.onnx.ml' in self._domains:
            opsets.append(helper.make_opsetid('ai.onnx.ml', 3))
        model = helper.make_model(graph, opset_imports=opsets, producer_name='vitrine')
        model.ir_version = IR_VERSION
        # The checker knows only the standard operators; contrib ones are checked by the runtime.
        if self._domains <= {''}:
            onnx.checker.check_model(model)
        path.parent.mkdir(parents=True, exist_ok=True)
        data = model.SerializeToString(deterministic=True)
        path.write_bytes(data)
        return len(data)


FLOAT = TensorProto.FLOAT
INT32 = TensorProto.INT32
INT64 = TensorProto.INT64
STRING = TensorProto.STRING
