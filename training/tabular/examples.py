"""Compute the predictions of vitrine.json's examples through the exported model.

    python3 -m training.tabular.examples public/models/penguins

Keeps the title and the row of each example that stands there; what a row does not have is missing.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from training.onnx_session import OnnxSession
from training.tabular.data import SPECIES, from_rows
from training.tabular.evaluate import feeds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('export', type=Path, help='export folder with a vitrine.json')
    args = parser.parse_args()
    path = args.export / 'vitrine.json'
    card = json.loads(path.read_text(encoding='utf-8'))
    birds = from_rows([example['features'] for example in card['examples']])
    with OnnxSession(args.export / 'model.onnx') as session:
        found = session.run(feeds(birds))['probabilities']
    for example, probabilities in zip(card['examples'], found):
        example['predictions'] = [
            {'class': SPECIES[i], 'prob': round(float(probabilities[i]), 6)}
            for i in probabilities.argsort()[::-1]
        ]
        print(example['title'], example['predictions'])
    path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
