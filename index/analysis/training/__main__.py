"""Train the weights: ``python -m index.analysis.training CORPUS [--out FILE]``, CORPUS in PolNeAR's layout."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path

from index.analysis.reading import Reader
from index.analysis.training.corpus import load
from index.analysis.training.examples import boundary_examples, candidate_examples
from index.analysis.training.logistic import fit
from index.analysis.weights import FILE, Logistic

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
    boundary = fit(ends.rows, ends.labels, decay=3.0)
    found = candidate_examples(texts, parsed, Logistic(boundary))
    scorer = fit(found.rows, found.labels, decay=3.0)
    tables = {"scorer": scorer, "boundary": boundary}
    options.out.write_bytes(gzip.compress(json.dumps(tables).encode(), mtime=0))
    sizes = f"{len(texts)} texts, {len(found.labels)} candidates ({sum(found.labels)} right), {len(ends.labels)} ends"
    print(f"{sizes} -> {options.out}", file=sys.stderr)  # noqa: T201 - a command's report
    return 0


if __name__ == "__main__":
    sys.exit(main())
