"""Train the language model on real stories and on synthetic ones that widen them.

    python3 -m training.stories.train --real tinystories.txt --synthetic synthetic.txt \\
        --tokenizer run/tokenizer.json --out run

The shipped weights are two such runs, the second warm-started from the first; README.md has the
arguments of both. Writes run/weights.pt at every report and at the end.
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from training.stories.data import pack, read_stories, split
from training.stories.evaluate import nats_per_token
from training.stories.model import Config, Decoder
from training.stories.tokenizer import Tokenizer

BATCH = 24
LATE_REAL_SHARE = 0.9
FINAL_RATE = 0.03
"""The cosine ends at this share of the highest rate."""


def draw(ids: Tensor, count: int, length: int) -> tuple[Tensor, Tensor]:
    """`count` random windows of the packed stories, and the ids that follow each position."""
    starts = torch.randint(0, len(ids) - length - 1, (count,)).tolist()
    windows = torch.stack([ids[i : i + length + 1] for i in starts])
    return windows[:, :-1], windows[:, 1:]


def rate(step: int, steps: int, highest: float, warm_up: int) -> float:
    cosine = 0.5 * (1 + math.cos(math.pi * step / steps))
    return highest * min(1, step / warm_up) * (cosine * (1 - FINAL_RATE) + FINAL_RATE)


def held_out_loss(model: Decoder, ids: Tensor) -> float:
    model.eval()
    with torch.no_grad():
        loss = nats_per_token(lambda seen: model(seen[None])[0], ids, model.config.context)
    model.train()
    return loss


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--real', type=Path, required=True, help='text of real stories')
    parser.add_argument('--synthetic', type=Path, nargs='*', default=[], help='texts of synthesize')
    parser.add_argument('--tokenizer', type=Path, required=True, help='tokenizer.json')
    parser.add_argument('--out', type=Path, required=True, help='folder for weights.pt')
    parser.add_argument('--start-from', type=Path, help='weights of an earlier run')
    parser.add_argument('--steps', type=int, default=681)
    parser.add_argument('--rate', type=float, default=2e-3, help='highest learning rate')
    parser.add_argument('--warm-up', type=int, default=100, help='steps')
    parser.add_argument('--dropout', type=float, default=0.05)
    parser.add_argument('--real-share', type=float, default=0.35, help='of each batch, at first')
    parser.add_argument('--late-from', type=float, default=0.6, help='then mostly real stories')
    parser.add_argument('--report-every', type=int, default=100, help='steps')
    parser.add_argument('--seed', type=int, default=0)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    torch.set_flush_denormal(True)

    config = Config()
    tokenizer = Tokenizer.load(args.tokenizer)
    training, held_out = split(read_stories(args.real))
    real, unseen = pack(training, tokenizer), pack(held_out, tokenizer)
    stories = [story for path in args.synthetic for story in read_stories(path)]
    synthetic = pack(stories, tokenizer) if stories else None
    print(f'{len(real)} real ids, {0 if synthetic is None else len(synthetic)} synthetic')

    model = Decoder(config, args.dropout)
    if args.start_from:
        model.load_state_dict(torch.load(args.start_from))
    optimizer = torch.optim.AdamW(model.parameters(), betas=(0.9, 0.97), weight_decay=0.05)
    started = time.monotonic()
    for step in range(args.steps):
        for group in optimizer.param_groups:
            group['lr'] = rate(step, args.steps, args.rate, args.warm_up)
        late = step >= args.late_from * args.steps
        share = 1.0 if synthetic is None else LATE_REAL_SHARE if late else args.real_share
        count = round(BATCH * share)
        parts = [draw(real, count, config.context)]
        if synthetic is not None:
            parts.append(draw(synthetic, BATCH - count, config.context))
        seen, following = (torch.cat(ids) for ids in zip(*parts))
        loss = F.cross_entropy(model(seen).flatten(0, 1), following.flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if (step + 1) % args.report_every == 0 or step + 1 == args.steps:
            nats = held_out_loss(model, unseen)
            seconds = time.monotonic() - started
            print(
                f'step {step + 1}: loss {loss.item():.3f}, held out {nats:.4f}, {seconds:.0f} s',
                flush=True,
            )
            torch.save(model.state_dict(), args.out / 'weights.pt')


if __name__ == '__main__':
    main()
