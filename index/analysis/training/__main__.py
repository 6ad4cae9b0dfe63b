"""Train the weights: ``python -m index.analysis.training CORPUS [--out FILE]``, CORPUS in PolNeAR's layout."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path

from index.analysis.reading import Reader
from index.analysis.training.calibration import fit_line, judged_scores, reliability
from index.analysis.training.corpus import load
from index.analysis.training.examples import Examples, boundary_examples, candidate_examples
from index.analysis.training.logistic import fit
from index.analysis.training.softmax import fit_signs
from index.analysis.training.stances import stance_examples
from index.analysis.weights import FILE, Logistic, Weights, confidence

DEFAULT = Path(__file__).parent.parent / "data" / FILE


def main() -> int:
    """Train, write the weights, and say on standard error what was learned from how much."""
    parser = argparse.ArgumentParser(prog="python -m index.analysis.training", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=DEFAULT)
    options = parser.parse_args()
    texts = load(options.corpus)
    parsed = list(Reader().read(text.text for text in texts))
    ends = boundary_examples(texts, parsed)
    boundaries = Logistic(_fit(ends.of_half(0))), Logistic(_fit(ends.of_half(1)))
    found = candidate_examples(texts, parsed, boundaries)
    halves = tuple(Weights(Logistic(_fit(found.of_half(n))), boundaries[n], (1.0, 0.0)) for n in (0, 1))
    scores = judged_scores(texts, parsed, (halves[0], halves[1]))
    line = fit_line(scores)
    scorer, boundary = _fit(found), _fit(ends)
    stated = stance_examples(texts, parsed, Weights(Logistic(scorer), Logistic(boundary), line))
    tables = {"scorer": scorer, "boundary": boundary, "calibration": line, "stance": fit_signs(*stated)}
    options.out.write_bytes(gzip.compress(json.dumps(tables).encode(), mtime=0))
    stances = len(stated[1])
    sizes = f"{len(texts)} texts, {len(found.labels)} candidates ({sum(found.labels)} right), {len(ends.labels)} ends"
    print(f"{sizes}, {stances} stances -> {options.out}", file=sys.stderr)  # noqa: T201 - a command's report
    calibrated = [(confidence(score, line), right) for score, right in scores]
    for mean, share, count in reliability(calibrated):
        print(f"confidence {mean:.2f}: {share:.2f} right of {count}", file=sys.stderr)  # noqa: T201
    return 0


def _fit(examples: Examples) -> dict[str, float]:
    return fit(examples.rows, examples.labels)


if __name__ == "__main__":
    sys.exit(main())
