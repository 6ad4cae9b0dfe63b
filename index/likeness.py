"""Whether two texts are copies of one: MinHash finds the few that may be, the words themselves decide."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rensa import RMinHash

from index.analysis.quotes import find_quotes

BANDS, ROWS = 12, 4
"""Two texts of whose shingles a part ``s`` is common share a band with probability ``1 - (1 - s**4) ** 12``: 0.96 for
``s`` of 0.7, 0.998 for 0.8."""

SEED = 20
VERSION = 1000 * RMinHash.ALGORITHM_VERSION + 2
"""Bands of another version say nothing about ours."""

SHINGLE = 3
LEAST_ALIKE = 0.7
"""The least part of all shingles that copies have in common (Jaccard): a word in twenty changed leaves 0.75, the last
quarter of the paragraphs cut leaves 0.75, a report on the same event in other words hardly ever more than 0.3."""

FEW_WORDS, FEWEST_WORDS = 40, 12
"""Below the first, a text is a copy only with the very same words; below the second, never: it may be any caption."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Likeness:
    """What of a text is compared: its words, whatever their case and what stands between them."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words in order."""
        return tuple(_WORD.findall(self.text.casefold()))

    @cached_property
    def shingles(self) -> frozenset[str]:
        """Every :data:`SHINGLE` words in a row; what two texts have of these in common is how alike they are.

        Source: Broder, On the resemblance and containment of documents, 1997.
        """
        starts = (self.words[place:] for place in range(SHINGLE))
        return frozenset(map(" ".join, zip(*starts, strict=False)))

    @cached_property
    def quotations(self) -> frozenset[str]:
        """The words of each quotation, with a blank before and after."""
        found = (
            _WORD.findall(paragraph[quote.start : quote.end].casefold())
            for paragraph in self.text.split("\n\n")
            for quote in find_quotes(paragraph)
        )
        return frozenset(f" {' '.join(words)} " for words in found if len(words) >= SHINGLE)

    @property
    def comparable(self) -> bool:
        """Whether there is enough of it to tell."""
        return len(self.words) >= FEWEST_WORDS

    def is_copy_of(self, other: Likeness) -> bool:
        """Whether this text is ``other`` printed again: with another beginning or end, cut, or lightly edited.

        Not so where it quotes what ``other`` does not: then somebody has asked anew.
        """
        if not (self.comparable and other.comparable):
            return False
        if self.words == other.words:
            return True
        if min(len(self.words), len(other.words)) < FEW_WORDS:
            return False
        common = len(self.shingles & other.shingles)
        if common < LEAST_ALIKE * (len(self.shingles) + len(other.shingles) - common):
            return False
        words = f" {' '.join(other.words)} "
        return all(quotation in words for quotation in self.quotations)


def sketch(likeness: Likeness) -> bytes:
    """The MinHash signature of a text, the same on every machine: :data:`BANDS` times :data:`ROWS` 32-bit numbers.

    Source: Broder et al., Min-wise independent permutations, 1998.
    """
    signature = RMinHash(BANDS * ROWS, SEED)
    signature.update(list(likeness.shingles or likeness.words))
    return np.array(signature.digest(), dtype="<u4").tobytes()


def bands(sketch: bytes) -> list[int]:
    """:data:`BANDS` signed 64-bit numbers; texts whose sketches share none are not alike.

    Source: locality-sensitive hashing of MinHash signatures, Leskovec et al., Mining of Massive Datasets, ch. 3.
    """
    size = 4 * ROWS
    parts = (sketch[start : start + size] for start in range(0, len(sketch), size))
    hashes = (hashlib.blake2b(part, digest_size=8, salt=bytes([band])) for band, part in enumerate(parts))
    return [int.from_bytes(each.digest(), "little", signed=True) for each in hashes]


def may_be_alike(sketch: bytes, other: bytes) -> bool:
    """Whether two sketches leave it possible that their texts are copies: the texts need not be read where not.

    The part of equal numbers estimates the part of common shingles; its standard deviation is 0.07 at most.
    """
    equal = int(np.count_nonzero(np.frombuffer(sketch, "<u4") == np.frombuffer(other, "<u4")))
    return equal >= BANDS * ROWS * (LEAST_ALIKE - 0.25)
