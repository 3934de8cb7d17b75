"""Measure the language model on the held-out stories.

    python3 -m training.stories.evaluate --real tinystories.txt --weights weights.pt \\
        --tokenizer public/models/stories/tokenizer.json
    python3 -m training.stories.evaluate --real tinystories.txt \\
        --export public/models/stories/onnx/model.onnx public/models/stories/onnx/model_webgpu.onnx

The first measures PyTorch weights, the second exported files through the page's runtime (all of
them on WebAssembly); the tokenizer stands in the folder above. Given several it also says for how
many prompts each continues greedily as the first one does.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.onnx_session import OnnxSession
from training.stories.data import pack, read_stories, split
from training.stories.generate import Generator
from training.stories.model import Config, Decoder
from training.stories.tokenizer import Tokenizer

GREEDY_TOKENS = 48
PROMPT_CHARACTERS = 40


def windows(ids: Tensor, length: int) -> Iterator[tuple[Tensor, Tensor]]:
    """Ids and the ids that follow each, in windows that do not overlap; the rest is left out."""
    for i in range(0, len(ids) - length - 1, length):
        yield ids[i : i + length], ids[i + 1 : i + length + 1]


def nats_per_token(logits_of: Callable[[Tensor], Tensor], ids: Tensor, length: int) -> float:
    """Mean cross-entropy, every window starting without a past."""
    losses = [
        F.cross_entropy(logits_of(seen), following).item()
        for seen, following in windows(ids, length)
    ]
    return sum(losses) / len(losses)


def bits_per_character(nats: float, ids: Tensor, stories: list[str]) -> float:
    return nats / np.log(2) * len(ids) / sum(map(len, stories))


def opening(story: str) -> str:
    """The story's first words, at most PROMPT_CHARACTERS of them, as a prompt."""
    return story[:PROMPT_CHARACTERS].rsplit(' ', 1)[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--real', type=Path, required=True, help='text of real stories')
    parser.add_argument('--weights', type=Path, help='what train.py wrote')
    parser.add_argument('--tokenizer', type=Path, help='tokenizer.json for --weights')
    parser.add_argument('--export', type=Path, nargs='*', default=[], help='.onnx files')
    args = parser.parse_args()
    config = Config()
    held_out = split(read_stories(args.real))[1]

    def report(name: object, ids: Tensor, logits_of: Callable[[Tensor], Tensor]) -> None:
        nats = nats_per_token(logits_of, ids, config.context)
        bits = bits_per_character(nats, ids, held_out)
        print(f'{name}: {nats:.4f} nats per token, {bits:.3f} bits per character')

    if args.weights:
        if not args.tokenizer:
            parser.error('--weights needs --tokenizer')
        model = Decoder(config).eval()
        model.load_state_dict(torch.load(args.weights, map_location='cpu'))
        with torch.no_grad():
            ids = pack(held_out, Tokenizer.load(args.tokenizer))
            report(args.weights, ids, lambda seen: model(seen[None])[0])

    first: list[list[int]] | None = None
    for path in args.export:
        tokenizer = Tokenizer.load(path.parent.parent / 'tokenizer.json')
        with OnnxSession(path) as session:
            generator = Generator(session, tokenizer)
            ids = pack(held_out, tokenizer)
            report(path, ids, generator.logits)
            print(f'  session made in {session.create_ms:.0f} ms')
            greedy = [generator.greedy(opening(story), GREEDY_TOKENS) for story in held_out]
        first = first or greedy
        same = sum(a == b for a, b in zip(first, greedy))
        print(f'  {same} of {len(greedy)} greedy continuations as in {args.export[0]}')


if __name__ == '__main__':
    main()
