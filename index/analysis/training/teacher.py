"""A transformer that learns stances from readers, and then tells what it makes of other words: the network's teacher.

It needs torch and transformers (``pip install '.[teacher]'``), which nothing that runs needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn.functional import cross_entropy
from transformers import AutoModel, AutoTokenizer

from index.analysis.training.made_up import Said

EPOCHS, BATCH, RATE = 3, 32, 6e-5
_WARM_UP, _DECAY, _STEEPEST = 0.06, 0.01, 1.0
_LONGEST = 80
_ASKED = 64
_ALIKE = 50
"""Batches among which positions are put beside others of their length."""
_CLASSES = 3
Sheet = tuple[list[int], dict[str, torch.Tensor]]
"""The numbers of some positions, and what the transformer is given of them."""


class Teacher:
    """The transformer in the folder ``model`` (Hugging Face's layout), with three classes: neither, for, against."""

    def __init__(self, model: Path) -> None:
        torch.manual_seed(0)
        self._tokenizer = AutoTokenizer.from_pretrained(model)
        self._net = _Net(AutoModel.from_pretrained(model))

    def learn(self, said: Sequence[Said], classes: Sequence[int]) -> None:
        """Fine-tune on positions of known class; rarer classes weigh more, by the root of how much rarer they are."""
        order = np.random.default_rng(0)
        steps = EPOCHS * -(-len(said) // BATCH)
        rates = torch.tensor((len(classes) / (_CLASSES * np.bincount(classes, minlength=_CLASSES))) ** 0.5).float()
        adam = torch.optim.AdamW(self._net.parameters(), lr=RATE, weight_decay=_DECAY)
        slow = torch.optim.lr_scheduler.LambdaLR(
            adam, lambda n: min(n / (_WARM_UP * steps), max(0.0, (steps - n) / ((1 - _WARM_UP) * steps)))
        )
        wanted = torch.tensor(classes)
        self._net.train()
        for _ in range(EPOCHS):
            for numbers, sheet in self._sheets(said, BATCH, order):
                loss = cross_entropy(self._read(sheet), wanted[numbers], weight=rates)
                adam.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self._net.parameters(), _STEEPEST)
                adam.step()
                slow.step()

    def judge(self, said: Sequence[Said]) -> NDArray[np.float32]:
        """The probabilities of neither, for and against, shape (positions, 3)."""
        chances = np.zeros((len(said), _CLASSES), dtype=np.float32)
        self._net.eval()
        with torch.no_grad():
            for numbers, sheet in self._sheets(said, _ASKED, None):
                chances[numbers] = self._read(sheet).softmax(1).numpy()
        return chances

    def _read(self, sheet: dict[str, torch.Tensor]) -> torch.Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            margins: torch.Tensor = self._net(sheet)
        return margins.float()

    def _sheets(self, said: Sequence[Said], size: int, order: np.random.Generator | None) -> Iterator[Sheet]:
        """All positions in batches of like length; shuffled where there is an ``order``."""
        numbers = np.arange(len(said)) if order is None else order.permutation(len(said))
        lengths = [len(each.cue) + len(each.statement) for each in said]
        batches = []
        for start in range(0, len(said), size * _ALIKE):
            near = sorted(numbers[start : start + size * _ALIKE].tolist(), key=lengths.__getitem__)
            batches += [near[i : i + size] for i in range(0, len(near), size)]
        for n in range(len(batches)) if order is None else order.permutation(len(batches)):
            both = [said[i].cue for i in batches[n]], [said[i].statement for i in batches[n]]
            given = self._tokenizer(*both, truncation=True, max_length=_LONGEST, padding=True, return_tensors="pt")
            yield batches[n], dict(given)


class _Net(nn.Module):  # type: ignore[misc,unused-ignore]
    """A transformer, and margins of three classes from its first token and the mean of the statement's."""

    def __init__(self, body: Any) -> None:
        super().__init__()
        self.body, self.drop = body, nn.Dropout(0.1)
        self.last = nn.Linear(2 * body.config.hidden_size, _CLASSES)

    def forward(self, sheet: dict[str, torch.Tensor]) -> Any:
        hidden = self.body(**sheet).last_hidden_state
        there = (sheet["attention_mask"] * sheet["token_type_ids"])[..., None]
        mean = (hidden * there).sum(1) / there.sum(1).clamp(min=1)
        return self.last(self.drop(torch.cat((hidden[:, 0], mean), 1)))
