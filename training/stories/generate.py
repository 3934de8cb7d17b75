"""Generate through an exported model, token by token with its KV cache."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from training.onnx_session import OnnxSession, Tensors
from training.stories.model import Config
from training.stories.tokenizer import END_ID, Tokenizer

CONFIG = Config()


class Generator:
    def __init__(self, session: OnnxSession, tokenizer: Tokenizer) -> None:
        self.session = session
        self.tokenizer = tokenizer

    def _run(self, ids: list[int], past: Tensors | None, keep: int) -> tuple[np.ndarray, Tensors]:
        """Logits of the last `keep` positions [keep, vocab], and the grown cache.

        A graph for WebGPU knows no `keep`: it gives them for the last position alone.
        """
        names = self.session.input_names
        if past is None:
            empty = np.zeros((1, CONFIG.kv_heads, 0, CONFIG.head_dim), np.float32)
            past = {name: empty for name in names if name.startswith('past_key_values')}
        length = next(iter(past.values())).shape[2] + len(ids)
        said = {
            'input_ids': np.array([ids], np.int64),
            'attention_mask': np.ones((1, length), np.int64),
            'num_logits_to_keep': np.array(keep, np.int64),
            'seqlens_k': np.array([length - 1], np.int32),
            'total_sequence_length': np.array(length, np.int32),
        }
        outputs = self.session.run({**{n: said[n] for n in names if n in said}, **past})
        return outputs['logits'][0], {
            name: outputs[name.replace('past_key_values', 'present')] for name in past
        }

    def logits(self, ids: Tensor) -> Tensor:
        """Logits [len(ids), vocab], without a past; token by token where a graph gives no more."""
        all_ids: list[int] = ids.tolist()
        if 'num_logits_to_keep' in self.session.input_names:
            return torch.from_numpy(self._run(all_ids, None, len(all_ids))[0])
        rows, past = [], None
        for token in all_ids:
            row, past = self._run([token], past, 1)
            rows.append(row)
        return torch.from_numpy(np.concatenate(rows))

    def greedy(self, prompt: str, max_new_tokens: int, penalty: float = 1.0) -> list[int]:
        """The most probable token each time, until the story ends; the end is not part of it.

        `penalty` makes every token that stands in the prompt or the continuation less likely, the
        start token included (Keskar et al. 2019, as transformers does it).
        """
        ids, past, out = [END_ID, *self.tokenizer.encode(prompt)], None, []
        present = set(ids)
        while len(out) < max_new_tokens:
            logits, past = self._run(ids, past, 1)
            token = int(penalise(logits[-1], present, penalty).argmax())
            if token == END_ID:
                break
            out.append(token)
            ids = [token]
            present.add(token)
        return out


def penalise(logits: np.ndarray, present: set[int], penalty: float) -> np.ndarray:
    seen = list(present)
    penalised = logits.copy()
    penalised[seen] = np.where(
        logits[seen] > 0, logits[seen] / np.float32(penalty), logits[seen] * np.float32(penalty)
    )
    return penalised
