from __future__ import annotations

from pathlib import Path

from index.events import Event, Notice
from index.ingest import Ingest
from index.library import Library
from index.lock import writing

TEXT = "Levy\n\nAna Ruiz rejected the harbour levy on Friday, and nobody asked her why she had done so."


def ingest(folder: Path, news: Path, *, prune: bool) -> list[Event]:
    events: list[Event] = []
    with writing(folder):
        run = Ingest(folder, events.append)
        run.run([news], analyse=False, prune=prune)
        run.close()
    return events


def test_pruning_keeps_what_was_starred_and_says_so_until_the_star_is_taken_away(tmp_path: Path) -> None:
    news, folder = tmp_path / "news", tmp_path / "library"
    news.mkdir()
    for name in ("dear.txt", "other.txt"):
        (news / name).write_text(f"{TEXT} {name}", encoding="utf-8")
    ingest(folder, news, prune=False)
    library = Library.open(folder)
    dear = library.search("dear").hits[0].id
    library.kept.set_starred(dear, starred=True)
    for name in ("dear.txt", "other.txt"):
        (news / name).unlink()

    told = [event.message for event in ingest(folder, news, prune=True) if isinstance(event, Notice)]
    assert told == [f"{news / 'dear.txt'} is gone; what you starred, tagged or noted in it stays"]
    assert [hit.id for hit in library.search("").hits] == [dear]
    assert library.undo() == "starred an article"
    ingest(folder, news, prune=True)
    assert library.search("").total == 0
    library.close()
