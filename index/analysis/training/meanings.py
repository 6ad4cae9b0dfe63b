"""The table of word vectors, made of the word embeddings of a BERT model in Hugging Face's layout."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis.meanings import Meanings, stepped

SIZE = 64
"""How many of the directions in which the vectors differ most are kept."""
_WORD = re.compile(r"[a-z]+|\d+|[?!$%]")
_EMBEDDING = "embeddings.word_embeddings.weight"


def of_model(folder: Path) -> Meanings:
    """The table of the model in ``folder``, of its ``vocab.txt`` and ``model.safetensors``."""
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return made(pieces, tensor(folder / "model.safetensors", _EMBEDDING))


def made(pieces: list[str], vectors: NDArray[np.float32]) -> Meanings:
    """The table of those ``pieces`` that are words, numbers or signs; ``vectors``, shape (pieces, d), are theirs."""
    words = sorted((piece, n) for n, piece in enumerate(pieces) if _WORD.fullmatch(piece))
    kept = vectors[[n for _, n in words]].astype(np.float64)
    kept -= kept.mean(axis=0)
    _, axes = np.linalg.eigh(kept.T @ kept)
    axes = axes[:, ::-1][:, :SIZE]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(SIZE)])  # a direction has two signs: always the same
    turned = kept @ axes
    return stepped(np.array([word.encode() for word, _ in words], dtype=np.bytes_), turned / turned.std())


def tensor(file: Path, name: str) -> NDArray[np.float32]:
    """One array of a file in the safetensors layout: length of the header, header in JSON, numbers."""
    data = file.read_bytes()
    length = int.from_bytes(data[:8], "little")
    entry = json.loads(data[8 : 8 + length])[name]
    if entry["dtype"] != "F32":
        raise ValueError(f"{file}: {name} is {entry['dtype']}, not F32")
    start, stop = (8 + length + place for place in entry["data_offsets"])
    return np.frombuffer(data[start:stop], dtype="<f4").reshape(entry["shape"])
