"""Words a second and memory of the analysis beside spaCy's default pipeline, on the same texts in one run.

    python tests/benchmarks/extraction.py [CORPUS] [--rounds N]

CORPUS is a directory with texts (``*.txt``, at any depth); without it the sample articles are read. Each pipeline runs
in a process of its own with one thread. They take turns at batches of 16 texts, round after round, and the fastest
reading of each batch counts, so that what else the machine does meanwhile weighs less: it still moves the ratio by some
hundredths to a tenth. From the second round on the analysis knows the texts' words; ``--rounds 1`` tells what it does
with new ones. spaCy's default pipeline tags, parses, lemmatises and finds entities; the analysis finds entities and
positions.
"""

from __future__ import annotations

import argparse
import json
import math
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
    """Run a pipeline over the batch whose number comes in on a line; answer with CPU seconds and peak memory in MB."""
    texts = read_texts(corpus)
    run = pipeline(name)
    run(texts[:2])
    loaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for line in sys.stdin:
        first = int(line) * TEXTS_AT_ONCE
        start = time.process_time()
        run(texts[first : first + TEXTS_AT_ONCE])
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "loaded": loaded, "peak": peak}), flush=True)


def ask(server: subprocess.Popen[str], batch: int) -> dict[str, float]:
    """What a process that serves answers about a batch."""
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(f"{batch}\n")
    server.stdin.flush()
    answer: dict[str, float] = json.loads(server.stdout.readline())
    return answer


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
    texts = read_texts(options.corpus)
    words, batches = sum(len(text.split()) for text in texts), -(-len(texts) // TEXTS_AT_ONCE)
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
    fastest = {name: [math.inf] * batches for name in servers}
    last: dict[str, dict[str, float]] = {}
    for _ in range(options.rounds):
        for batch in range(batches):
            for name, server in servers.items():
                last[name] = ask(server, batch)
                fastest[name][batch] = min(fastest[name][batch], last[name]["seconds"])
    for server in servers.values():
        server.communicate()
    print(f"{words} words, the fastest of {options.rounds} readings of each batch, one thread each")
    seconds = {name: sum(each) for name, each in fastest.items()}
    for name, answer in last.items():
        speed, ratio = words / seconds[name], seconds["spacy"] / seconds[name]
        peak = f"{answer['loaded']:.0f} MB loaded, {answer['peak']:.0f} MB at peak"
        print(f"{name:6} {speed:8.0f} words/s  x{ratio:.2f}  {peak}")


if __name__ == "__main__":
    main()
