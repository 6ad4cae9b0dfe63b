from __future__ import annotations

from index.answer import Hit, Page, Snippet
from tui.librarian import PAGE
from tui.listing import Listing
from tui.messages import Asked

ASKED = Asked(1, "q", "newest")


def page(offset: int, total: int, shift: int = 0) -> Page:
    last = min(offset + PAGE, total)
    hits = (Hit(row + shift, f"title {row}", None, None, 0.0, Snippet(""), None) for row in range(offset, last))
    return Page("q", tuple(hits), offset, total, 1.0)


def test_rows_are_at_hand_page_by_page() -> None:
    total = 2 * PAGE + PAGE // 2
    listing = Listing(ASKED, page(0, total))
    assert listing.total == total
    assert listing.hit(PAGE - 1) is not None
    assert listing.hit(PAGE) is None
    assert listing.missing(0, PAGE - 1) is None
    assert listing.missing(PAGE - 5, PAGE + 5) == PAGE
    listing.add(page(PAGE, total))
    listing.add(page(2 * PAGE, total))
    assert listing.missing(0, 500) is None
    hit = listing.hit(total - 1)
    assert hit is not None
    assert hit.id == total - 1
    assert listing.hit(total) is None
    assert listing.row_of(PAGE + 7) == PAGE + 7
    assert listing.row_of(1000) is None


def test_of_many_pages_the_one_looked_at_longest_ago_is_dropped() -> None:
    listing = Listing(ASKED, page(0, 100_000))
    for number in range(1, 60):
        listing.missing(0, 0)
        listing.add(page(number * PAGE, 100_000))
    assert listing.hit(0) is not None
    assert listing.hit(PAGE) is None
    assert listing.hit(59 * PAGE) is not None


def test_the_same_question_asked_again_shows_the_old_rows_until_the_new_ones_are_there() -> None:
    before = Listing(ASKED, page(0, 200))
    before.add(page(PAGE, 200))
    again = Listing(ASKED, page(PAGE, 200, shift=1), before)
    old, new = again.hit(0), again.hit(PAGE)
    assert old is not None
    assert new is not None
    assert (old.id, new.id) == (0, PAGE + 1)
    assert again.missing(0, 2 * PAGE - 1) == 0


def test_an_empty_answer_has_no_rows() -> None:
    listing = Listing(ASKED, Page("q", (), 0, 0, 1.0))
    assert listing.hit(0) is None
    assert listing.missing(0, 50) is None


def test_a_hit_is_changed_where_it_stands_without_asking_again() -> None:
    row = PAGE + 7
    listing = Listing(ASKED, page(PAGE, 200))
    assert listing.amend(row, starred=True) == row
    changed, beside = listing.hit(row), listing.hit(row + 1)
    assert changed is not None
    assert beside is not None
    assert (changed.starred, beside.starred) == (True, False)
    assert listing.amend(5, starred=True) is None
