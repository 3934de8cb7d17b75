"""A small llama: RMS norm, rotary positions, grouped-query attention, SwiGLU, tied embedding."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Config:
    """2.76 M parameters as it stands."""

    vocab: int = 2048
    width: int = 192
    hidden: int = 512
    layers: int = 6
    heads: int = 6
    kv_heads: int = 2
    head_dim: int = 32
    positions: int = 512
    """Positions the exported model may reach; it was trained on `context` of them at a time."""
    context: int = 256
    theta: float = 10_000.0
    eps: float = 1e-5


def rotary_tables(config: Config) -> tuple[Tensor, Tensor]:
    """cos and sin [positions, head_dim / 2]; RoFormer (Su et al. 2021), equation 34."""
    exponents = torch.arange(0, config.head_dim, 2).float() / config.head_dim
    angles = torch.outer(torch.arange(config.positions).float(), 1 / config.theta**exponents)
    return angles.cos(), angles.sin()


class RMSNorm(nn.Module):
    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.g = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + self.eps) * self.g


class Block(nn.Module):
    """Attention and feed-forward, each normalised first; names are those of the weights file."""

    def __init__(self, config: Config, dropout: float) -> None:
        super().__init__()
        c = self.config = config
        self.n1, self.n2 = RMSNorm(c.width, c.eps), RMSNorm(c.width, c.eps)
        self.q = nn.Linear(c.width, c.heads * c.head_dim, bias=False)
        self.k = nn.Linear(c.width, c.kv_heads * c.head_dim, bias=False)
        self.v = nn.Linear(c.width, c.kv_heads * c.head_dim, bias=False)
        self.o = nn.Linear(c.heads * c.head_dim, c.width, bias=False)
        self.w1 = nn.Linear(c.width, c.hidden, bias=False)
        self.w3 = nn.Linear(c.width, c.hidden, bias=False)
        self.w2 = nn.Linear(c.hidden, c.width, bias=False)
        self.dropout = nn.Dropout(dropout)

    def attend(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        c = self.config
        batch, length, _ = x.shape

        def split(y: Tensor, heads: int) -> Tensor:
            return y.view(batch, length, heads, c.head_dim).transpose(1, 2)

        def rotate(y: Tensor) -> Tensor:
            a, b = y.chunk(2, -1)
            return y * cos + torch.cat([-b, a], -1) * sin

        shared = c.heads // c.kv_heads
        q = rotate(split(self.q(x), c.heads))
        k = rotate(split(self.k(x), c.kv_heads)).repeat_interleave(shared, 1)
        v = split(self.v(x), c.kv_heads).repeat_interleave(shared, 1)
        weights = (q @ k.transpose(-1, -2) / c.head_dim**0.5 + mask).softmax(-1)
        return self.o((weights @ v).transpose(1, 2).reshape(batch, length, -1))

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        x = x + self.dropout(self.attend(self.n1(x), cos, sin, mask))
        h = self.n2(x)
        return x + self.dropout(self.w2(F.silu(self.w1(h)) * self.w3(h)))


class Decoder(nn.Module):
    """Token ids [N, T] with T ≤ positions → logits [N, T, vocab]."""

    def __init__(self, config: Config, dropout: float = 0.0) -> None:
        super().__init__()
        self.config = config
        self.e = nn.Embedding(config.vocab, config.width)
        self.b = nn.ModuleList(Block(config, dropout) for _ in range(config.layers))
        self.n = RMSNorm(config.width, config.eps)
        cos, sin = rotary_tables(config)
        self.register_buffer('cos', torch.cat([cos, cos], 1), persistent=False)
        self.register_buffer('sin', torch.cat([sin, sin], 1), persistent=False)
        for parameter in self.parameters():
            if parameter.ndim > 1:
                nn.init.normal_(parameter, std=0.02)

    def forward(self, ids: Tensor) -> Tensor:
        length = ids.shape[1]
        mask = torch.full((length, length), -1e9).triu(1)
        x = self.e(ids)
        for block in self.b:
            x = block(x, self.cos[:length], self.sin[:length], mask)
        return self.n(x) @ self.e.weight.T
