from __future__ import annotations

import pytest

from index.fulltext.words import chunk, fold, stem, stem_prefix, words


def texts(text: str) -> list[str]:
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Milanović", "milanovic"),
        ("Łódź", "lodz"),
        ("Þórður", "thordur"),
        ("Straße", "strasse"),
        ("Søren", "soren"),
        ("İstanbul", "istanbul"),
        ("Đoković", "dokovic"),
        ("Œuvre", "oeuvre"),
        ("Ёлка", "елка"),
        ("Ἀθῆναι", "αθηναι"),
        ("ﬁve", "five"),
        ("Ｆｕｌｌ", "full"),
        ("كِتَاب", "كتاب"),
    ],
)
def test_case_and_accents_are_folded(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert fold(folded) == folded


def test_voiced_and_unvoiced_kana_stay_different() -> None:
    assert texts("がく") != texts("かく")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Meloni's", ["meloni"]),
        ("Meloni’s", ["meloni"]),
        ("the states’ rights", ["the", "states", "rights"]),
        ("don't", ["dont"]),
        ("O’Brien", ["obrien"]),
        ("Valéry Giscard d'Estaing", ["valery", "giscard", "d", "estaing"]),
        ("dell’Italia", ["dell", "italia"]),
        ("1,204 of 3.5%", ["1204", "of", "3.5"]),
        ("U.S. and J.D. Vance", ["us", "and", "jd", "vance"]),
        ("end.Next", ["end", "next"]),
        ("snake_case", ["snake", "case"]),
        ("हिन्दी", ["हिन्दी"]),
        ("… — !?", []),
    ],
)
def test_words_are_cut_as_a_reader_would(written: str, expected: list[str]) -> None:
    assert texts(written) == expected


def test_a_hyphenated_pair_is_two_words_and_one() -> None:
    found = list(words("a cease-fire holds"))
    assert [(word.text, word.position) for word in found] == [
        ("a", 0),
        ("cease", 1),
        ("ceasefire", 1),
        ("fire", 2),
        ("holds", 3),
    ]
    assert texts("state-of-the-art") == ["state", "of", "the", "art"]


def test_chinese_is_cut_into_overlapping_pairs_and_its_last_character() -> None:
    found = list(words("中国人 said"))
    assert [(word.text, word.position) for word in found] == [("中国", 0), ("国人", 1), ("人", 1), ("said", 2)]


def test_spans_point_at_the_word_without_its_possessive() -> None:
    text = "In Łódź, Meloni’s"
    assert [text[word.start : word.end] for word in words(text)] == ["In", "Łódź", "Meloni"]


def test_the_width_of_a_chunk_is_the_positions_that_it_takes() -> None:
    assert [chunk(one).width for one in ("cease-fire", "word,", "…", "中国人")] == [2, 1, 0, 2]


@pytest.mark.parametrize(
    "forms",
    [
        ["elect", "elects", "elected", "electing"],
        ["oppose", "opposes", "opposed", "opposing"],
        ["possible", "possibly", "possibility"],
        ["happy", "happiness"],
        ["deploy", "deployment", "deployments"],
        ["stop", "stopped", "stopping"],
    ],
)
def test_forms_of_a_word_share_a_stem_and_begin_with_its_stable_part(forms: list[str]) -> None:
    assert len({stem(form) for form in forms}) == 1
    for typed in forms:
        assert all(form.startswith(stem_prefix(typed)) for form in forms)


def test_words_that_are_not_plain_letters_are_their_own_stem() -> None:
    assert [stem(word) for word in ("b2b", "россии", "2025s")] == ["b2b", "россии", "2025s"]
