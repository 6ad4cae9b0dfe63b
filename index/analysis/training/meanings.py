"""Make the table of word vectors: ``python -m index.analysis.training.meanings MODEL``, MODEL a BERT model's folder.

It needs ``vocab.txt`` and ``model.safetensors`` (Hugging Face's layout), the command numpy alone.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis.meanings import FILE, Meanings, pack

SIZE = 64
"""How many of the directions in which the vectors differ most are kept."""
_WORD = re.compile(r"[a-z]+|\d+|[?!$%]")
_EMBEDDING = "embeddings.word_embeddings.weight"
_HIGHEST = 127
_DEFAULT = Path(__file__).parent.parent / "data" / FILE


def main() -> int:
    """Read the model's words and their vectors, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m index.analysis.training.meanings", description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, default=_DEFAULT)
    options = parser.parse_args()
    pieces = (options.model / "vocab.txt").read_text(encoding="utf-8").splitlines()
    table = made(pieces, tensor(options.model / "model.safetensors", _EMBEDDING))
    options.out.write_bytes(pack(table))
    print(f"{len(table.words)} words, {table.size} numbers each -> {options.out}", file=sys.stderr)  # noqa: T201
    return 0


def made(pieces: list[str], vectors: NDArray[np.float32]) -> Meanings:
    """The table of those ``pieces`` that are words, numbers or signs; ``vectors``, shape (pieces, d), are theirs."""
    words = sorted((piece, n) for n, piece in enumerate(pieces) if _WORD.fullmatch(piece))
    kept = vectors[[n for _, n in words]].astype(np.float64)
    kept -= kept.mean(axis=0)
    _, axes = np.linalg.eigh(kept.T @ kept)
    axes = axes[:, ::-1][:, :SIZE]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(SIZE)])  # a direction has two signs: always the same
    turned = kept @ axes
    turned /= turned.std()
    step = float(np.quantile(np.abs(turned), 0.9999)) / _HIGHEST
    whole = np.clip(np.round(turned / step), -_HIGHEST, _HIGHEST).astype(np.int8)
    return Meanings(np.array([word.encode() for word, _ in words], dtype=np.bytes_), whole, step)


def tensor(file: Path, name: str) -> NDArray[np.float32]:
    """One array of a file in the safetensors layout: length of the header, header in JSON, numbers."""
    data = file.read_bytes()
    length = int.from_bytes(data[:8], "little")
    entry = json.loads(data[8 : 8 + length])[name]
    if entry["dtype"] != "F32":
        raise ValueError(f"{file}: {name} is {entry['dtype']}, not F32")
    start, stop = (8 + length + place for place in entry["data_offsets"])
    return np.frombuffer(data[start:stop], dtype="<f4").reshape(entry["shape"])


if __name__ == "__main__":
    sys.exit(main())
