"""Byte-level BPE as in GPT-2 (Radford et al. 2019): learn, write tokenizer.json, encode, decode."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

END = '<|endoftext|>'
END_ID = 0
"""Stands before every story, and after the last: the start token and the stop token alike."""

# GPT-2's own pattern in the words of `re`, which has no \p{L}: the two part only on marks and on
# numerals that are not decimal digits, which these stories do not hold.
WORD = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?\d+| ?[^\s\w]+| ?_+|\s+(?!\S)|\s+")

Pair = tuple[str, str]


def byte_characters() -> dict[int, str]:
    """GPT-2's printable character for each byte, so that a token is always a string of text."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    table = {byte: chr(byte) for byte in printable}
    return table | {byte: chr(256 + n) for n, byte in enumerate(others)}


BYTE_TO_CHAR = byte_characters()
CHAR_TO_BYTE = {char: byte for byte, char in BYTE_TO_CHAR.items()}


def merge(symbols: list[str], pair: Pair) -> list[str]:
    merged: list[str] = []
    i = 0
    while i < len(symbols):
        if tuple(symbols[i : i + 2]) == pair:
            merged.append(pair[0] + pair[1])
            i += 2
        else:
            merged.append(symbols[i])
            i += 1
    return merged


def learn(text: str, vocab_size: int) -> tuple[list[str], list[Pair]]:
    """Merge the most frequent pair until the vocabulary is full: (tokens by id, merges by rank).

    Ties go to the pair that sorts last, so the result depends on the text alone.
    """
    counted = Counter(WORD.findall(text))
    words = [[BYTE_TO_CHAR[byte] for byte in word.encode()] for word in counted]
    counts = list(counted.values())
    vocab = [END, *sorted(BYTE_TO_CHAR.values())]
    merges: list[Pair] = []
    pairs: Counter[Pair] = Counter()
    where: defaultdict[Pair, set[int]] = defaultdict(set)

    def count_pairs(index: int, sign: int) -> None:
        for pair in zip(words[index], words[index][1:]):
            pairs[pair] += sign * counts[index]
            where[pair].add(index) if sign > 0 else where[pair].discard(index)

    for index in range(len(words)):
        count_pairs(index, +1)
    while len(vocab) < vocab_size:
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        if pairs[best] < 2:
            break
        merges.append(best)
        vocab.append(best[0] + best[1])
        for index in list(where[best]):
            count_pairs(index, -1)
            words[index] = merge(words[index], best)
            count_pairs(index, +1)
        pairs.pop(best, None)
    return vocab, merges


class Tokenizer:
    """Text to ids and back, without the start token."""

    def __init__(self, vocab: Iterable[str], merges: Iterable[Pair]) -> None:
        self.tokens = list(vocab)
        self.ids = {token: i for i, token in enumerate(self.tokens)}
        self.ranks = {pair: rank for rank, pair in enumerate(merges)}
        self._cache: dict[str, list[int]] = {}

    @classmethod
    def load(cls, path: Path) -> Tokenizer:
        model = json.loads(path.read_text(encoding='utf-8'))['model']
        vocab = sorted(model['vocab'], key=model['vocab'].__getitem__)
        left_right = (line.split(' ', 1) for line in model['merges'])
        return cls(vocab, [(left, right) for left, right in left_right])

    def _word(self, word: str) -> list[int]:
        if word not in self._cache:
            symbols = [BYTE_TO_CHAR[byte] for byte in word.encode()]
            while len(symbols) > 1:
                pair = min(
                    zip(symbols, symbols[1:]), key=lambda p: self.ranks.get(p, len(self.ranks))
                )
                if pair not in self.ranks:
                    break
                symbols = merge(symbols, pair)
            self._cache[word] = [self.ids[symbol] for symbol in symbols]
        return self._cache[word]

    def encode(self, text: str) -> list[int]:
        return [i for word in WORD.findall(text) for i in self._word(word)]

    def decode(self, ids: Iterable[int]) -> str:
        text = ''.join(self.tokens[i] for i in ids if i != END_ID)
        return bytes(CHAR_TO_BYTE[char] for char in text).decode('utf-8', 'replace')


def tokenizer_json(vocab: list[str], merges: list[Pair]) -> dict[str, Any]:
    """The file format of Hugging Face's tokenizers."""
    end_token = {
        'id': END_ID, 'content': END, 'single_word': False, 'lstrip': False, 'rstrip': False,
        'normalized': False, 'special': True,
    }  # fmt: skip
    bytes_to_text = {'type': 'ByteLevel', 'trim_offsets': True, 'use_regex': True}
    return {
        'version': '1.0',
        'truncation': None,
        'padding': None,
        'added_tokens': [end_token],
        'normalizer': None,
        'pre_tokenizer': bytes_to_text | {'add_prefix_space': False},
        'post_processor': None,
        'decoder': bytes_to_text | {'add_prefix_space': True},
        'model': {
            'type': 'BPE', 'dropout': None, 'unk_token': None, 'continuing_subword_prefix': '',
            'end_of_word_suffix': '', 'fuse_unk': False, 'byte_fallback': False,
            'vocab': {token: i for i, token in enumerate(vocab)},
            'merges': [' '.join(pair) for pair in merges],
        },
    }  # fmt: skip


def with_start_token(tokenizer: dict[str, Any]) -> dict[str, Any]:
    """The same tokenizer, but a text gets the start token that every story had in training."""
    start = {'SpecialToken': {'id': END, 'type_id': 0}}
    first = {'Sequence': {'id': 'A', 'type_id': 0}}
    second = {'Sequence': {'id': 'B', 'type_id': 1}}
    return tokenizer | {
        'post_processor': {
            'type': 'TemplateProcessing',
            'single': [start, first],
            'pair': [start, first, start, second],
            'special_tokens': {END: {'id': END, 'ids': [END_ID], 'tokens': [END]}},
        }
    }
