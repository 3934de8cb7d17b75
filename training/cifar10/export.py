"""Write the classifier as a Transformer Builder export: model.onnx and metadata.json.

    python3 -m training.cifar10.export --weights weights.pt --out public/models/cifar10

The graph takes `pixel_values` float32 [batch, 3, 32, 32] in 0..1 and gives `logits` float32
[batch, 10]. Normalisation is inside; batch normalisation is folded into the convolutions, the
calibration of calibrate.py into the last layer. Built node by node, not traced, so that the same
weights give the same bytes on any version of PyTorch.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from training.cifar10.model import CALIBRATION, LABELS, LOGIT_SCALE, MEAN, SIZE, STD
from training.onnx_graph import FLOAT, GraphBuilder
from training.onnx_storage import STORAGES, Storage, store

Weights = dict[str, np.ndarray]
BATCH_NORM_EPS = 1e-5


class Exporter:
    """Walks the network of model.py with the weights of one training run."""

    def __init__(self, weights: Weights, calibration: float, storage: Storage) -> None:
        self.weights = weights
        self.calibration = calibration
        self.storage = storage
        self.graph = GraphBuilder('cifar10')

    def conv_block(self, x: str, block: str, pool: bool = False) -> str:
        """`block` is the prefix of its convolution and normalisation in the weights file."""
        norm = f'{block}.{2 if pool else 1}'
        gamma, beta, mean, var = (
            self.weights[f'{norm}.{part}'].astype(np.float64)
            for part in ('weight', 'bias', 'running_mean', 'running_var')
        )
        # Across a max pool, folding holds only if no factor turns the greatest into the least.
        if pool and (gamma <= 0).any():
            raise ValueError(f'{norm}: a scale is not positive, so it cannot move before the pool')
        factor = gamma / np.sqrt(var + BATCH_NORM_EPS)
        kernel = self.weights[f'{block}.0.weight'].astype(np.float64) * factor[:, None, None, None]
        bias = beta - mean * factor
        stored = store(self.graph, f'{block}.weight', kernel, self.storage, axis=0)
        offset = self.graph.initializer(f'{block}.bias', bias.astype(np.float32))
        x = self.graph.node(
            'Conv', [x, stored, offset], f'{block}.conv', kernel_shape=[3, 3], pads=[1, 1, 1, 1]
        )
        if pool:
            x = self.graph.node(
                'MaxPool', [x], f'{block}.pool', kernel_shape=[2, 2], strides=[2, 2]
            )
        return self.graph.node('Relu', [x], f'{block}.out')

    def residual(self, x: str, block: str) -> str:
        inner = self.conv_block(self.conv_block(x, f'{block}.a'), f'{block}.b')
        return self.graph.node('Add', [x, inner], f'{block}.out')

    def build(self) -> GraphBuilder:
        graph = self.graph
        x = graph.input('pixel_values', FLOAT, ['batch', 3, SIZE, SIZE])
        # Folding the mean into the first convolution would change its zero-padded border.
        mean = np.array(MEAN, np.float32).reshape(1, 3, 1, 1)
        std = np.array(STD, np.float32).reshape(1, 3, 1, 1)
        x = graph.node('Sub', [x, graph.initializer('mean', mean)], 'centred')
        x = graph.node('Div', [x, graph.initializer('std', std)], 'normalized')
        x = self.conv_block(x, 'body.0')
        x = self.conv_block(x, 'body.1', pool=True)
        x = self.residual(x, 'body.2')
        x = self.conv_block(x, 'body.3', pool=True)
        x = self.conv_block(x, 'body.4', pool=True)
        x = self.residual(x, 'body.5')
        x = graph.node('GlobalMaxPool', [x], 'pooled')
        x = graph.node('Flatten', [x], 'features', axis=1)
        head = self.weights['head.weight'].T * np.float32(LOGIT_SCALE * self.calibration)
        graph.node('MatMul', [x, store(graph, 'head.weight', head, self.storage, axis=1)], 'logits')
        graph.output('logits', FLOAT, ['batch', len(LABELS)])
        return graph


def metadata(exported_at: str) -> dict[str, object]:
    return {
        'task_type': 'vision_classification',
        'modality': 'vision',
        'input_shape': {
            'batch': 1,
            'schema': {'image_size': [3, SIZE, SIZE], 'channels_first': True},
        },
        'output_shape': [1, len(LABELS)],
        'exported_at': exported_at,
        'framework_versions': {'torch': torch.__version__},
        'formats': ['onnx'],
        'quantization': None,
    }


def load_weights(path: Path) -> Weights:
    state = torch.load(path, map_location='cpu')
    return {name: tensor.numpy() for name, tensor in state.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--weights', type=Path, required=True, help='what train.py wrote')
    parser.add_argument('--out', type=Path, required=True, help='folder of the export')
    parser.add_argument('--calibration', type=float, default=CALIBRATION, help='factor on logits')
    parser.add_argument('--storage', choices=STORAGES, default='int8')
    parser.add_argument('--exported-at', default='2026-11-20T00:00:00', help='ISO date and time')
    args = parser.parse_args()
    graph = Exporter(load_weights(args.weights), args.calibration, args.storage).build()
    size_bytes = graph.save(args.out / 'model.onnx')
    text = json.dumps(metadata(args.exported_at), indent=2)
    (args.out / 'metadata.json').write_text(text + '\n', encoding='utf-8')
    print(f'{args.out / "model.onnx"}: {size_bytes} bytes, {args.storage} storage')


if __name__ == '__main__':
    main()
