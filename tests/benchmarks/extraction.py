"""Words a second and memory of the analysis beside spaCy's default pipeline, on the same texts in one run.

    python tests/benchmarks/extraction.py [CORPUS] [--rounds N]

CORPUS is a directory with texts (``*.txt``, at any depth); without it the sample articles are read. Each pipeline runs
in a process of its own with one thread, the rounds alternate, and the fastest round of each counts. spaCy's default
pipeline tags, parses, lemmatises and finds entities; the analysis finds entities and positions.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

TEXTS_AT_ONCE = 16


def read_texts(corpus: Path | None) -> list[str]:
    """The texts of a corpus, or of the sample articles."""
    if corpus is not None:
        return [path.read_text(encoding="utf-8") for path in sorted(corpus.rglob("*.txt"))]
    from index.readers import Found, read, walk
    from tui.locations import sample_articles

    found = [item.path for item in walk([sample_articles()]) if isinstance(item, Found)]
    return [article.text for path in found for article in read(path)]


def pipeline(name: str):  # type: ignore[no-untyped-def]
    """A function from a list of texts to nothing: the pipeline to measure."""
    if name == "sayso":
        from index.analysis.pipeline import Analyser

        return Analyser().analyse_many
    from index.analysis.model import find_package

    nlp = find_package().load()
    return lambda texts: [len(doc) for doc in nlp.pipe(texts)]


def serve(name: str, corpus: Path | None) -> None:
    """Run a pipeline over all texts whenever a line comes in; answer with CPU seconds and peak memory in MB."""
    texts = read_texts(corpus)
    run = pipeline(name)
    run(texts[:2])
    loaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for _ in sys.stdin:
        start = time.process_time()
        for n in range(0, len(texts), TEXTS_AT_ONCE):
            run(texts[n : n + TEXTS_AT_ONCE])
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "loaded": loaded, "peak": peak}), flush=True)


def main() -> None:
    """Measure both pipelines in alternation and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--serve", choices=("sayso", "spacy"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve, options.corpus)
        return
    words = sum(len(text.split()) for text in read_texts(options.corpus))
    single = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    corpus = [str(options.corpus)] if options.corpus else []
    servers = {
        name: subprocess.Popen(
            [sys.executable, __file__, *corpus, "--serve", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=single,
        )
        for name in ("spacy", "sayso")
    }
    best: dict[str, dict[str, float]] = {}
    for _ in range(options.rounds):
        for name, server in servers.items():
            assert server.stdin is not None
            assert server.stdout is not None
            server.stdin.write("\n")
            server.stdin.flush()
            answer = json.loads(server.stdout.readline())
            best[name] = min(best.get(name, answer), answer, key=lambda item: item["seconds"])
    for server in servers.values():
        server.communicate()
    print(f"{words} words, best of {options.rounds} rounds, one thread each")
    for name, result in best.items():
        speed, ratio = words / result["seconds"], best["spacy"]["seconds"] / result["seconds"]
        memory = f"{result['loaded']:.0f} MB loaded, {result['peak']:.0f} MB at peak"
        print(f"{name:6} {speed:8.0f} words/s  x{ratio:.2f}  {memory}")


if __name__ == "__main__":
    main()
