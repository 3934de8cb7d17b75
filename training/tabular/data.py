"""Palmer penguins: 344 birds of three species, as seaborn-data has them in penguins.csv (CC0)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SPECIES = ['Adelie', 'Chinstrap', 'Gentoo']
ISLANDS = ['Biscoe', 'Dream', 'Torgersen']
SEXES = ['FEMALE', 'MALE']
MEASURES = ['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g']


@dataclass(frozen=True)
class Birds:
    """One row a bird. What is not known is NaN, or an empty text."""

    island: np.ndarray
    measured: np.ndarray
    """float64 [birds, 4], in the order of MEASURES."""
    sex: np.ndarray

    def __len__(self) -> int:
        return len(self.island)

    def __getitem__(self, index: np.ndarray) -> Birds:
        return Birds(self.island[index], self.measured[index], self.sex[index])


def from_rows(rows: list[dict[str, object]]) -> Birds:
    """Rows by name; a name that is absent, None or an empty text is not known."""

    def text(name: str) -> np.ndarray:
        return np.array([str(row.get(name) or '') for row in rows], dtype=object)

    def number(row: dict[str, object], name: str) -> float:
        value = row.get(name)
        return np.nan if value is None or value == '' else float(str(value))

    measured = [[number(row, name) for name in MEASURES] for row in rows]
    return Birds(text('island'), np.array(measured), text('sex'))


def read_penguins(path: Path) -> tuple[Birds, np.ndarray]:
    """The birds, and the species of each as an index of SPECIES."""
    with path.open(encoding='utf-8', newline='') as file:
        rows = list(csv.DictReader(file))
    species = np.array([SPECIES.index(row['species']) for row in rows])
    return from_rows([dict(row) for row in rows]), species


def erased(birds: Birds, random: np.random.Generator, most: float) -> Birds:
    """A copy in which each bird has lost some of its cells, a share of its own from 0 to `most`."""
    share = random.uniform(0, most, (len(birds), 1))
    lost = random.random((len(birds), 2 + len(MEASURES))) < share
    return Birds(
        np.where(lost[:, 0], '', birds.island),
        np.where(lost[:, 2:], np.nan, birds.measured),
        np.where(lost[:, 1], '', birds.sex),
    )
