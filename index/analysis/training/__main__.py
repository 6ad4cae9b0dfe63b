"""Train the weights: ``python -m index.analysis.training CORPUS [--out FILE]``, CORPUS in PolNeAR's layout.

``--stances`` learns what tells stances and targets anew and keeps the other models that ship. Either way the network
that reads a stance's words stays, and the word vectors: :mod:`index.analysis.training.distil` teaches these.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import sys
from dataclasses import replace
from pathlib import Path

from index.analysis.meanings import meanings
from index.analysis.reading import Reader, Section
from index.analysis.training.calibration import fit_line, judged_scores, reliability
from index.analysis.training.corpus import Labelled, load
from index.analysis.training.examples import (
    Examples,
    boundary_examples,
    candidate_examples,
    choice_examples,
)
from index.analysis.training.judged import of_corpus, of_sentences
from index.analysis.training.logistic import fit, fit_both
from index.analysis.training.softmax import Stated, fit_signs
from index.analysis.training.targets import target_examples
from index.analysis.weights import FILE, Logistic, Weights, confidence, learned

DEFAULT = Path(__file__).parent.parent / "data" / FILE


def main() -> int:
    """Train, write the weights, and say on standard error what was learned from how much."""
    parser = argparse.ArgumentParser(prog="python -m index.analysis.training", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=DEFAULT)
    parser.add_argument("--stances", action="store_true", help="keep the other models that ship")
    options = parser.parse_args()
    gc.disable()  # what is made here lives to the end; looking for rubbish in it takes a third of the time
    texts = load(options.corpus)
    reader = Reader()
    parsed = list(reader.read(text.text for text in texts))
    others = learned() if options.stances else _all_but_stances(texts, parsed)
    found = [*of_corpus(texts, parsed, others), *of_sentences(reader, others)]
    stated, aims = Stated.of(found), target_examples(found, meanings())
    whole = replace(others, stance=fit_signs(stated, learned().stance.network), target=_chooser(aims, fewest=12))
    options.out.write_bytes(gzip.compress(json.dumps(whole.dump()).encode(), mtime=0))
    _say(f"{len(texts)} texts, {len(stated.signs)} stances, {len(aims.labels)} phrases -> {options.out}")
    return 0


def _all_but_stances(texts: list[Labelled], parsed: list[tuple[int, Section]]) -> Weights:
    """The models that find positions; what is learned from what others find comes from the other half of the texts."""
    ends = boundary_examples(texts, parsed)
    boundaries = _boundary(ends.of_half(0)), _boundary(ends.of_half(1))
    found = candidate_examples(texts, parsed, boundaries)
    first, second = (Weights(_scorer(found.of_half(n)), boundaries[n], (1.0, 0.0)) for n in (0, 1))
    scores = judged_scores(texts, parsed, (first, second))
    line = fit_line(scores)
    whose, where = choice_examples(texts, parsed, (first, second))
    _say(f"{len(found.labels)} candidates ({sum(found.labels)} right), {len(ends.labels)} ends")
    _say(f"{len(whose.labels)} possible holders, {len(where.labels)} possible beginnings")
    for mean, share, count in reliability([(confidence(score, line), right) for score, right in scores]):
        _say(f"confidence {mean:.2f}: {share:.2f} right of {count}")
    source, beginning = _chooser(whose, fewest=6), _chooser(where, fewest=12)
    return Weights(_scorer(found), _boundary(ends), line, source=source, beginning=beginning)


def _say(report: str) -> None:
    print(report, file=sys.stderr)  # noqa: T201 - a command's report


def _boundary(examples: Examples) -> Logistic:
    return fit(examples.rows, examples.labels, examples.vectors)


def _scorer(examples: Examples) -> Logistic:
    return fit_both(examples.rows, examples.labels, examples.vectors)


def _chooser(examples: Examples, fewest: int) -> Logistic:
    return fit_both(examples.rows, examples.labels, examples.vectors, fewest)


if __name__ == "__main__":
    sys.exit(main())
