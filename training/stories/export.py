"""Write the language model as a Hugging Face export with a KV cache, ready for the page.

    python3 -m training.stories.export --weights weights.pt --tokenizer tokenizer.json \\
        --out public/models/stories

There is one graph for WebAssembly, `onnx/model.onnx`, and one for WebGPU, `onnx/model_webgpu.onnx`;
how they differ is said in `graph.py`. `--storage` and `--arithmetic` make those that are only
measured.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from training.onnx_storage import STORAGES
from training.stories.graph import ARITHMETICS, TARGETS, DecoderGraph, Target
from training.stories.model import Config
from training.stories.tokenizer import END, END_ID, with_start_token

FILES: dict[Target, str] = {'wasm': 'onnx/model.onnx', 'webgpu': 'onnx/model_webgpu.onnx'}


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
    parser.add_argument(
        '--arithmetic', choices=ARITHMETICS, default='float32', help="other than float32: no WebGPU"
    )
    args = parser.parse_args()
    config = Config()
    state = torch.load(args.weights, map_location='cpu')
    weights = {name: tensor.numpy() for name, tensor in state.items()}
    for target in TARGETS:
        if target == 'webgpu' and args.arithmetic != 'float32':
            continue
        path = args.out / FILES[target]
        graph = DecoderGraph(config, weights, target, args.storage, args.arithmetic).build()
        print(f'{path}: {graph.save(path)} bytes')
    tokenizer = json.loads(args.tokenizer.read_text(encoding='utf-8'))
    write_json(args.out / 'tokenizer.json', with_start_token(tokenizer), indent=None)
    write_json(args.out / 'tokenizer_config.json', tokenizer_config(config))
    write_json(args.out / 'config.json', model_config(config))
    write_json(args.out / 'generation_config.json', GENERATION)


if __name__ == '__main__':
    main()
