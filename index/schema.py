"""What the tables of a library's SQLite file are, version by version; each step brings the one before up to date."""

from __future__ import annotations

import re
from sqlite3 import Connection

# `seq` numbers every change of an article; the full-text index has come as far as meta.indexed_seq.
# `name` holds each distinct name once, with its folded form, so that a name filter reads names and not positions.
_ARTICLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE file (
  path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, hash BLOB NOT NULL, reader INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX file_hash ON file (hash);
CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, part INTEGER NOT NULL, seq INTEGER NOT NULL UNIQUE,
  title TEXT NOT NULL, byline TEXT, source TEXT, published TEXT, url TEXT, language TEXT, text TEXT NOT NULL,
  UNIQUE (path, part)
);
CREATE INDEX article_published ON article (published DESC, id);
CREATE TABLE deleted (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL UNIQUE);
CREATE TABLE analysis (
  id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE, version INTEGER NOT NULL, failure TEXT,
  entities TEXT NOT NULL, positions TEXT NOT NULL
);
CREATE TABLE name (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folded TEXT NOT NULL);
CREATE TABLE entity (
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, name INTEGER NOT NULL REFERENCES name,
  label TEXT NOT NULL, mentions INTEGER NOT NULL, PRIMARY KEY (article, name, label)
) WITHOUT ROWID;
CREATE INDEX entity_name ON entity (name, article);
CREATE TABLE position (
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, n INTEGER NOT NULL, holder INTEGER REFERENCES name,
  stance TEXT NOT NULL, target INTEGER REFERENCES name, PRIMARY KEY (article, n)
) WITHOUT ROWID;
CREATE INDEX position_holder ON position (holder, stance, article);
CREATE INDEX position_stance ON position (stance, article);
CREATE INDEX position_target ON position (target, article);
CREATE TABLE reading (
  id INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE, read_at TEXT, starred INTEGER NOT NULL DEFAULT 0
);
"""

# What a person keeps. One table a fact, so that taking back a star never touches what was read meanwhile. None of them
# refers to `article` by a foreign key: nothing that a person wrote goes because something else went.
# `note.spans` are those of the statement that a note is about, as JSON; NULL where it is about the whole article.
# Inside a step, meta.step is its number and the triggers of USER_TABLES write the inverse of each change.
_KEPT = """
CREATE TABLE read (article INTEGER PRIMARY KEY, at TEXT NOT NULL);
CREATE TABLE star (article INTEGER PRIMARY KEY, at TEXT);
CREATE TABLE tag (article INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (article, tag)) WITHOUT ROWID;
CREATE INDEX tag_tag ON tag (tag, article);
CREATE TABLE note (
  id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL, spans TEXT, statement TEXT, holder TEXT,
  text TEXT NOT NULL, at TEXT NOT NULL
);
CREATE INDEX note_article ON note (article);
CREATE TABLE saved_search (name TEXT PRIMARY KEY, query TEXT NOT NULL, sort TEXT NOT NULL, at TEXT NOT NULL)
  WITHOUT ROWID;
