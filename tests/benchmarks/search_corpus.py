"""Articles for measuring search: any number of them, the same for the same seed, in words that no language has.

Word frequencies follow Zipf's law as in newspapers; words have endings that a stemmer takes away, some pairs of words
stand together more often than chance, sentences begin with capitals and end with full stops.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate, product

import numpy as np

from index.article import Article

MEAN_WORDS = 650
_ROOTS = 24_000
_ENDINGS = ("", "", "s", "ed", "ing", "ment", "ation")
_ONSETS = """b br d dr f g gl h k kr l m n p pl r s st t tr v z""".split()  # noqa: SIM905
_RIMES = """a ack al an ar e el en ick im o ol on ost u um ur""".split()  # noqa: SIM905
_SMALL = """the of to and in a that is for on with as at by it from an be was are this has have but not they""".split()  # noqa: SIM905
_SOURCES = ("North Wire", "Daily Lantern", "The Estuary", "Harbour Post", "Plain Speaker", "Hill Courier")
_START = datetime.fromisoformat("2019-01-01")


class Corpus:
    """Article ``n`` depends on the seed and on its batch alone, so a smaller corpus is a part of a larger one."""

    BATCH = 2_000

    def __init__(self, seed: int = 7) -> None:
        self._seed = seed
        random = np.random.default_rng(seed)
        syllables = np.array(["".join(pair) for pair in product(_ONSETS, _RIMES)])
        drawn = syllables[random.integers(0, len(syllables), (3, 2 * _ROOTS))]
        roots = sorted({a + b + c * (place % 2) for place, (a, b, c) in enumerate(drawn.T.tolist())})[:_ROOTS]
        endings = random.integers(0, len(_ENDINGS), (len(roots), 3)).tolist()
        words = sorted({root + _ENDINGS[one] for root, own in zip(roots, endings, strict=True) for one in own})
        self.words = [*_SMALL, *(words[place] for place in random.permutation(len(words)).tolist())]
        weights = 1 / (np.arange(len(self.words)) + 2.7) ** 1.05
        self._cumulative = np.cumsum(weights / weights.sum())
        self.pairs = random.integers(200, 6_000, (1_500, 2))

    def batches(self, count: int) -> Iterator[list[Article]]:
        """The first ``count`` articles."""
        for start in range(0, count, self.BATCH):
            yield self._batch(start, min(self.BATCH, count - start))

    def _batch(self, start: int, count: int) -> list[Article]:
        random = np.random.default_rng((self._seed, start))
        sizes = np.maximum(30, random.lognormal(np.log(MEAN_WORDS) - 0.125, 0.5, self.BATCH)).astype(int)
        ends = list(accumulate(sizes.tolist(), initial=0))
        drawn = np.searchsorted(self._cumulative, random.random(ends[-1]))
        places = random.integers(0, ends[-1] - 1, ends[-1] // 30)
        pairs = self.pairs[random.integers(0, len(self.pairs), len(places))]
        drawn[places], drawn[places + 1] = pairs[:, 0], pairs[:, 1]
        drawn = np.minimum(drawn, len(self.words) - 1)
        days = random.integers(0, 6 * 365, self.BATCH).tolist()
        sources = random.integers(0, len(_SOURCES), self.BATCH).tolist()
        return [
            self._article(
                start + number, drawn[ends[number] : ends[number + 1]].tolist(), days[number], sources[number]
            )
            for number in range(count)
        ]

    def _article(self, number: int, drawn: list[int], day: int, source: int) -> Article:
        words = [self.words[one] for one in drawn]
        sentences = (words[at : at + 17] for at in range(9, len(words), 17))
        body = " ".join(f"{one[0].capitalize()} {' '.join(one[1:])}." for one in sentences)
        title = " ".join(words[:9]).capitalize()
        published = _START + timedelta(days=day, minutes=number % 1440)
        return Article(title, body, source=_SOURCES[source], published=published, id=number)
