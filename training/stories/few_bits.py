"""What MatMulNBits would do to the loss: weights rounded as it stores them, computed in float32.

    python3 -m training.stories.few_bits --real tinystories.txt --weights weights.pt \\
        --tokenizer public/models/stories/tokenizer.json
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor

from training.stories.data import pack, read_stories, split
from training.stories.evaluate import nats_per_token
from training.stories.model import Config, Decoder
from training.stories.tokenizer import Tokenizer

EMBEDDING = 'e.weight'
# Scales tried in a search, as parts of the one that reaches the block's largest weight.
SEARCHED = torch.linspace(0.75, 1.1, 15).tolist()


def rounded(weight: Tensor, bits: int, block: int, search: bool) -> Tensor:
    """Symmetric, one scale for `block` weights of a row; its largest weight is the lowest number.

    `search` takes the scale with the least squared error of each block.
    """
    blocks = weight.reshape(weight.shape[0], -1, block)
    half = 2 ** (bits - 1)
    largest = blocks.gather(-1, blocks.abs().argmax(-1, keepdim=True))
    best, least = blocks, torch.full_like(largest, torch.inf)
    for part in SEARCHED if search else [1.0]:
        scale = largest * part / -half
        scale = torch.where(scale == 0, torch.ones_like(scale), scale)
        values = (blocks / scale).round().clamp(-half, half - 1) * scale
        error = ((values - blocks) ** 2).sum(-1, keepdim=True)
        best, least = torch.where(error < least, values, best), torch.minimum(error, least)
    return best.reshape(weight.shape)


# Bits, size of a block, whether the embedding too, whether scales are searched.
TRIED = [(8, 32, True, False), (4, 32, False, False), (4, 32, True, False), (4, 16, False, True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--real', type=Path, required=True, help='text of real stories')
    parser.add_argument('--weights', type=Path, required=True, help='what train.py wrote')
    parser.add_argument('--tokenizer', type=Path, required=True, help='tokenizer.json')
    args = parser.parse_args()
    config = Config()
    weights = torch.load(args.weights, map_location='cpu')
    held_out = split(read_stories(args.real))[1]
    ids = pack(held_out, Tokenizer.load(args.tokenizer))
    for bits, block, with_embedding, search in TRIED:
        model = Decoder(config).eval()
        model.load_state_dict(
            {
                name: rounded(tensor, bits, block, search)
                if tensor.ndim > 1 and (with_embedding or name != EMBEDDING)
                else tensor
                for name, tensor in weights.items()
            }
        )
        with torch.no_grad():
            nats = nats_per_token(lambda seen, m=model: m(seen[None])[0], ids, config.context)
        words = [f'{bits} bits, blocks of {block}']
        words += ['embedding too'] if with_embedding else []
        words += ['scales searched'] if search else []
        print(f'{", ".join(words)}: {nats:.4f} nats per token', flush=True)


if __name__ == '__main__':
    main()
