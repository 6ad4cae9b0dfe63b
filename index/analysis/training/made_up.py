"""Positions that nobody holds, made of a corpus' own words, for one model to judge and a smaller one to learn from.

Cues and statements are crossed, cut, joined and disturbed, so that there are far more of them than readers could label
(after Tang et al. 2019, who teach a small network by what BERT says of made-up sentences).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

DROPPED, SWAPPED, ADDED = 0.08, 0.12, 0.05
"""Shares of the words that are left out, that another word replaces, and before which a small word is put."""
_SMALL = "not never no should must will would could if against for bad good wrong right more".split()  # noqa: SIM905
_TIMES = 2
"""How often each position is made anew in each way."""
_SHORTEST, _LONGEST = 4, 50
_LONGEST_CUT = 30
_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!”\"])\s+(?=[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a cue and of a statement."""

    cue: str
    statement: str


def sentences(text: str) -> list[str]:
    """The sentences of a text that are neither very short nor very long, roughly told apart."""
    found = (each for line in text.splitlines() for each in _BETWEEN_SENTENCES.split(line))
    return [each for each in found if _SHORTEST <= len(each.split()) <= _LONGEST]


def made_up(said: Sequence[Said], others: Sequence[str], seed: int = 0) -> list[Said]:
    """Positions made of those that were ``said`` and of ``others``, sentences; the same each time, in no order."""
    maker = _Maker(said, seed)
    made = [one for sentence in others for one in maker.of_sentence(sentence.split())]
    made += [one for _ in range(_TIMES) for each in said for one in maker.of_position(each)]
    maker.chance.shuffle(made)
    return made


class _Maker:
    """Makes positions of words, by chance."""

    def __init__(self, said: Sequence[Said], seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - nothing secret
        self._said = said
        self._cues = [each.cue for each in said]

    def of_sentence(self, words: list[str]) -> Iterator[Said]:
        """What anybody might have said of it: a part, the whole and a part with other words in them."""
        for statement in (self._cut(words), self._disturbed(words), self._disturbed(self._cut(words))):
            yield Said(self.chance.choice(self._cues), " ".join(statement))

    def of_position(self, said: Said) -> Iterator[Said]:
        """The position with other words in it, in another's words, before another's statement, and in part."""
        words, cues = said.statement.split(), self._cues
        yield Said(said.cue, " ".join(self._disturbed(words)))
        yield Said(self.chance.choice(cues), " ".join(self._disturbed(words)))
        yield Said(said.cue, " ".join([*self._cut(words), *self._cut(self._any())]))
        yield Said(self.chance.choice(cues), " ".join(self._cut(words)))
        yield Said(" ".join(self._disturbed(said.cue.split())), said.statement)

    def _any(self) -> list[str]:
        return self.chance.choice(self._said).statement.split()

    def _disturbed(self, words: list[str]) -> list[str]:
        kept: list[str] = []
        for word in words:
            luck = self.chance.random()
            if luck < DROPPED:
                continue
            if luck < DROPPED + SWAPPED:
                word = self.chance.choice(self._any() or [word])
            elif luck < DROPPED + SWAPPED + ADDED:
                kept.append(self.chance.choice(_SMALL))
            kept.append(word)
        return kept or words

    def _cut(self, words: list[str]) -> list[str]:
        if len(words) <= _SHORTEST + 2:
            return words
        start = self.chance.randrange(len(words) - _SHORTEST)
        return words[start : self.chance.randint(start + _SHORTEST, min(len(words), start + _LONGEST_CUT))]
