"""What a run has found and made so far: on disk, so that a million stories take no more memory than a hundred."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from articles.exporting.site.places import Kind, Place

#: So many places are read at a time.
AT_ONCE = 200

_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -8000;
    CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT UNIQUE, kind TEXT, source TEXT, query TEXT, newer TEXT);
    CREATE TABLE made (name TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
    CREATE TABLE before (name TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
"""


class Work:
    """Places to visit, in the order in which they were found; the files made; the files that were made before."""

    def __init__(self):
        # SQLite's private database: a file that nobody else sees, and that is gone with the process.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_TABLES)
        self.known = 0
        self._last = 0

    def close(self) -> None:
        self._db.close()

    # --- Places ------------------------------------------------------------------------------------------------------

    def find(self, places: Iterable[Place]) -> None:
        """Take note of places; one whose name is taken already is passed over."""
        rows = [(place.name, place.kind, place.source, place.query, place.newer) for place in places]
        done = self._db.executemany(
            "INSERT OR IGNORE INTO place (name, kind, source, query, newer) VALUES (?, ?, ?, ?, ?)", rows
        )
        self.known += max(done.rowcount, 0)

    def places(self) -> Iterator[Place]:
        """Yield every place that was not yielded before, those too that are found on the way."""
        query = "SELECT id, name, kind, source, query, newer FROM place WHERE id > ? ORDER BY id LIMIT ?"
        while rows := self._db.execute(query, [self._last, AT_ONCE]).fetchall():
            for self._last, name, kind, *source in rows:
                yield Place(name, Kind(kind), *source)

    def is_found(self, name: str) -> bool:
        return self._db.execute("SELECT 1 FROM place WHERE name = ?", [name]).fetchone() is not None

    # --- Files -------------------------------------------------------------------------------------------------------

    def keep(self, name: str, digest: str) -> None:
        """Take note that the mirror holds this file, with this SHA-256."""
        self._db.execute("INSERT OR REPLACE INTO made VALUES (?, ?)", [name, digest])

    def is_made(self, name: str) -> bool:
        return self._db.execute("SELECT 1 FROM made WHERE name = ?", [name]).fetchone() is not None

    def made(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the SHA-256 of every file of the mirror, by name."""
        yield from self._db.execute("SELECT name, digest FROM made ORDER BY name")

    def remember(self, files: Iterable[tuple[str, str]]) -> None:
        """Take note of files that were made before: name and SHA-256, or "" where a run was stopped over it."""
        self._db.executemany(
            "INSERT INTO before VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET digest = excluded.digest", files
        )

    def before(self, name: str) -> str | None:
        """Return the SHA-256 of a file that was made before ("": it is not known); None: it was not."""
        found = self._db.execute("SELECT digest FROM before WHERE name = ?", [name]).fetchone()
        return found and found[0]

    def stale(self) -> Iterator[str]:
        """Yield the names of the files that were made before and are no part of the mirror now."""
        for (name,) in self._db.execute("SELECT name FROM before WHERE name NOT IN (SELECT name FROM made)"):
            yield name
