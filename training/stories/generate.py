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

    def _run(self, ids: list[int], past: Tensors | None) -> tuple[np.ndarray, Tensors]:
        """Logits [len(ids), vocab] and the grown cache."""
        if past is None:
            empty = np.zeros((1, CONFIG.kv_heads, 0, CONFIG.head_dim), np.float32)
            past = {n: empty for n in self.session.input_names if n.startswith('past_key_values')}
        length = next(iter(past.values())).shape[2] + len(ids)
        outputs = self.session.run(
            {
                'input_ids': np.array([ids], np.int64),
                'attention_mask': np.ones((1, length), np.int64),
                **past,
            }
        )
        return outputs['logits'][0], {
            name: outputs[name.replace('past_key_values', 'present')] for name in past
        }

    def logits(self, ids: Tensor) -> Tensor:
        """Logits [len(ids), vocab], without a past."""
        return torch.from_numpy(self._run(ids.tolist(), None)[0])

    def greedy(self, prompt: str, max_new_tokens: int, penalty: float = 1.0) -> list[int]:
        """The most probable token each time, until the story ends; the end is not part of it.

        `penalty` makes every token that stands in the prompt or the continuation less likely, the
        start token included (Keskar et al. 2019, as transformers does it).
        """
        ids, past, out = [END_ID, *self.tokenizer.encode(prompt)], None, []
        present = set(ids)
        while len(out) < max_new_tokens:
            logits, past = self._run(ids, past)
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
