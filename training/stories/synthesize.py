"""Write synthetic stories, sampled from the 260 K-parameter TinyStories model of llama2.c (MIT).

    python3 -m training.stories.synthesize --model stories260K.bin --vocabulary tok512.bin \\
        --count 4224 --out synthetic.txt

Both files are those of karpathy/llama2.c (huggingface.co/karpathy/tinyllamas, folder stories260K).
"""

from __future__ import annotations

import argparse
import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.stories.tokenizer import END

START, STOP = 1, 2
BATCH = 384
LONGEST_TOKENS = 320
SHORTEST_CHARACTERS = 200


class Llama(NamedTuple):
    """Header and weights of a llama2.c file; every weight has its layers first."""

    heads: int
    kv_heads: int
    head_dim: int
    weights: dict[str, Tensor]


def read_model(path: Path) -> Llama:
    data = path.read_bytes()
    width, hidden, layers, heads, kv_heads, vocab, _ = struct.unpack('7i', data[:28])
    head_dim, vocab = width // heads, abs(vocab)
    kv = kv_heads * head_dim
    shapes = {
        'embedding': (vocab, width), 'norm1': (layers, width), 'q': (layers, width, width),
        'k': (layers, kv, width), 'v': (layers, kv, width), 'o': (layers, width, width),
        'norm2': (layers, width), 'w1': (layers, hidden, width), 'w2': (layers, width, hidden),
        'w3': (layers, hidden, width), 'norm': (width,),
    }  # fmt: skip
    weights, offset = {}, 28
    for name, shape in shapes.items():
        count = int(np.prod(shape))
        array = np.frombuffer(data, np.float32, count, offset).reshape(shape)
        weights[name] = torch.from_numpy(array.copy())
        offset += 4 * count
    return Llama(heads, kv_heads, head_dim, weights)


def read_vocabulary(path: Path, size: int) -> list[bytes]:
    """SentencePiece's pieces, with <0x0A> and the like turned into the byte they stand for."""
    data, offset, pieces = path.read_bytes(), 4, []
    for _ in range(size):
        _, length = struct.unpack('fi', data[offset : offset + 8])
        piece = data[offset + 8 : offset + 8 + length]
        offset += 8 + length
        is_byte = len(piece) == 6 and piece.startswith(b'<0x')
        pieces.append(bytes([int(piece[3:5], 16)]) if is_byte else piece)
    return pieces


def norm(x: Tensor, gain: Tensor) -> Tensor:
    return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-5) * gain


def choose(logits: Tensor, temperature: float, top_p: float) -> Tensor:
    """Nucleus sampling (Holtzman et al. 2020), one token for each row."""
    probabilities, ids = (logits / temperature).softmax(-1).sort(-1, descending=True)
    before = probabilities.cumsum(-1) - probabilities
    kept = probabilities.masked_fill(before > top_p, 0)
    return ids.gather(1, torch.multinomial(kept, 1)).squeeze(1)


@torch.no_grad()
def sample(model: Llama, temperature: float, top_p: float) -> Tensor:
    """BATCH rows of LONGEST_TOKENS ids, all from the start token."""
    w, dim = model.weights, model.head_dim
    layers, shared = len(w['q']), model.heads // model.kv_heads
    frequencies = 10_000 ** -(torch.arange(0, dim, 2) / dim)
    angles = torch.outer(torch.arange(LONGEST_TOKENS).float(), frequencies)

    def rotate(x: Tensor, position: int) -> Tensor:
        cos, sin = angles[position].cos(), angles[position].sin()
        a, b = x[..., 0::2], x[..., 1::2]
        return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)

    keys = torch.zeros(layers, BATCH, model.kv_heads, LONGEST_TOKENS, dim)
    values = torch.zeros_like(keys)
    token = torch.full((BATCH,), START)
    out = []
    for t in range(LONGEST_TOKENS):
        x = w['embedding'][token]
        for i in range(layers):
            h = norm(x, w['norm1'][i])
            q = rotate((h @ w['q'][i].T).view(BATCH, model.heads, dim), t)
            keys[i, :, :, t] = rotate((h @ w['k'][i].T).view(BATCH, model.kv_heads, dim), t)
            values[i, :, :, t] = (h @ w['v'][i].T).view(BATCH, model.kv_heads, dim)
            grouped = q.view(BATCH, model.kv_heads, shared, dim)
            scores = grouped @ keys[i, :, :, : t + 1].transpose(-1, -2) / dim**0.5
            attended = scores.softmax(-1) @ values[i, :, :, : t + 1]
            x = x + attended.reshape(BATCH, -1) @ w['o'][i].T
            h = norm(x, w['norm2'][i])
            x = x + (F.silu(h @ w['w1'][i].T) * (h @ w['w3'][i].T)) @ w['w2'][i].T
        token = choose(norm(x, w['norm']) @ w['embedding'].T, temperature, top_p)
        out.append(token)
    return torch.stack(out, 1)


def story(ids: list[int], vocabulary: list[bytes]) -> str:
    """The text up to its last finished sentence."""
    ends = [i for i, token in enumerate(ids) if token in (START, STOP)]
    pieces = [vocabulary[i] for i in ids[: ends[0] if ends else None]]
    text = b''.join(pieces).decode('utf-8', 'ignore').strip()
    return text[: max(text.rfind('.'), text.rfind('."'), text.rfind('!')) + 1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--model', type=Path, required=True, help='stories260K.bin')
    parser.add_argument('--vocabulary', type=Path, required=True, help='tok512.bin')
    parser.add_argument('--out', type=Path, required=True)
    parser.add_argument('--count', type=int, default=4224, help='stories')
    parser.add_argument('--temperature', type=float, default=0.9)
    parser.add_argument('--top-p', type=float, default=0.95)
    parser.add_argument('--seed', type=int, default=0)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    model = read_model(args.model)
    vocabulary = read_vocabulary(args.vocabulary, len(model.weights['embedding']))
    written = 0
    with args.out.open('w', encoding='utf-8') as out:
        while written < args.count:
            for ids in sample(model, args.temperature, args.top_p).tolist():
                text = story(ids, vocabulary)
                if len(text) > SHORTEST_CHARACTERS and written < args.count:
                    out.write(f'{text}\n{END}\n')
                    written += 1
            print(f'{written} of {args.count} stories', flush=True)


if __name__ == '__main__':
    main()
