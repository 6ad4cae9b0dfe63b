from __future__ import annotations

from fnmatch import fnmatchcase

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.fulltext.matching import wildcard_choice, wildcard_test
from index.fulltext.vocabulary import Vocabulary

WORD = st.text("abcdefgt1é中", min_size=1, max_size=8)
WORDS = st.sets(WORD, max_size=30).map(sorted)


@given(WORD, st.integers(1, 2), WORDS)
def test_every_word_within_the_distance_is_among_those_that_may_be(word: str, distance: int, words: list[str]) -> None:
    places = Vocabulary.of([(0, words)]).like(word, distance)
    near = {place for place, other in enumerate(words) if OSA.distance(word, other) <= distance}
    assert near <= set(places)


@given(st.lists(WORDS, min_size=1, max_size=3), st.text("abé", max_size=2))
def test_words_of_several_segments_are_found_at_their_places_in_each(lists: list[list[str]], prefix: str) -> None:
    whole = Vocabulary.of([(7 * number, words) for number, words in enumerate(lists)])
    whole.like("abc", 1)
    part = whole.beginning(prefix)
    assert part.words == sorted({word for words in lists for word in words if word.startswith(prefix)})
    assert list(part.like("abc", 1)) == [part.words.index(whole.words[at]) for at in whole.like("abc", 1)
                                         if whole.words[at].startswith(prefix)]  # fmt: skip
    for number, (words, places) in enumerate(zip(lists, part.places, strict=True)):
        expected = [words.index(word) + 7 * number if word in words else -1 for word in part.words]
        assert places.tolist() == expected


@given(st.text("ab1é*?", min_size=1, max_size=6), WORDS)
def test_a_wildcard_chooses_the_words_that_a_shell_would(pattern: str, words: list[str]) -> None:
    fitting = [place for place, word in enumerate(words) if fnmatchcase(word, pattern)]
    assert wildcard_choice(pattern)(Vocabulary.of([(0, words)])) == fitting
    assert [place for place, word in enumerate(words) if wildcard_test(pattern).fits(word)] == fitting
