"""The engines that are measured: stock Whoosh, SQLite FTS5, tantivy and ours, each asked in its own way."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from index.article import Article
from index.fulltext import FullText, parse

Search = Callable[[], int]
"""Fetches the ids of the best fifty and the exact total; returns the total."""

PAGE = 50
_BATCH = 500


class Engine(Protocol):
    """What is measured of an engine. ``ask`` returns ``None`` for a kind of query that it does not have."""

    def add(self, articles: Sequence[Article]) -> None: ...

    def delete(self, number: int) -> None: ...

    def ask(self, kind: str, words: Sequence[str]) -> Search | None: ...


class Ours:
    """The index as the library writes it; small segments are folded after a batch, not after a single article."""

    def __init__(self, folder: Path) -> None:
        self.index = FullText(folder) if folder.exists() else FullText.create(folder)

    def add(self, articles: Sequence[Article]) -> None:
        self.index.update(articles)
        if len(articles) > _BATCH:
            self.index.tidy()

    def delete(self, number: int) -> None:
        self.index.update([], deleted=[number])

    def ask(self, kind: str, words: Sequence[str]) -> Search | None:
        text = {
            "and": "body:({0} {1})",
            "or": "body:({0} OR {1} OR {2})",
            "phrase": 'body:"{0} {1}"',
            "prefix": "body:{0}*",
            "wildcard": "body:{0}",
            "fuzzy": "body:{0}~1",
            "date": "body:{0} date:2021",
        }.get(kind, "body:{0}")
        query, sort = text.format(*words), "newest" if kind == "sorted" else "relevance"
        return lambda: self.index.search(parse(query), lambda _: (), sort=sort, limit=PAGE).total  # type: ignore[arg-type]


class StockWhoosh:
    """Whoosh as its documentation sets it up: stemming analyzer, default codec and writer."""

    def __init__(self, folder: Path) -> None:
        from whoosh import fields, index
        from whoosh.analysis import StemmingAnalyzer

        text = {name: fields.TEXT(analyzer=StemmingAnalyzer(stoplist=None)) for name in ("title", "body")}
        schema = fields.Schema(id=fields.ID(unique=True, stored=True), date=fields.DATETIME(sortable=True), **text)
        self._stem = StemmingAnalyzer(stoplist=None)
        self._searcher: Any = None
        if folder.exists():
            self._index = index.open_dir(folder, schema=schema)
            self._reopen()
        else:
            folder.mkdir()
            self._index = index.create_in(folder, schema)

    def add(self, articles: Sequence[Article]) -> None:
        writer = self._index.writer()
        for one in articles:
            writer.update_document(id=str(one.id), title=one.title, body=one.text, date=one.published)
        writer.commit()
        self._reopen()

    def delete(self, number: int) -> None:
        self._index.delete_by_term("id", str(number))
        self._reopen()

    def _reopen(self) -> None:
        if self._searcher:
            self._searcher.close()
        self._searcher = self._index.searcher()

    def ask(self, kind: str, words: Sequence[str]) -> Search | None:
        from whoosh import query as wq

        stems = [token.text for word in words for token in self._stem(word)] if kind not in ("wildcard",) else []
        terms = [wq.Term("body", stem) for stem in stems]
        year = wq.DateRange("date", datetime(2021, 1, 1), datetime(2021, 12, 31, 23, 59))  # noqa: DTZ001
        query = {
            "and": lambda: wq.And(terms),
            "or": lambda: wq.Or(terms),
            "phrase": lambda: wq.Phrase("body", stems),
            "prefix": lambda: wq.Prefix("body", words[0]),
            "wildcard": lambda: wq.Wildcard("body", words[0]),
            "fuzzy": lambda: wq.FuzzyTerm("body", words[0], prefixlength=1),
            "date": lambda: wq.And([terms[0], year]),
        }.get(kind, lambda: terms[0])()
        order = {"sortedby": "date", "reverse": True} if kind == "sorted" else {}

        def search() -> int:
            results = self._searcher.search(query, limit=PAGE, **order)
            _ = [hit["id"] for hit in results]
            return len(results)

        return search


class Fts5:
    """SQLite's full-text index with its Porter stemmer, contents outside the index."""

    def __init__(self, folder: Path) -> None:
        is_new = not folder.exists()
        folder.mkdir(exist_ok=True)
        self._base = sqlite3.connect(folder / "fts5.db")
        self._base.executescript("pragma journal_mode=wal; pragma synchronous=full;")
        if is_new:
            self._base.executescript(
                "create table article(id integer primary key, date text, title text, body text);"
                "create index d on article(date); create virtual table ft using"
                " fts5(title, body, content='article', content_rowid='id', tokenize='porter');"
            )

    def add(self, articles: Sequence[Article]) -> None:
        for one in articles:
            if self._base.execute("select 1 from article where id=?", (one.id,)).fetchone():
                self._take_out(one.id or 0)
        rows = [(one.id, one.published and one.published.isoformat(), one.title, one.text) for one in articles]
        self._base.executemany("insert into article values(?,?,?,?)", rows)
        self._base.executemany("insert into ft(rowid,title,body) values(?,?,?)", [(row[0], *row[2:]) for row in rows])
        self._base.commit()

    def delete(self, number: int) -> None:
        self._take_out(number)
        self._base.commit()

    def _take_out(self, number: int) -> None:
        old = self._base.execute("select title, body from article where id=?", (number,)).fetchone()
        self._base.execute("insert into ft(ft,rowid,title,body) values('delete',?,?,?)", (number, *old))
        self._base.execute("delete from article where id=?", (number,))

    def ask(self, kind: str, words: Sequence[str]) -> Search | None:
        if kind in ("wildcard", "fuzzy"):
            return None
        match = {
            "and": "body:({0} AND {1})",
            "or": "body:({0} OR {1} OR {2})",
            "phrase": 'body:"{0} {1}"',
            "prefix": "body:{0}*",
        }.get(kind, "body:{0}")
        inside = (
            " and +ft.rowid in (select id from article where date between '2021' and '2022')" if kind == "date" else ""
        )
        source = f"from ft where ft match ?{inside}"
        best = f"select rowid {source} order by bm25(ft) limit {PAGE}"
        if kind == "sorted":
            joined = "from ft cross join article on article.id = ft.rowid where ft match ?"
            best = f"select ft.rowid {joined} order by date desc limit {PAGE}"
        asked = (match.format(*words),)

        def search() -> int:
            self._base.execute(best, asked).fetchall()
            return int(self._base.execute(f"select count(*) {source}", asked).fetchone()[0])

        return search


