"""Makes nms.json: which boxes greedy, class-aware suppression keeps, in whole numbers and fractions only.

    python3 src/core/golden/make-nms.py

Each line: seed, boxes, classes, least score in 64ths, most overlap in 100ths, then the boxes that are kept, best first.
The boxes are made of the seed in the same way by `nms.test.ts`. Corners and scores are such that every comparison is
exact here and in floating point, equal scores and boxes without area among them.
"""

import json
import os
from fractions import Fraction


def random_numbers(seed):
    state = seed
    while True:
        state = state * 16807 % 2147483647
        yield state


def make(seed, count, classes):
    numbers = random_numbers(seed)
    take = lambda below: next(numbers) // 7 % below
    boxes = []
    for _ in range(count):
        left, top, width, height = take(200), take(200), take(80), take(80)
        boxes.append(((left, top, left + width, top + height), take(65), take(classes)))
    return boxes


def overlap(a, b):
    cells = lambda box: max(box[2] - box[0], 0) * max(box[3] - box[1], 0)
    shared = cells((max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])))
    union = cells(a) + cells(b) - shared
    return Fraction(shared, union) if union else Fraction(0)


def keep(boxes, least, most):
    alive = sorted((i for i, box in enumerate(boxes) if box[1] >= least), key=lambda i: (-boxes[i][1], i))
    kept = []
    for i in alive:
        rivals = [j for j in kept if boxes[j][2] == boxes[i][2]]
        if all(overlap(boxes[i][0], boxes[j][0]) <= Fraction(most, 100) for j in rivals):
            kept.append(i)
    return kept


def main():
    lines = []
    for seed in range(1, 41):
        count = 1000 if seed == 40 else 5 * seed
        classes = (1, 2, 5)[seed % 3]
        least = (0, 8, 16, 32)[seed % 4]
        most = (0, 10, 30, 45, 50, 70, 99)[seed % 7]
        kept = keep(make(seed, count, classes), least, most)
        lines.append(' '.join(map(str, [seed, count, classes, least, most, *kept])))
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'nms.json'), 'w') as file:
        json.dump(lines, file, indent=2)
        file.write('\n')


main()
