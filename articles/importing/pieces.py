"""What stories need from elsewhere in their file (authors, tags, pictures), found by id however many there are."""

from __future__ import annotations

import json
import sqlite3


class Pieces:
    """Plain values by kind and id, in a temporary database that the system clears away: a million take no memory.

    `add` all, then `finish`, then look up. `counts` says how many of each kind there are.
    """

    def __init__(self):
        self._rows = sqlite3.connect("")
        self._rows.execute("CREATE TABLE piece (kind TEXT, id TEXT, parent TEXT, place INTEGER, said TEXT)")
        self.counts: dict[str, int] = {}

    def add(self, kind: str, key: str, said: dict, parent: str = "", place: int = 0) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        row = (kind, key, parent, place, json.dumps(said, ensure_ascii=False))
        self._rows.execute("INSERT INTO piece VALUES (?, ?, ?, ?, ?)", row)

    def finish(self) -> None:
        self._rows.execute("CREATE INDEX by_id ON piece (kind, id)")
        self._rows.execute("CREATE INDEX by_parent ON piece (kind, parent)")

    def close(self) -> None:
        self._rows.close()

    def one(self, kind: str, key: str) -> dict | None:
        """The piece of this kind and id, the first where there are several."""
        if kind not in self.counts or not key:
            return None
        row = self._rows.execute("SELECT said FROM piece WHERE kind = ? AND id = ? LIMIT 1", (kind, key)).fetchone()
        return json.loads(row[0]) if row else None

    def of(self, kind: str, parent: str) -> list[dict]:
        """The pieces of this kind that belong to something, in their own order."""
        if kind not in self.counts or not parent:
            return []
        found = self._rows.execute(
            "SELECT said FROM piece WHERE kind = ? AND parent = ? ORDER BY place, rowid", (kind, parent)
        )
        return [json.loads(row) for (row,) in found]
