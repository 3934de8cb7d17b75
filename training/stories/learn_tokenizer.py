"""Learn the tokenizer from the training stories and write tokenizer.json.

    python3 -m training.stories.learn_tokenizer --real tinystories.txt --synthetic synthetic.txt \\
        --out run/tokenizer.json
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from training.stories.data import read_stories, split
from training.stories.model import Config
from training.stories.tokenizer import learn, tokenizer_json

SYNTHETIC_STORIES = 4000
REAL_WEIGHT = 2
"""Real stories count twice, so that their words win where the two disagree."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--real', type=Path, required=True, help='text of real stories')
    parser.add_argument('--synthetic', type=Path, nargs='*', default=[], help='texts of synthesize')
    parser.add_argument('--out', type=Path, required=True)
    args = parser.parse_args()
    real = split(read_stories(args.real))[0]
    synthetic = [story for path in args.synthetic for story in read_stories(path)]
    text = '\n'.join(real * REAL_WEIGHT + synthetic[:SYNTHETIC_STORIES])
    vocab, merges = learn(text, Config().vocab)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps(tokenizer_json(vocab, merges), ensure_ascii=False)
    args.out.write_text(content, encoding='utf-8')
    print(f'{args.out}: {len(vocab)} tokens')


if __name__ == '__main__':
    main()