CREATE TABLE history (query TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE undo_step (
  id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE undo_change (
  n INTEGER PRIMARY KEY AUTOINCREMENT, step INTEGER NOT NULL REFERENCES undo_step ON DELETE CASCADE, sql TEXT NOT NULL
);
CREATE INDEX undo_change_step ON undo_change (step);
INSERT INTO meta VALUES ('step', NULL);
INSERT INTO read SELECT id, read_at FROM reading WHERE read_at IS NOT NULL;
INSERT INTO star SELECT id, NULL FROM reading WHERE starred;
DROP TABLE reading;
"""

# What a person decides about who is who and what is about what, for the board; and, for the arrays that the board keeps
# beside this file, a number for every change of what an article claims: of each article the last one alone.
_BOARD = """
CREATE TABLE identity_edit (
  id INTEGER PRIMARY KEY AUTOINCREMENT, action TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL
);
CREATE TABLE topic_edit (
  id INTEGER PRIMARY KEY AUTOINCREMENT, action TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL
);
CREATE TABLE claim_change (n INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL UNIQUE);
INSERT INTO claim_change (article) SELECT id FROM article ORDER BY id;
CREATE TRIGGER claim_analysed AFTER INSERT ON analysis
  BEGIN INSERT OR REPLACE INTO claim_change (article) VALUES (new.id); END;
CREATE TRIGGER claim_unanalysed AFTER DELETE ON analysis
  BEGIN INSERT OR REPLACE INTO claim_change (article) VALUES (old.id); END;
CREATE TRIGGER claim_added AFTER INSERT ON article
  BEGIN INSERT OR REPLACE INTO claim_change (article) VALUES (new.id); END;
CREATE TRIGGER claim_changed AFTER UPDATE OF source, published, text ON article
  BEGIN INSERT OR REPLACE INTO claim_change (article) VALUES (new.id); END;
CREATE TRIGGER claim_deleted AFTER DELETE ON article
  BEGIN INSERT OR REPLACE INTO claim_change (article) VALUES (old.id); END;
"""

# Copies: each points at the article that was there first. `band` finds the originals that a text may copy, `sketch` has
# what the bands of each are made of, `ungrouped` the articles to look at: every text that comes, changes or goes, and
# every copy that has lost its original. meta.copies counts changes of copy_of; meta.likeness is the method's version.
_COPIES = """
CREATE TABLE copy_of (
  article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
  original INTEGER NOT NULL REFERENCES article ON DELETE CASCADE
);
CREATE INDEX copy_of_original ON copy_of (original, article);
CREATE TABLE band (hash INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, article)) WITHOUT ROWID;
CREATE TABLE sketch (article INTEGER PRIMARY KEY, bands BLOB NOT NULL);
CREATE TABLE ungrouped (article INTEGER PRIMARY KEY);
INSERT INTO meta VALUES ('copies', 0), ('likeness', 0);
CREATE TRIGGER copy_found AFTER INSERT ON copy_of BEGIN
  UPDATE meta SET value = value + 1 WHERE key = 'copies';
  INSERT OR REPLACE INTO claim_change (article) VALUES (new.article); END;
CREATE TRIGGER copy_lost AFTER DELETE ON copy_of BEGIN
  UPDATE meta SET value = value + 1 WHERE key = 'copies';
  INSERT OR IGNORE INTO ungrouped VALUES (old.article);
  INSERT OR REPLACE INTO claim_change (article) VALUES (old.article); END;
CREATE TRIGGER copy_text_added AFTER INSERT ON article BEGIN
  INSERT OR IGNORE INTO ungrouped VALUES (new.id); END;
CREATE TRIGGER copy_text_changed AFTER UPDATE OF text ON article WHEN old.text IS NOT new.text BEGIN
  INSERT OR IGNORE INTO ungrouped VALUES (new.id); DELETE FROM copy_of WHERE original = new.id; END;
CREATE TRIGGER copy_text_gone AFTER DELETE ON article BEGIN
  INSERT OR IGNORE INTO ungrouped VALUES (old.id); END;
"""

# Inverses of a kind share one statement, so that a step of 100,000 rows is taken back in a second; `row` has the values
# of each, as a JSON list.
_UNDO = """
DROP TABLE undo_change;
DELETE FROM undo_step;
CREATE TABLE undo_change (
  n INTEGER PRIMARY KEY AUTOINCREMENT, step INTEGER NOT NULL REFERENCES undo_step ON DELETE CASCADE,
  sql TEXT NOT NULL, row TEXT NOT NULL
);
CREATE INDEX undo_change_step ON undo_change (step);
"""

# How many articles are analysed is asked with every search: told without reading the analyses.
_COUNTED = """
CREATE INDEX analysis_version ON analysis (version);
"""

# `lang:` is answered without reading the articles; upper and lower case count as one, as in the query.
_LANGUAGES = """
CREATE INDEX article_language ON article (lower(language));
"""

MIGRATIONS: tuple[str, ...] = (_ARTICLES, _KEPT, _BOARD, _COPIES, _UNDO, _COUNTED, _LANGUAGES)
"""Scripts, a statement ended by ``;`` before a line that is not indented: the first makes version 1 of nothing, …"""

USER_TABLES: tuple[str, ...] = ("read", "star", "tag", "note", "saved_search", "history", "identity_edit", "topic_edit")
"""Tables whose changes inside a step can be taken back; each needs a primary key."""

SCHEMA_VERSION = len(MIGRATIONS)

_STATEMENT_END = re.compile(r";\n(?! )")


def migrate(connection: Connection, version: int) -> None:
    """Bring the tables from ``version`` (0: none) to :data:`SCHEMA_VERSION`, within the caller's transaction."""
    for script in MIGRATIONS[version:]:
        for statement in _STATEMENT_END.split(script):
            connection.execute(statement)
    for table in USER_TABLES:
        _follow(connection, table)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _follow(connection: Connection, table: str) -> None:
    """Make the triggers that write, while a step is on, the SQL which takes back each change of ``table``.

    Source: "Automatic Undo/Redo Using SQLite", https://www.sqlite.org/undoredo.html.
    """
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    columns = [row[1] for row in info]
    keys = [row[1] for row in info if row[5]]
    same_key = " AND ".join(f"{name} IS ?" for name in keys)
    before, after = [f"old.{name}" for name in columns], [f"new.{name}" for name in keys]
    inverses = {
        "INSERT": (f"DELETE FROM {table} WHERE {same_key}", after),
        "UPDATE": (f"UPDATE OR REPLACE {table} SET {' = ?, '.join(columns)} = ? WHERE {same_key}", before + after),
        "DELETE": (
            f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", before
        ),
    }  # fmt: skip
    for event, (inverse, values) in inverses.items():
        name = f"undo_{table}_{event.lower()}"
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")
        connection.execute(
            f"CREATE TRIGGER {name} AFTER {event} ON {table}"
            " WHEN (SELECT value FROM meta WHERE key = 'step') IS NOT NULL BEGIN"
            " INSERT INTO undo_change (step, sql, row)"
            f" SELECT value, '{inverse}', json_array({', '.join(values)}) FROM meta WHERE key = 'step'; END"
        )
