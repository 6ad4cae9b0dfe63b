"""Teach the network that reads stances: ``python -m index.analysis.training.distil CORPUS MODEL``.

CORPUS in PolNeAR's layout, MODEL the folder of all-MiniLM-L6-v2 (Hugging Face's layout, with ``vocab.txt``). The model
learns from the labelled positions, judges them and made-up ones, and the network learns from that; the table of word
vectors and the network in the weights are written anew. ``training CORPUS --stances`` then learns what hangs on them.
It needs the extra ``teacher``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.analysis.meanings import FILE as TABLE
from index.analysis.meanings import pack
from index.analysis.reading import Reader
from index.analysis.stance_features import worded
from index.analysis.training.corpus import load
from index.analysis.training.judged import Judged, of_corpus, of_sentences
from index.analysis.training.made_up import Said, made_up, sentences
from index.analysis.training.meanings import of_model
from index.analysis.training.pupil import taught
from index.analysis.training.teacher import Teacher
from index.analysis.weights import FILE, learned

_DATA = Path(__file__).parent.parent / "data"
_TRUST = 0.7
"""How much the teacher's word counts beside the reader's where there is one."""
_CLASSES = 3


def main() -> int:
    """Teach, and write the table and the weights."""
    parser = argparse.ArgumentParser(prog="python -m index.analysis.training.distil", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, default=_DATA, help="the folder of both files")
    options = parser.parse_args()
    texts, reader, weights = load(options.corpus), Reader(), learned()
    judged = [*of_corpus(texts, reader.read(text.text for text in texts), weights), *of_sentences(reader, weights)]
    said = [_said(each) for each in judged]
    made = made_up(said, [sentence for text in texts for sentence in sentences(text.text)])
    classes = [each.sign % _CLASSES for each in judged]
    _say(f"{len(said)} positions that readers judged, {len(made)} made up")
    teacher = Teacher(options.model)
    teacher.learn(said, classes)
    chances = teacher.judge([*said, *made])
    chances[: len(said)] *= _TRUST
    chances[np.arange(len(said)), classes] += 1 - _TRUST
    _say("the teacher has learned and judged them all")
    words = [worded(each.cue, [each.statement]) for each in (*said, *made)]
    network, table = taught(words, chances, of_model(options.model))
    whole = replace(weights, stance=replace(weights.stance, network=network))
    (options.out / FILE).write_bytes(gzip.compress(json.dumps(whole.dump()).encode(), mtime=0))
    (options.out / TABLE).write_bytes(pack(table))
    _say(f"-> {options.out}")
    return 0


def _said(judged: Judged) -> Said:
    text, draft = judged.text, judged.draft
    return Said(text[slice(*draft.cue)], " ".join(text[start:stop] for start, stop in draft.content))


def _say(report: str) -> None:
    print(report, file=sys.stderr)  # noqa: T201 - a command's report


if __name__ == "__main__":
    sys.exit(main())
