"""Compute the examples of vitrine.json through the exported model, so that the page can show them
before the weights have come, and anyone can get the same.

    python3 -m training.stories.examples public/models/stories

Reads title and prompt of each example there, and `settings.maxNewTokens` as the limit where it
stands. Greedy, and cut at the last sentence that ends within the limit; `maxNewTokens` becomes the
number of tokens up to there. The files for WebAssembly and for WebGPU have to agree on all of them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from training.onnx_session import OnnxSession
from training.stories.export import FILES, GENERATION
from training.stories.generate import Generator
from training.stories.tokenizer import Tokenizer

SENTENCE_ENDS = ('.', '!', '?', '."', '!"', '?"')
LONGEST_TOKENS = 72
PENALTY = GENERATION['repetition_penalty']


def whole_sentences(ids: list[int], tokenizer: Tokenizer) -> list[int]:
    """The ids up to the last place, before the last id, where a sentence is over."""
    for end in range(len(ids) - 1, 0, -1):
        follows = tokenizer.decode(ids[end : end + 1])
        if tokenizer.decode(ids[:end]).endswith(SENTENCE_ENDS) and follows[:1] in ' \n':
            return ids[:end]
    return ids


def computed(generator: Generator, example: dict) -> dict[str, object]:
    limit = example.get('settings', {}).get('maxNewTokens', LONGEST_TOKENS)
    ids = generator.greedy(example['prompt'], limit + 1, PENALTY)
    if len(ids) > limit:
        ids = whole_sentences(ids, generator.tokenizer)
    return {
        'title': example['title'],
        'prompt': example['prompt'],
        'settings': {'temperature': 0, 'repetitionPenalty': PENALTY, 'maxNewTokens': len(ids)},
        'text': generator.tokenizer.decode(ids),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('export', type=Path, help='export folder with a vitrine.json')
    args = parser.parse_args()
    path = args.export / 'vitrine.json'
    card = json.loads(path.read_text(encoding='utf-8'))
    tokenizer = Tokenizer.load(args.export / 'tokenizer.json')
    by_target: dict[str, list[dict[str, object]]] = {}
    for target, file in FILES.items():
        with OnnxSession(args.export / file) as session:
            generator = Generator(session, tokenizer)
            by_target[target] = [computed(generator, example) for example in card['examples']]
    if by_target['wasm'] != by_target['webgpu']:
        raise SystemExit(f'The files part: {json.dumps(by_target, indent=2, ensure_ascii=False)}')
    card['examples'] = by_target['wasm']
    path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
