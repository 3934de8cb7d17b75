"""The decoder's graph, once for each device that is to run it.

Both take `input_ids` [1, sequence] and `past_key_values.N.key/value`, and give `logits` and
`present.N.key/value`, by Optimum's names; they compute the same from the same stored weights.
Attention is one GroupQueryAttention node per layer, which rotates positions itself.

- `wasm` takes an `attention_mask` [1, total] as exporters write it, and `num_logits_to_keep`: how
  many of the last positions shall have logits, 0 for all of them. A prompt wants one row of the
  vocabulary, the score of a text every row.
- `webgpu` takes the two numbers that attention reads, `seqlens_k` [1] (tokens in all, less one) and
  `total_sequence_length`, both int32, and gives logits for the last position. So no shape is
  computed, every node runs on the GPU, and a step over one token is always the same step: it can be
  recorded and played back.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from training.onnx_graph import FLOAT, INT32, INT64, GraphBuilder
from training.onnx_storage import Storage, quantize_int8, store
from training.stories.model import Config

Target = Literal['wasm', 'webgpu']
TARGETS: tuple[Target, ...] = get_args(Target)
Arithmetic = Literal['float32', 'int8', 'int8-large']
"""`int8`: matrices stay int8 and each run quantises what is multiplied with them; `int8-large`: all
but those of attention. Only WebAssembly has kernels for it."""
ARITHMETICS: tuple[Arithmetic, ...] = get_args(Arithmetic)
Part = Literal['attention', 'feed-forward', 'head']
INT8_PARTS: dict[Arithmetic, tuple[Part, ...]] = {
    'float32': (),
    'int8': ('attention', 'feed-forward', 'head'),
    'int8-large': ('feed-forward', 'head'),
}
MICROSOFT = 'com.microsoft'
EVERYTHING_AFTER = 2**31 - 1

Weights = dict[str, np.ndarray]


class DecoderGraph:
    def __init__(
        self,
        config: Config,
        weights: Weights,
        target: Target,
        storage: Storage = 'int8',
        arithmetic: Arithmetic = 'float32',
    ) -> None:
        if target == 'webgpu' and arithmetic != 'float32':
            raise ValueError('WebGPU has no kernels that multiply int8 as a run goes')
        self.config = config
        self.weights = weights
        self.target = target
        self.storage = storage
        self.int8_parts = INT8_PARTS[arithmetic]
        self.graph = GraphBuilder('stories')

    def linear(self, x: str, names: list[str], out: str, part: Part) -> str:
        """x · Wᵀ with W [out, in] as PyTorch keeps it; several are put one behind another."""
        graph = self.graph
        weight = np.concatenate([self.weights[f'{name}.weight'] for name in names]).T
        if part not in self.int8_parts:
            stored = store(graph, f'{out}.weight', weight, self.storage, axis=1)
            return graph.node('MatMul', [x, stored], out)
        values, scale = quantize_int8(weight.astype(np.float32), axis=1)
        stored = graph.initializer(f'{out}.int8', values)
        return self.int8_product(x, stored, graph.initializer(f'{out}.scale', scale[0]), out)

    def int8_product(self, x: str, values: str, scale: str, out: str) -> str:
        return self.graph.node('DynamicQuantizeMatMul', [x, values, scale], out, domain=MICROSOFT)

    def first_norm(self, x: str, name: str) -> str:
        gain = self.graph.initializer(name, self.weights[f'{name}.g'])
        return self.graph.node(
            'SimplifiedLayerNormalization', [x, gain], f'{name}.out',
            axis=-1, epsilon=self.config.eps, stash_type=1,
        )  # fmt: skip

    def add_and_norm(self, x: str, more: str, name: str) -> tuple[str, str]:
        """The sum, which goes on as the residual, and the sum normalised."""
        gain = self.graph.initializer(name, self.weights[f'{name}.g'])
        normed, total = f'{name}.out', f'{name}.sum'
        self.graph.node(
            'SkipSimplifiedLayerNormalization', [x, more, gain], [normed, '', '', total],
            domain=MICROSOFT, epsilon=self.config.eps,
        )  # fmt: skip
        return total, normed

    def rotary_tables(self) -> list[str]:
        """In double precision, so that no platform's float32 cosine decides a byte."""
        c = self.config
        angles = np.outer(
            np.arange(c.positions), c.theta ** -(np.arange(0, c.head_dim, 2) / c.head_dim)
        )
        return [
            self.graph.initializer('cos', np.cos(angles).astype(np.float32)),
            self.graph.initializer('sin', np.sin(angles).astype(np.float32)),
        ]

    def lengths(self) -> list[str]:
        """What GroupQueryAttention reads: tokens before the last one, and tokens in all."""
        graph = self.graph
        if self.target == 'webgpu':
            before = graph.input('seqlens_k', INT32, [1])
            return [before, graph.input('total_sequence_length', INT32, [])]
        mask = graph.input('attention_mask', INT64, [1, 'total_sequence_length'])
        one = graph.initializer('one', np.array([1], np.int64))
        used = graph.node('ReduceSum', [mask, one], 'mask_sum', keepdims=0)
        before = graph.node('Sub', [used, one], 'before_last')
        shape = graph.node('Shape', [mask], 'mask_shape')
        index = graph.initializer('axis_1', np.array(1, np.int64))
        total = graph.node('Gather', [shape, index], 'total', axis=0)
        return [
            graph.node('Cast', [before], 'seqlens_k', to=INT32),
            graph.node('Cast', [total], 'total_sequence_length', to=INT32),
        ]

    def wanted_positions(self, x: str) -> str:
        """Those that logits are asked for, [1, wanted, width]."""
        graph = self.graph
        if self.target == 'webgpu':
            last = graph.initializer('last', np.array([-1], np.int64))
            return graph.node('Gather', [x, last], 'wanted', axis=1)
        keep = graph.input('num_logits_to_keep', INT64, [])
        flat = graph.initializer('flat', np.array([-1], np.int64))
        start = graph.node('Reshape', [graph.node('Neg', [keep], 'start'), flat], 'starts')
        end = graph.initializer('ends', np.array([EVERYTHING_AFTER], np.int64))
        return graph.node(
            'Slice', [x, start, end, graph.initializer('axes', np.array([1], np.int64))], 'wanted'
        )

    def attention(self, x: str, layer: int, lengths: list[str], tables: list[str]) -> str:
        c, graph, name = self.config, self.graph, f'b.{layer}'
        parts = [f'{name}.{part}' for part in 'qkv']
        qkv = self.linear(x, parts, f'{name}.qkv', 'attention')
        past = [f'past_key_values.{layer}.{kind}' for kind in ('key', 'value')]
        present = [f'present.{layer}.{kind}' for kind in ('key', 'value')]
        for one in past:
            graph.input(one, FLOAT, [1, c.kv_heads, 'past_sequence_length', c.head_dim])
        attended = graph.node(
            'GroupQueryAttention',
            [qkv, '', '', *past, *lengths, *tables],
            [f'{name}.attended', *present],
            domain=MICROSOFT,
            num_heads=c.heads, kv_num_heads=c.kv_heads, do_rotary=1, rotary_interleaved=0,
        )  # fmt: skip
        return self.linear(attended, [f'{name}.o'], f'{name}.o', 'attention')

    def feed_forward(self, x: str, layer: int) -> str:
        graph, name = self.graph, f'b.{layer}'
        gate = self.linear(x, [f'{name}.w1'], f'{name}.gate', 'feed-forward')
        silu = graph.node('QuickGelu', [gate], f'{name}.silu', domain=MICROSOFT, alpha=1.0)
        up = self.linear(x, [f'{name}.w3'], f'{name}.up', 'feed-forward')
        product = graph.node('Mul', [silu, up], f'{name}.product')
        return self.linear(product, [f'{name}.w2'], f'{name}.down', 'feed-forward')

    def head(self, x: str, embedding: str) -> None:
        """Stored once with the embedding: the same matrix, transposed while the session is made."""
        graph = self.graph
        if 'head' not in self.int8_parts:
            head = graph.node('Transpose', [embedding], 'head', perm=[1, 0])
            graph.node('MatMul', [x, head], 'logits')
            return
        values = graph.node('Transpose', ['embedding.int8'], 'head', perm=[1, 0])
        flat = graph.initializer('head.flat', np.array([-1], np.int64))
        scale = graph.node('Reshape', ['embedding.scale', flat], 'head.scale')
        self.int8_product(x, values, scale, 'logits')

    def build(self) -> GraphBuilder:
        c, graph = self.config, self.graph
        ids = graph.input('input_ids', INT64, [1, 'sequence_length'])
        lengths, tables = self.lengths(), self.rotary_tables()
        storage = 'int8' if 'head' in self.int8_parts else self.storage
        embedding = store(graph, 'embedding', self.weights['e.weight'], storage, axis=0)
        x = graph.node('Gather', [embedding, ids], 'embedded', axis=0)
        normed = self.first_norm(x, 'b.0.n1')
        for layer in range(c.layers):
            attended = self.attention(normed, layer, lengths, tables)
            x, normed = self.add_and_norm(x, attended, f'b.{layer}.n2')
            fed = self.feed_forward(normed, layer)
            following = f'b.{layer + 1}.n1' if layer + 1 < c.layers else 'n'
            x, normed = self.add_and_norm(x, fed, following)
        self.head(self.wanted_positions(normed), embedding)
        wanted = 1 if self.target == 'webgpu' else 'wanted_length'
        graph.output('logits', FLOAT, [1, wanted, c.vocab])
        for layer in range(c.layers):
            for kind in ('key', 'value'):
                shape = [1, c.kv_heads, 'present_sequence_length', c.head_dim]
                graph.output(f'present.{layer}.{kind}', FLOAT, shape)
        return graph
