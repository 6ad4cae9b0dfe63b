from __future__ import annotations

import pytest

from index.likeness import BANDS, FEWEST_WORDS, ROWS, Likeness, bands, may_be_alike, sketch

PARAGRAPHS = [
    "ELSINE — The council of Elsine approved a levy on every ship that calls at its harbour, after a debate that ran"
    " past midnight and ended with seventeen votes in favour and twelve against.",
    'Mayor Ana Ruiz had asked the members to turn it down. "This levy will cost us the ferry and the four hundred'
    ' people who live by it," she told them before the vote, to applause from the gallery.',
    "The harbour master, Jon Adeyemi, said that the quays had not been mended since the flood nine years ago and that"
    " nobody else would pay for them; the engineers put the bill at thirty million.",
    "Ship owners announced that they would go to court. A spokesman for their association said the levy broke the"
    ' treaty of Karso, which leaves dues to the Assembly, and called the vote "an invitation to sail past us".',
    "The levy takes effect in the spring unless a judge stops it before then. The opposition has asked for a meeting of"
    " the whole council in January, when the budget of the harbour is due.",
]
STORY = "\n\n".join(PARAGRAPHS)
OTHER = (
    "Seventeen members of Elsine's council raised their hands shortly after midnight: ships will pay when they"
    " call.\n\n"
    'For Jon Adeyemi it was a long wait. "Nine winters I have stood on broken stone," the harbour master said, asked'
    " about the flood whose traces the levy is to remove. Thirty million is what his engineers want for it.\n\n"
    'Against it spoke the mayor. "You are voting for empty berths," Ana Ruiz said. The association of owners wants the'
    " judges to decide whether only the Assembly may set dues, as the treaty of Karso seems to say.\n\n"
    "Spring is when the first bill would go out; before that, in January, the budget is on the table."
)


def drawn(text: str) -> bytes:
    return sketch(Likeness(text))


def alike(first: str, second: str) -> bool:
    return Likeness(first).is_copy_of(Likeness(second))


def edited(text: str, every: int, start: int = 0) -> str:
    """One word in ``every`` changed."""
    return " ".join("altered" if n % every == start else word for n, word in enumerate(text.split(" ")))


def unquoted_edit(text: str) -> str:
    return text.replace("approved a levy", "passed a levy").replace("thirty million", "30 million")


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        STORY.upper(),
        STORY.replace("ELSINE — ", "Elsine (Northern Wire), 4 April. "),
        "From our correspondent\n\n" + STORY + "\n\nNorthern Wire contributed to this report.",
        "\n\n".join(PARAGRAPHS[:-1]),
        unquoted_edit(STORY),
        STORY.replace('"', "“"),
        STORY.replace("\n\n", "\n"),
    ],
    ids=["same", "capitals", "dateline", "framed", "cut at the end", "edited", "other marks", "other breaks"],
)
def test_a_story_printed_again_is_a_copy(copy: str) -> None:
    assert alike(copy, STORY)


def test_a_report_on_the_same_event_in_other_words_is_none() -> None:
    assert not alike(OTHER, STORY)
    assert not alike(STORY, OTHER)


def test_a_story_with_another_quotation_is_none() -> None:
    asked_anew = STORY.replace(
        "to applause from the gallery.",
        'to applause from the gallery. "We shall see them in court," her deputy added on the stairs.',
    )
    assert not alike(asked_anew, STORY)
    assert alike(STORY, asked_anew), "without it, it may still have been cut"


def test_quoting_what_the_original_says_in_its_own_words_is_a_copy() -> None:
    assert alike(STORY.replace("the bill at thirty million", '"the bill at thirty million"'), STORY)


def test_the_more_is_changed_the_less_it_is_a_copy() -> None:
    plain = STORY.replace('"', "")
    assert alike(edited(plain, 25), plain)
    assert not alike(edited(plain, 6), plain)


def test_short_texts_are_copies_only_word_for_word_and_captions_never() -> None:
    short = (
        "Rain is expected on the coast tonight, with wind from the west, and fog in the valleys until noon tomorrow."
    )
    assert alike(short.upper(), short)
    assert not alike(short.replace("noon", "ten"), short)
    caption = " ".join(short.split()[: FEWEST_WORDS - 1])
    assert not alike(caption, caption)
    assert not alike("", "")


def test_copies_share_a_band_and_other_stories_hardly_ever() -> None:
    own = set(bands(drawn(STORY)))
    assert len(own) == BANDS
    for start in range(20):
        assert own & set(bands(drawn(edited(STORY, 25, start))))
    assert not own & set(bands(drawn(OTHER)))


def test_sketches_leave_copies_possible_and_spare_reading_most_others() -> None:
    for start in range(20):
        assert may_be_alike(drawn(STORY), drawn(edited(STORY, 25, start)))
    assert may_be_alike(drawn("\n\n".join(PARAGRAPHS[:-1])), drawn(STORY))
    assert not may_be_alike(drawn(STORY), drawn(OTHER))
    assert len(drawn(STORY)) == 4 * BANDS * ROWS


def test_bands_are_the_same_in_every_run_and_on_every_machine() -> None:
    assert bands(drawn("the quick brown fox jumps over the lazy dog"))[:3] == [
        1025848843827706881,
        131977753400355111,
        -5657137321218701224,
    ]
