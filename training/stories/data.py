"""Stories as text, split into what is learnt from and what is held out, and packed into ids."""

from __future__ import annotations

import re
from pathlib import Path

import torch
from torch import Tensor

from training.stories.tokenizer import END, END_ID, Tokenizer

SHORTEST = 80
"""Characters; below this a piece is a stray line, not a story."""
HELD_OUT_EVERY = 20


def read_stories(path: Path) -> list[str]:
    """One story each: between <|endoftext|> where the file has it, else between single newlines.

    The excerpt of TinyStories keeps two newlines between paragraphs and one between stories.
    """
    text = path.read_text(encoding='utf-8', errors='ignore')
    pieces = text.split(END) if END in text else re.split(r'(?<!\n)\n(?!\n)', text)
    return [piece.strip() for piece in pieces if len(piece.strip()) > SHORTEST]


def split(stories: list[str]) -> tuple[list[str], list[str]]:
    """(training, held out): every twentieth is held out, the first among them."""
    training = [story for i, story in enumerate(stories) if i % HELD_OUT_EVERY]
    return training, stories[::HELD_OUT_EVERY]


def pack(stories: list[str], tokenizer: Tokenizer) -> Tensor:
    """All stories in one row of ids: the start token before each, and once more at the end."""
    ids = [i for story in stories for i in [END_ID, *tokenizer.encode(story)]]
    return torch.tensor([*ids, END_ID])
