from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.fulltext.words import _cut_by_rules, cut


@settings(max_examples=500)
@given(st.text("abAZsSdl'’.,-_()\"!Ué1中", max_size=8))
def test_plain_words_are_cut_as_the_rules_would_cut_them(text: str) -> None:
    assert cut(text) == _cut_by_rules(text)
