"""The network that reads a position's words, taught by a greater one (Hinton et al. 2015); it tunes word vectors, too.

It needs torch, which nothing that runs needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from index.analysis.convolution import WIDE, Convolution
from index.analysis.meanings import Meanings, stepped
from index.analysis.packing import as_kept
from index.analysis.stance_features import Wording

EPOCHS, BATCH, RATE = 3, 64, 1e-3
HIDDEN = 96
DROPPED = 0.2
_LEAST = 0.02
_ALIKE = 40
_CLASSES = 3
Sheet = tuple[list[int], torch.Tensor, torch.Tensor, torch.Tensor]
"""The numbers of some positions; their words' rows in the table, which are the statement's, and which there are."""


def taught(words: Sequence[Wording], chances: NDArray[np.float32], table: Meanings) -> tuple[Convolution, Meanings]:
    """A network, and its word vectors, that judge positions as ``chances``, shape (positions, 3), says."""
    torch.manual_seed(0)
    net, order = _Net(table), np.random.default_rng(0)
    rows = [(table.rows(each.cue), table.rows(each.statement)) for each in words]
    wanted = torch.tensor(chances)
    steps = EPOCHS * -(-len(rows) // BATCH)
    adam = torch.optim.Adam(net.parameters(), lr=RATE)
    slow = torch.optim.lr_scheduler.LambdaLR(adam, lambda n: max(_LEAST, 1 - n / steps))
    net.train()
    for _ in range(EPOCHS):
        for numbers, *sheet in _sheets(rows, order):
            loss = -(wanted[numbers] * net(*sheet).log_softmax(1)).sum(1).mean()
            adam.zero_grad()
            loss.backward()
            adam.step()
            slow.step()
    return net.kept(table)


def _sheets(rows: list[tuple[NDArray[np.int64], NDArray[np.int64]]], order: np.random.Generator) -> Iterator[Sheet]:
    numbers = order.permutation(len(rows))
    for start in range(0, len(rows), BATCH * _ALIKE):
        near = sorted(numbers[start : start + BATCH * _ALIKE].tolist(), key=lambda n: sum(map(len, rows[n])))
        for i in range(0, len(near), BATCH):
            chosen = near[i : i + BATCH]
            size = max(WIDE, *(sum(map(len, rows[n])) for n in chosen))
            words, stated = np.full((len(chosen), size), -1), np.zeros((len(chosen), size), dtype=np.float32)
            there = np.zeros_like(stated)
            for k, n in enumerate(chosen):
                cue, statement = rows[n]
                whole = len(cue) + len(statement)
                words[k, :whole] = np.concatenate((cue, statement))
                stated[k, len(cue) : whole] = 1.0
                there[k, :whole] = 1.0
            yield chosen, *(torch.tensor(array) for array in (words, stated, there))


class _Net(nn.Module):  # type: ignore[misc,unused-ignore]
    """What :class:`Convolution` computes, so that it can learn."""

    def __init__(self, table: Meanings) -> None:
        super().__init__()
        vectors = table.vectors * np.float32(table.step)
        blank = np.zeros((1, table.size), dtype=np.float32)  # of a word that the table has not: it stays so
        self.vectors = nn.Embedding.from_pretrained(
            torch.tensor(np.concatenate((vectors, blank))), freeze=False, padding_idx=len(vectors)
        )
        self.first = nn.Conv1d(table.size + 1, HIDDEN, WIDE, padding=WIDE // 2)
        self.last = nn.Linear(2 * HIDDEN, _CLASSES, bias=False)
        self.coming, self.going = nn.Dropout(DROPPED), nn.Dropout(DROPPED)

    def forward(self, words: torch.Tensor, stated: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        read = self.vectors(torch.where(words < 0, self.vectors.num_embeddings - 1, words))
        read = self.coming(torch.cat((read, stated[..., None]), 2)) * there[..., None]
        hidden = self.first(read.transpose(1, 2)).relu() * there[:, None]
        total = hidden.sum(2) / there.sum(1, keepdim=True).clamp(min=1)
        margins: torch.Tensor = self.last(self.going(torch.cat((hidden.amax(2), total), 1)))
        return margins

    def kept(self, table: Meanings) -> tuple[Convolution, Meanings]:
        """The network and its vectors in the forms that ship."""
        with torch.no_grad():
            first = self.first.weight.permute(2, 1, 0).reshape(-1, HIDDEN).numpy()
            arrays = (first, self.first.bias.numpy(), self.last.weight.T.numpy())
            vectors = self.vectors.weight[:-1].numpy()
        return Convolution(*map(as_kept, arrays)), stepped(table.words, vectors)
