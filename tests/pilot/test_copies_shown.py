from __future__ import annotations

from pathlib import Path

from index.article import Analysis, Article
from index.copyfinder import CopyFinder
from index.store import Store
from tests.pilot import small_library
from tests.pilot.conftest import Reader
from tests.pilot.driving import painted, type_query
from tests.unit.test_likeness import OTHER, STORY


async def test_copies_share_a_row_and_the_total_counts_every_article(tmp_path: Path, reader: Reader) -> None:
    articles = [
        Article(f"Levy {number}", text) for number, text in enumerate((STORY, STORY.upper(), OTHER, STORY + " x"))
    ]
    folder = small_library.make(tmp_path / "library", [(article, Analysis()) for article in articles])
    store = Store(folder)
    CopyFinder(store.database, lambda event: None).catch_up()
    store.close()
    async with reader(folder) as pilot:
        await type_query(pilot, "elsine")
        shown = painted(pilot)
        assert "+2 copies" in shown
        assert "4 of 4" in shown
        assert "Levy 0" in shown
        assert "Levy 1" not in shown
    async with reader(folder, query="copies:1") as pilot:
        shown = painted(pilot)
        assert "3 of 4" in shown
        assert all(f"Levy {number}" in shown for number in (0, 1, 3))
