"""Train the weights: ``python -m index.analysis.training CORPUS [--out FILE]``, CORPUS in PolNeAR's layout."""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import sys
from pathlib import Path

from index.analysis.reading import Reader
from index.analysis.training.calibration import fit_line, judged_scores, reliability
from index.analysis.training.corpus import load
from index.analysis.training.examples import (
    Examples,
    boundary_examples,
    candidate_examples,
    choice_examples,
)
from index.analysis.training.logistic import fit, fit_both
from index.analysis.training.softmax import fit_signs
from index.analysis.training.stances import stance_examples
from index.analysis.weights import FILE, Logistic, Signs, Weights, confidence

DEFAULT = Path(__file__).parent.parent / "data" / FILE


def main() -> int:
    """Train, write the weights, and say on standard error what was learned from how much."""
    parser = argparse.ArgumentParser(prog="python -m index.analysis.training", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=DEFAULT)
    options = parser.parse_args()
    gc.disable()  # what is made here lives to the end; looking for rubbish in it takes a third of the time
    texts = load(options.corpus)
    parsed = list(Reader().read(text.text for text in texts))
    ends = boundary_examples(texts, parsed)
    boundaries = _boundary(ends.of_half(0)), _boundary(ends.of_half(1))
    found = candidate_examples(texts, parsed, boundaries)
    halves = tuple(Weights(_scorer(found.of_half(n)), boundaries[n], (1.0, 0.0)) for n in (0, 1))
    scores = judged_scores(texts, parsed, (halves[0], halves[1]))
    line = fit_line(scores)
    whose, where = choice_examples(texts, parsed, (halves[0], halves[1]))
    scorer, boundary = _scorer(found), _boundary(ends)
    source, beginning = _chooser(whose, fewest=6), _chooser(where, fewest=12)
    stated = stance_examples(texts, parsed, Weights(scorer, boundary, line))
    whole = Weights(scorer, boundary, line, Signs(fit_signs(*stated)), source, beginning)
    options.out.write_bytes(gzip.compress(json.dumps(whole.dump()).encode(), mtime=0))
    stances = len(stated[1])
    sizes = f"{len(texts)} texts, {len(found.labels)} candidates ({sum(found.labels)} right), {len(ends.labels)} ends"
    sizes += f", {len(whose.labels)} possible holders, {len(where.labels)} possible beginnings"
    print(f"{sizes}, {stances} stances -> {options.out}", file=sys.stderr)  # noqa: T201 - a command's report
    calibrated = [(confidence(score, line), right) for score, right in scores]
    for mean, share, count in reliability(calibrated):
        print(f"confidence {mean:.2f}: {share:.2f} right of {count}", file=sys.stderr)  # noqa: T201
    return 0


def _boundary(examples: Examples) -> Logistic:
    return fit(examples.rows, examples.labels, examples.vectors)


def _scorer(examples: Examples) -> Logistic:
    return fit_both(examples.rows, examples.labels, examples.vectors)


def _chooser(examples: Examples, fewest: int) -> Logistic:
    return fit_both(examples.rows, examples.labels, examples.vectors, fewest)


if __name__ == "__main__":
    sys.exit(main())