class Tantivy:
    """The Rust library, one thread. Its hits are addresses of documents: what it stores of these is not read."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._t = tantivy
        folder.mkdir(exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True, fast=True)
        builder.add_date_field("date", fast=True, indexed=True)
        for name in ("title", "body"):
            builder.add_text_field(name, tokenizer_name="en_stem")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._writer = self._index.writer(heap_size=64_000_000, num_threads=1)

    def add(self, articles: Sequence[Article]) -> None:
        for one in articles:
            self._writer.delete_documents("id", one.id)
            self._writer.add_document(self._t.Document(id=one.id, title=one.title, body=one.text, date=one.published))
        self._commit()

    def delete(self, number: int) -> None:
        self._writer.delete_documents("id", number)
        self._commit()

    def _commit(self) -> None:
        self._writer.commit()
        self._index.reload()

    def ask(self, kind: str, words: Sequence[str]) -> Search | None:
        kinds, index = self._t.Query, self._index
        if kind in ("prefix", "wildcard"):
            pattern = words[0] + ".*" if kind == "prefix" else words[0].replace("*", ".*").replace("?", ".")
            query = kinds.regex_query(self._schema, "body", pattern)
        elif kind == "fuzzy":
            query = kinds.fuzzy_term_query(self._schema, "body", words[0], distance=1, prefix=False)
        else:
            text = {
                "and": "body:{0} AND body:{1}",
                "or": "body:{0} OR body:{1} OR body:{2}",
                "phrase": 'body:"{0} {1}"',
                "date": "body:{0} AND date:[2021-01-01T00:00:00Z TO 2021-12-31T23:59:59Z]",
            }.get(kind, "body:{0}")
            query = index.parse_query(text.format(*words), ["body"])
        order = {"order_by_field": "date"} if kind == "sorted" else {}

        def search() -> int:
            searcher = index.searcher()
            return int(searcher.search(query, limit=PAGE, count=True, **order).count)

        return search


ENGINES: dict[str, Callable[[Path], Engine]] = {"whoosh": StockWhoosh, "fts5": Fts5, "tantivy": Tantivy, "sayso": Ours}
