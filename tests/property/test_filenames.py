from __future__ import annotations

import os

from hypothesis import assume, given
from hypothesis import strategies as st

from index.filenames import keepable, kept_name, real_name


@given(st.binary(min_size=1))
def test_every_name_that_can_be_kept_comes_back_as_the_same_bytes(name: bytes) -> None:
    path = os.fsdecode(name)
    assume(keepable(path))
    kept = kept_name(path)
    kept.encode()  # a database takes it
    assert os.fsencode(real_name(kept)) == name


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_name_that_is_text_is_kept_as_it_is(name: str) -> None:
    assume(keepable(name))
    assert kept_name(name) == real_name(name) == name


def test_a_name_with_one_of_the_private_characters_is_not_kept() -> None:
    assert not keepable("a\U0010f780b")
    assert not keepable("a\U0010f7ffb")
    assert keepable("a\U0010f800b")
