"""Write the language model as a Hugging Face export with a KV cache, ready for the page.

    python3 -m training.stories.export --weights weights.pt --tokenizer tokenizer.json \\
        --out public/models/stories

Inputs and outputs have Optimum's names: `input_ids`, `attention_mask` and
`past_key_values.N.key/value` → `logits` and `present.N.key/value`. Attention is one
GroupQueryAttention node per layer, which rotates positions itself and finds them from the mask;
there is no `position_ids`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from training.onnx_graph import FLOAT, INT32, INT64, GraphBuilder
from training.onnx_storage import STORAGES, Storage, store
from training.stories.model import Config
from training.stories.tokenizer import END, END_ID, with_start_token

Weights = dict[str, np.ndarray]


class Exporter:
    def __init__(self, config: Config, weights: Weights, storage: Storage) -> None:
        self.config = config
        self.weights = weights
        self.storage = storage
        self.graph = GraphBuilder('stories')

    def linear(self, x: str, name: str, out: str) -> str:
        """x · Wᵀ with W [out, in] as PyTorch keeps it; stored [in, out] for MatMul."""
        weight = self.weights[f'{name}.weight'].T
        stored = store(self.graph, name, weight, self.storage, axis=1)
        return self.graph.node('MatMul', [x, stored], out)

    def norm(self, x: str, name: str, out: str) -> str:
        gain = self.graph.initializer(name, self.weights[f'{name}.g'])
        return self.graph.node(
            'SimplifiedLayerNormalization', [x, gain], out,
            axis=-1, epsilon=self.config.eps, stash_type=1,
        )  # fmt: skip

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

    def lengths(self, mask: str) -> list[str]:
        """What GroupQueryAttention reads: tokens before the last one, and tokens in all."""
        graph = self.graph
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

    def attention(self, x: str, layer: int, lengths: list[str], tables: list[str]) -> str:
        c, graph = self.config, self.graph
        qkv = [self.linear(x, f'b.{layer}.{part}', f'b.{layer}.{part}.out') for part in 'qkv']
        past = [f'past_key_values.{layer}.{kind}' for kind in ('key', 'value')]
        present = [f'present.{layer}.{kind}' for kind in ('key', 'value')]
        for name in past:
            shape = ['batch_size', c.kv_heads, 'past_sequence_length', c.head_dim]
            graph.input(name, FLOAT, shape)
        attended = graph.node(
            'GroupQueryAttention',
            [*qkv, *past, *lengths, *tables],
            [f'b.{layer}.attended', *present],
            domain='com.microsoft',
            num_heads=c.heads, kv_num_heads=c.kv_heads, do_rotary=1, rotary_interleaved=0,
        )  # fmt: skip
        return self.linear(attended, f'b.{layer}.o', f'b.{layer}.o.out')

    def feed_forward(self, x: str, layer: int) -> str:
        graph, name = self.graph, f'b.{layer}'
        gate = self.linear(x, f'{name}.w1', f'{name}.gate')
        sigmoid = graph.node('Sigmoid', [gate], f'{name}.sigmoid')
        silu = graph.node('Mul', [gate, sigmoid], f'{name}.silu')
        up = self.linear(x, f'{name}.w3', f'{name}.up')
        product = graph.node('Mul', [silu, up], f'{name}.product')
        return self.linear(product, f'{name}.w2', f'{name}.down')

    def build(self) -> GraphBuilder:
        c, graph = self.config, self.graph
        ids = graph.input('input_ids', INT64, ['batch_size', 'sequence_length'])
        mask = graph.input('attention_mask', INT64, ['batch_size', 'total_sequence_length'])
        lengths, tables = self.lengths(mask), self.rotary_tables()
        # Stored once: the head is the same matrix, transposed while the session is made.
        embedding = store(graph, 'embedding', self.weights['e.weight'], self.storage, axis=0)
        x = graph.node('Gather', [embedding, ids], 'embedded', axis=0)
        for layer in range(c.layers):
            h = self.norm(x, f'b.{layer}.n1', f'b.{layer}.n1.out')
            h = self.attention(h, layer, lengths, tables)
            x = graph.node('Add', [x, h], f'b.{layer}.middle')
            h = self.norm(x, f'b.{layer}.n2', f'b.{layer}.n2.out')
            x = graph.node('Add', [x, self.feed_forward(h, layer)], f'b.{layer}.out')
        x = self.norm(x, 'n', 'n.out')
        head = graph.node('Transpose', [embedding], 'head', perm=[1, 0])
        graph.node('MatMul', [x, head], 'logits')
        graph.output('logits', FLOAT, ['batch_size', 'sequence_length', c.vocab])
        for layer in range(c.layers):
            for kind in ('key', 'value'):
                shape = ['batch_size', c.kv_heads, 'total_sequence_length', c.head_dim]
                graph.output(f'present.{layer}.{kind}', FLOAT, shape)
        return graph


def model_config(c: Config) -> dict[str, object]:
    return {
        'model_type': 'llama',
        'architectures': ['LlamaForCausalLM'],
        'hidden_size': c.width,
        'intermediate_size': c.hidden,
        'num_hidden_layers': c.layers,
        'num_attention_heads': c.heads,
        'num_key_value_heads': c.kv_heads,
        'head_dim': c.head_dim,
        'vocab_size': c.vocab,
        'max_position_embeddings': c.positions,
        'bos_token_id': END_ID,
        'eos_token_id': END_ID,
        'rope_theta': c.theta,
        'rms_norm_eps': c.eps,
        'tie_word_embeddings': True,
    }


# Found by reading samples: cooler or unpenalised repeats itself, hotter loses the sentence.
GENERATION = {
    'bos_token_id': END_ID,
    'eos_token_id': END_ID,
    'do_sample': True,
    'temperature': 0.6,
    'top_k': 40,
    'top_p': 0.95,
    'repetition_penalty': 1.15,
}


def tokenizer_config(c: Config) -> dict[str, object]:
    return {
        'tokenizer_class': 'PreTrainedTokenizerFast',
        'bos_token': END,
        'eos_token': END,
        'unk_token': END,
        'add_prefix_space': False,
        'model_max_length': c.positions,
        'clean_up_tokenization_spaces': False,
    }


def write_json(path: Path, value: object, indent: int | None = 2) -> None:
    separators = None if indent else (',', ':')
    text = json.dumps(value, indent=indent, separators=separators, ensure_ascii=False)
    path.write_text(text + '\n', encoding='utf-8')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--weights', type=Path, required=True, help='what train.py wrote')
    parser.add_argument('--tokenizer', type=Path, required=True, help='tokenizer.json')
    parser.add_argument('--out', type=Path, required=True, help='folder of the export')
    parser.add_argument('--storage', choices=STORAGES, default='int8')
    args = parser.parse_args()
    config = Config()
    state = torch.load(args.weights, map_location='cpu')
    weights = {name: tensor.numpy() for name, tensor in state.items()}
    path = args.out / 'onnx' / 'model.onnx'
    size_bytes = Exporter(config, weights, args.storage).build().save(path)
    tokenizer = json.loads(args.tokenizer.read_text(encoding='utf-8'))
    write_json(args.out / 'tokenizer.json', with_start_token(tokenizer), indent=None)
    write_json(args.out / 'tokenizer_config.json', tokenizer_config(config))
    write_json(args.out / 'config.json', model_config(config))
    write_json(args.out / 'generation_config.json', GENERATION)
    print(f'{path}: {size_bytes} bytes, {args.storage} storage')


if __name__ == '__main__':
    main()
