"""Coarse parts of speech and lemmas by table look-up, from a fine tag and spaCy's own lemma tables."""

from __future__ import annotations

from pathlib import Path

POS = {
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"),
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("PRP", "PRP$", "WP", "EX"), "PRON"),
    **dict.fromkeys(("DT", "PDT", "WDT", "WP$"), "DET"),
    **dict.fromkeys(("JJ", "JJR", "JJS"), "ADJ"),
    **dict.fromkeys(("RB", "RBR", "RBS", "WRB"), "ADV"),
    **dict.fromkeys(("IN", "RP"), "ADP"),
    **dict.fromkeys(("TO", "POS"), "PART"),
    **dict.fromkeys(("SYM", "$"), "SYM"),
    "MD": "AUX",
    "CC": "CCONJ",
    "CD": "NUM",
    "UH": "INTJ",
    "FW": "X",
    "_SP": "SPACE",
}
"""Penn Treebank tag -> universal part of speech; what is not listed is punctuation."""

_KIND = {"V": "verb", "N": "noun", "J": "adj", "R": "adv"}
_UNINFLECTED = frozenset(("VB", "NN", "NNP", "NNPS", "RP"))


class Lemmas:
    """Base forms, remembered: exceptions first, then the suffix rules whose result is a known word."""

    def __init__(self, model: Path) -> None:
        from spacy.lookups import Lookups

        tables = Lookups().from_disk(model / "lemmatizer" / "lookups")
        self._exceptions, self._rules = tables.get_table("lemma_exc"), tables.get_table("lemma_rules")
        self._known = {kind: frozenset(tables.get_table("lemma_index").get(kind, ())) for kind in _KIND.values()}
        self._seen: dict[tuple[str, str], str] = {}

    def __call__(self, form: str, tag: str) -> str:
        """The lower-cased base form of ``form``, which the tagger called ``tag``."""
        key = form, tag
        lemma = self._seen.get(key)
        if lemma is None:
            if len(self._seen) > 100_000:
                self._seen.clear()
            lemma = self._seen[key] = self._look_up(form.lower(), tag)
        return lemma

    def _look_up(self, word: str, tag: str) -> str:
        if word in ("n't", "n’t"):
            return "not"
        kind = _KIND.get(tag[:1])
        if kind is None or tag in _UNINFLECTED:
            return word
        exceptions: dict[str, list[str]] = self._exceptions.get(kind, {})
        if word in exceptions:
            return exceptions[word][0]
        known = self._known[kind]
        guesses = []
        for old, new in self._rules.get(kind, ()):
            if word.endswith(old):
                form = word[: len(word) - len(old)] + new
                if form in known:
                    return str(form)
                if form.isalpha():
                    guesses.append(str(form))
        return guesses[0] if guesses and word not in known else word
